import { importedRhythm } from '../../src/features/visit/import.ts';
import { change } from '../../src/records/change.ts';
import { assignmentKind, householdKind } from '../../src/records/household.ts';
import { identityKind, personKind, roomKind, villageKind } from '../../src/records/organisation.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import { villageSlot } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { envelope } from '../sample/records.ts';

const SURNAMES = '罗覃龙石吴马邓秦蒋何莫彭陈李王张刘杨黄周徐孙胡朱高林郭梁宋郑';
const GIVEN = '启明秀英国栋长顺春桃树根有福海生来发玉兰建军志高文勇佳敏立群青云晓东若梅大庆在田正国';

/** Village `v`'s household `n` of a made-up county: a name that no other one has. */
export function headOf(v: number, n: number): string {
  const at = (s: string, i: number) => s.charAt(i % s.length);
  const i = v * 977 + n;
  return at(SURNAMES, i) + at(GIVEN, Math.floor(i / SURNAMES.length)) + at(GIVEN, i * 7 + v);
}

/** Fills a store with villages of so many households each, one helper a village, one room a village. */
export async function fillCounty(
  store: Store,
  villages: number,
  households: number,
  now: string,
): Promise<void> {
  const actor = 'import';
  const day = now.slice(0, 10);
  const names = Array.from({ length: villages }, (_, i) => `V${i + 1}`);
  const put = (mark: string, slot: `{${string}}`, changes: ReturnType<typeof change>[]) =>
    store.commit(slot, { mark, now: Date.parse(now), changes });
  await put('people', '{p}', [
    ...names.map((id, i) =>
      change({
        kind: villageKind,
        after: {
          ...envelope(id, now),
          name: `第${i + 1}村`,
          groups: ['1组'],
          workdays: [3, 7],
          visitCycleDays: 7,
          deputyIds: [],
        },
        action: 'village.import',
        actor,
      }),
    ),
    ...names.flatMap((id, i) => [
      change({
        kind: personKind,
        after: {
          ...envelope(`U${i + 1}`, now),
          name: `帮扶${i + 1}`,
          roles: ['helper'],
          titles: [],
          villageIds: [id],
          bound: true,
        },
        action: 'person.import',
        actor,
      }),
      change({
        kind: identityKind,
        after: { ...envelope(`U${i + 1}`, now), personId: `U${i + 1}` },
        action: 'identity.bind',
        actor,
      }),
      change({
        kind: roomKind,
        after: {
          ...envelope(`G${i + 1}`, now),
          name: `第${i + 1}村群`,
          audience: 'cadre',
          villageId: id,
          channelId: `G${i + 1}`,
        },
        action: 'room.bind',
        actor,
      }),
    ]),
  ]);
  for (const [v, villageId] of names.entries()) {
    const ids = Array.from({ length: households }, (_, n) => ({
      id: `H${v * households + n + 1}`,
      head: headOf(v, n),
    }));
    await put(
      `village|${villageId}`,
      villageSlot(villageId),
      ids.flatMap(({ id, head }) => {
        const household = {
          ...envelope(id, now),
          head,
          aliases: [],
          villageId,
          group: '1组',
          size: 3,
          category: '在册未脱贫',
          members: [],
          causeOther: [],
          tags: [],
          visitCycleDays: 7,
        };
        const brief = { ...household, helperId: `U${v + 1}` };
        return [
          change({ kind: householdKind, after: household, action: 'household.import', actor }),
          change({
            kind: assignmentKind,
            after: {
              ...envelope(`A${id.slice(1)}`, now),
              householdId: id,
              personId: `U${v + 1}`,
              villageId,
              primary: true,
              start: day,
            },
            action: 'assignment.import',
            actor,
          }),
          change({ kind: rhythmKind, after: importedRhythm(brief, [], now), action: 'rhythm.import', actor }),
        ];
      }),
    );
  }
}
