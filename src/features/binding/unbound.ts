import { ROLE_LABELS } from '../../core/roles.ts';
import type { Person, Village } from '../../records/organisation.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';
import { reachOf, shortName } from '../reach.ts';
import { unboundIn } from './slips.ts';

/** So many names of one kind are told where several villages are, and where it is one. */
const SOME = 6;
const MANY = 40;
/** More villages are told with their numbers alone. */
const VILLAGES = 12;

/**
 * 谁还没绑定: cadres and households whom no phone speaks for, by village; for the office, and a village's own for its grid
 * leader and first secretary. From the register, whether or not anything was ever sent to them (those whom a send did not
 * reach: 谁还没加好友).
 */
export const unboundNow = defineCommand<string>({
  name: '谁还没绑定',
  aliases: ['谁没绑定', '还有谁没绑定', '没绑定的人', '没绑定的', '哪些人没绑定', '未绑定'],
  summary: '还没绑定微信的干部和乡亲,一个村一个村列',
  usage: '谁还没绑定 枫树湾(村名可不写)',
  needs: 'seeUnbound',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['谁还没绑定', '谁还没绑定 枫树湾'],
  exampleBy: 'office',
  read: ({ rest, explicit }, { read }) =>
    /^[呢吗?。!]*$/.test(rest) ||
    explicit ||
    [...read.directory.villages()].some((v) => rest.startsWith(shortName(v.name)))
      ? rest
      : null,
  async run(words, context): Promise<Effect> {
    const reach = reachOf(words, 'seeUnbound', '谁还没绑定', context);
    if (reach.kind !== 'villages')
      return sayPrivately(reach.kind === 'refused' ? reach.text : '您这里没有可看的村。');
    const villages = reach.ids.flatMap((id) => context.read.directory.village(id) ?? []);
    return sayPrivately(textOf(villages, reach.name, context));
  },
});

interface Unbound {
  village?: Village;
  people: Person[];
  households: HouseholdBrief[];
}

function textOf(villages: readonly Village[], name: string, context: Context): string {
  const rows = rowsOf(villages, context);
  const people = rows.reduce((n, r) => n + r.people.length, 0);
  const households = rows.reduce((n, r) => n + r.households.length, 0);
  if (people + households === 0) return `${name}的干部和乡亲都绑定了。绑定了却收不到的,发:谁还没加好友`;
  const one = villages.length === 1;
  const full = one || rows.length <= VILLAGES;
  const first = villages.find((v) => rows.some((r) => r.village?.id === v.id)) ?? villages[0];
  return [
    `${name}还没绑定微信的:干部${people}人、乡亲${households}户。`,
    ...rows.map((r) => line(r, full ? (one ? MANY : SOME) : 0)),
    `给他们绑定码:生成绑定码 ${first ? shortName(first.name) : '全乡'} 干部(或 乡亲)`,
    ...(one ? [] : [`看一个村的名单:谁还没绑定 ${first ? shortName(first.name) : ''}`]),
  ].join('\n');
}

/** By village; whoever works in several stands by himself, once. */
function rowsOf(villages: readonly Village[], context: Context): Unbound[] {
  const all = unboundIn({ villages, whom: 'all' }, context);
  const people = all.flatMap((t) => t.person ?? []);
  const households = all.flatMap((t) => t.household ?? []);
  const several = villages.length > 1 ? people.filter((p) => p.villageIds.length !== 1) : [];
  const rows: Unbound[] = villages.map((village) => ({
    village,
    people: people.filter(
      (p) => !several.includes(p) && (villages.length === 1 || p.villageIds.includes(village.id)),
    ),
    households: households.filter((h) => h.villageId === village.id),
  }));
  return [{ people: several, households: [] }, ...rows].filter(
    (r) => r.people.length + r.households.length > 0,
  );
}

/** `枫树湾村:干部1人 冯立群(帮扶责任人);乡亲12户 罗启明、覃秀英等` */
function line({ village, people, households }: Unbound, most: number): string {
  const some = (names: readonly string[]) =>
    most === 0 ? '' : ` ${names.slice(0, most).join('、')}${names.length > most ? '等' : ''}`;
  const named = people.map(({ name, roles: [role] }) => (role ? `${name}(${ROLE_LABELS[role]})` : name));
  const parts = [
    ...(people.length > 0 ? [`干部${people.length}人${some(named)}`] : []),
    ...(households.length > 0 ? [`乡亲${households.length}户${some(households.map((h) => h.head))}`] : []),
  ];
  return `${village?.name ?? '管几个村的'}:${parts.join(';')}`;
}
