import { formatDayLong } from '../../core/text/days.ts';
import { type Household, householdKind } from '../../records/household.ts';
import { defineCommand, type Effect } from '../define.ts';

const ASKED =
  /^(我|我们|我家|我屋|屋里|家里)[^,。?]{0,6}(贷|借)(的|了)?(那|这)?(笔|个)?(款|钱|小额|信贷|贴息)?[^,。?]{0,6}(到期|(哪天|几时|什么时候|啥时候?|好久|几月|几号)[^,。]{0,4}(还|到)|还(欠|差|有|剩)|要还|好多|多少)/;

/** 我的贷款: what the household itself has borrowed, until when: to its own phone only (L12). */
export const ownLoan = defineCommand<true>({
  name: '我的贷款',
  aliases: ['我家的贷款', '我的小额信贷'],
  summary: '看您家的小额贷款哪天到期、还有多少',
  usage: '我的贷款',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['我的贷款'],
  exampleBy: 'household',
  read: ({ rest }) => (/^[的呢吗?。!]*$/.test(rest) ? true : null),
  speech: (text, { sender, place }) =>
    sender.householdId && place === 'private' && text.length <= 30 && ASKED.test(text) ? true : null,
  async run(_, { read, sender, today }): Promise<Effect> {
    const brief = read.directory.household(sender.householdId ?? '');
    const household = brief && (await read.get(householdKind, brief.id, brief.villageId));
    return { replies: [{ text: loanText(household?.loan, today), to: 'private' }] };
  },
});

function loanText(loan: Household['loan'], today: string): string {
  const due = typeof loan?.due === 'string' ? loan.due : undefined;
  if (!loan || !due) return '您家的贷款我这里没有登记。哪天到期,看合同,或者问信用社、您家的帮扶人。';
  const kind = typeof loan.type === 'string' ? loan.type : '贷款';
  const yuan = (n: unknown) => (typeof n === 'number' ? `${n}元` : undefined);
  const left = yuan(loan.balance);
  return [
    `您家的${kind}${yuan(loan.principal) ?? ''},${formatDayLong(due, today)}到期${left ? `,登记的还剩${left}没还` : ''}。`,
    '这是登记上写的,以信用社的合同为准。到期还不上,早点跟信用社和帮扶人说。',
  ].join('\n');
}
