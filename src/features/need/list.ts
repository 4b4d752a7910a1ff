import { formatDay } from '../../core/text/days.ts';
import { recordsIn } from '../../records/find.ts';
import { MISSING, type Need, needKind, needText } from '../../records/need.ts';
import { whoseIn } from '../../records/whose.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { headOf, maySee } from './end.ts';

const SHOWN = 15;

/** 还差什么: what households still lack, of those that the sender has to do with. In private. */
export const lacking = defineCommand<{ householdId?: string; villageId?: string }>({
  name: '还差什么',
  aliases: ['还缺什么', '需求清单', '缺什么', '差什么'],
  summary: '各户还缺什么,可以加户主或村名',
  usage: '还差什么 户主姓名或村名(都可不写)',
  needs: 'logNeed',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['还差什么', '还差什么 彭志高'],
  read({ rest, explicit }, context) {
    const words = rest.replace(/[?。!呢吗]+$/, '').trim();
    const { directory } = context.read;
    const whose = whoseIn(words, context.sender, directory);
    if (whose.kind === 'known') return { householdId: whose.household.id };
    const village = [...directory.villages()].find(
      (v) => words !== '' && v.name.startsWith(words.replace(/村$/, '')),
    );
    if (village) return { villageId: village.id };
    return words === '' || explicit ? {} : null;
  },
  async run({ householdId, villageId }, context): Promise<Effect> {
    const all = await recordsIn(needKind, MISSING, context.read, villageId);
    const mine = all.filter((n) => maySee(n, context) && (!householdId || n.householdId === householdId));
    if (mine.length === 0) {
      const head = context.read.directory.household(householdId ?? '')?.head;
      const form = head ? `缺什么就发:需要 ${head} 化肥2袋 月底前` : '';
      return sayPrivately(`${head ? `${head}家` : ''}没有记着还缺的东西。${form}`);
    }
    const [first] = mine;
    const lines = mine.slice(0, SHOWN).map((n) => line(n, context));
    const more = mine.length > SHOWN ? [`还有${mine.length - SHOWN}样,加户主或村名能看全。`] : [];
    return sayPrivately(
      [`还缺${mine.length}样:`, ...lines, ...more, `有了发:到了 ${first?.id ?? 'N3'}`].join('\n'),
    );
  },
});

function line(n: Need, context: Context): string {
  const by = n.neededBy ? `(${formatDay(n.neededBy, context.today)}前要)` : '';
  const lasts = n.remindOn && !n.neededBy ? `(${formatDay(n.remindOn, context.today)}左右用完)` : by;
  return `${n.id} ${headOf(n, context)} ${needText(n)}${lasts}`;
}
