import { type Household, householdKind } from '../../records/household.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { namesPlacesAlone, type Reach, reachOf } from '../reach.ts';
import { CLASSES, type Class } from './classes.ts';

/** More names are not read. */
const NAMES = 15;
/** More households are not opened for one answer: a village has to be named. */
const MOST = 3000;

/** 户数: how many households a village or the township has, by category or by what their entries are marked with. */
export const householdCount = defineCommand<string>({
  name: '户数',
  aliases: ['多少户', '有多少户'],
  summary: '全乡、一个村或您帮的有多少户:没脱贫、低保、五保、边缘户等',
  usage: '户数 村名 低保(村名、类别可不写)',
  needs: 'seeProgress',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['户数 枫树湾 未脱贫', '户数'],
  exampleBy: 'office',
  read: ({ rest, explicit }, { read }) => {
    const known = rest.length <= 12 && CLASSES.some((c) => c.words.test(rest));
    return explicit || known || namesPlacesAlone(rest, read.directory) ? rest : null;
  },
  async run(words, context): Promise<Effect> {
    const reach = reachOf(words, 'seeProgress', '户数', context);
    if (reach.kind === 'refused') return say(reach.text);
    const all = briefsOf(reach, context);
    if (all.length === 0) return say(`${reach.name}名册上还没有户。有出入请跟乡扶贫办说一声。`);
    if (all.length > MOST) return say('户太多了,请加上村名:户数 村名 低保');
    const asked = CLASSES.find((c) => c.words.test(words));
    const text = asked ? await ofClass(asked, reach.name, all, context) : total(reach.name, all);
    return say(text);
  },
});

type Brief = ReturnType<Context['read']['directory']['householdsOf']>[number];

function briefsOf(reach: Exclude<Reach, { kind: 'refused' }>, { read }: Context): Brief[] {
  const all =
    reach.kind === 'own' ? reach.households : reach.ids.flatMap((id) => [...read.directory.households(id)]);
  return all.filter((h) => h.status === 'active');
}

function total(name: string, all: readonly Brief[]): string {
  const groups = new Map<string, number>();
  for (const h of all) groups.set(h.category, (groups.get(h.category) ?? 0) + 1);
  const each = [...groups].sort((a, b) => b[1] - a[1]).map(([category, n]) => `${category}${n}户`);
  const people = all.reduce((sum, h) => sum + h.size, 0);
  const free = all.filter((h) => !h.helperId).length;
  const unhelped = free > 0 ? `;没有帮扶人的${free}户` : '';
  return `${name}名册上有${all.length}户${people}人:${each.join('、')}${unhelped}。`;
}

/** The number, and in private the names: what somebody is marked with is not said before others. */
async function ofClass(asked: Class, name: string, all: readonly Brief[], context: Context): Promise<string> {
  const { read, place } = context;
  const villages = [...new Set(all.map((h) => h.villageId))];
  const whole: Household[] = [];
  for (const id of villages) {
    const ids = all.filter((h) => h.villageId === id).map((h) => h.id);
    whole.push(...(await read.many(householdKind, ids, id)));
  }
  const found = whole.filter((h) => asked.has(h));
  const what = /户$/.test(asked.name) ? asked.name : `${asked.name}户`;
  if (found.length === 0) return `${name}名册上没有${what}(一共${all.length}户)。`;
  const each = villages.length > 1 ? perVillage(found, context) : '';
  const line = `${name}名册上${what}${found.length}户(一共${all.length}户)${each}。`;
  if (place !== 'private') return line;
  const heads = found.slice(0, NAMES).map((h) => h.head);
  const more = found.length > NAMES ? '等,加上村名能看全' : '';
  return `${line}\n${heads.join('、')}${more}`;
}

function perVillage(found: readonly Household[], { read }: Context): string {
  const villages = [...new Set(found.map((h) => h.villageId))].sort();
  const each = villages.map(
    (id) => `${read.directory.village(id)?.name ?? id}${found.filter((h) => h.villageId === id).length}户`,
  );
  return `:${each.join('、')}`;
}
