import { formatDay } from '../../core/text/days.ts';
import { type Household, householdKind } from '../../records/household.ts';
import { livedIn, recordsOfHousehold } from '../../records/lived.ts';
import { looked } from '../../records/look.ts';
import { visitKind } from '../../records/visit.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';

const ASKED =
  /^(你|您|小助手|机器人|电脑)?(们)?(这|那)?(里|儿|边|头)*(面)?(都|还)?(存|记|登记|晓得|知道|掌握)(了|着|得有|有)?(些)?(我|我们|咱|俺)(们)?(家|屋)?(里|头|的)*(哪些|些?什么|些?啥子?|多少)(东西|信息|情况|事)?[呢啊了?。]*([,,](给|让|发)?我?(看|瞧|晓得|知道)?(一?下|看|哈)*)?[?。]*$/;

/** 我的信息: what is kept about the sender's own household, in plain words, to his own phone only. */
export const myInfo = defineCommand<true>({
  name: '我的信息',
  aliases: ['我家的信息', '存了我什么', '你存了我什么'],
  summary: '看我这里存了您家什么',
  usage: '我的信息',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['我的信息'],
  exampleBy: 'household',
  read: ({ rest }) => (rest.replace(/[?。!吗呢]/g, '') === '' ? true : null),
  speech: (text) => (ASKED.test(text) ? true : null),
  async run(_, context): Promise<Effect> {
    const { read, sender } = context;
    const brief = sender.householdId ? read.directory.household(sender.householdId) : undefined;
    const household = brief && (await read.get(householdKind, brief.id, brief.villageId));
    if (!household) return { replies: [{ text: '名册上没有找到您家,我这里什么也没存。', to: 'private' }] };
    const text = await infoText(household, context);
    return { changes: [looked(household, 'own', context)], replies: [{ text, to: 'private' }] };
  },
});

/** Facts by name and number; what cadres wrote for themselves (causes, flags, categories) is not for reading out. */
async function infoText(household: Household, context: Context): Promise<string> {
  const { read, today } = context;
  const { directory } = read;
  const of = async (what: string) =>
    (
      await Promise.all(livedIn(household).map((v) => read.range(v, `household:${household.id}:${what}`)))
    ).flat();
  const [visits, problems, requests] = await Promise.all([of('visits'), of('problems'), of('requests')]);
  const helperId = directory.household(household.id)?.helperId;
  const helper = helperId ? directory.person(helperId)?.name : undefined;
  const newest = { reverse: true, limit: 1 };
  const last = (await recordsOfHousehold(visitKind, 'visits', household, read, newest))[0]?.date;
  const members = household.members.map((m) => (m.name ? `${m.relation}${m.name}` : m.relation)).join('、');
  const phones = directory.contactsOf(household.id).length;
  const village = directory.village(household.villageId)?.name ?? '';
  return [
    '您家在我这里存的:',
    `1. 户主${household.head},住${village}${household.group},${household.size}口人${members ? `:${members}` : ''}`,
    '2. 家里人的年龄、身体、上学、务工、参保',
    `3. 收入和帮扶:收入${household.incomes?.length ?? 0}笔,帮扶措施${household.measures?.length ?? 0}项`,
    `4. 干部走访${visits.length}次${last ? `(最近${formatDay(last, today)})` : ''},记了当时看到的情况`,
    `5. 反映的问题${problems.length}个,您问过、说过要人答的事${requests.length}件`,
    `6. 认得的微信${phones}个;帮扶人${helper ?? '还没有'}`,
    '身份证号、银行卡号一个也不存。这些只给帮您家的人和村里、乡里管这事的人看,谁看过有记录。',
    '哪里不对,跟我说“意见 哪里不对”,或告诉帮扶人。要删掉,发:删除我的信息',
  ].join('\n');
}
