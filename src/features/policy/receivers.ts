import { DAY, dayOf } from '../../core/clock.ts';
import { householdKind } from '../../records/household.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import type { Room } from '../../records/organisation.ts';
import { givenKind, optOutKind, type Policy } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { belongs } from './audience.ts';

/** Not more than this many pushes to one household in seven days, unless it is urgent. */
export const A_WEEK = 2;

export interface Wanted {
  villageIds: readonly string[];
  /** Only households of this kind, each in private: in a room nobody learns why. */
  audience?: string;
  /** One room alone. */
  roomId?: string;
  urgent?: boolean;
}

/** Who would get a push: rooms of villagers, and bound households that did not opt out and were not told too much. */
export async function receiversOf(wanted: Wanted, when: number, read: Read) {
  const { directory } = read;
  const { villageIds, audience, roomId } = wanted;
  const rooms = audience
    ? []
    : roomsOf(villageIds, 'household', read).filter((r) => !roomId || r.id === roomId);
  const bound = (roomId ? [] : villageIds)
    .flatMap((v) => [...directory.households(v)])
    .filter((h) => directory.contactsOf(h.id).length > 0);
  const full = await Promise.all(
    villageIds.map((v) =>
      read.many(
        householdKind,
        bound.filter((h) => h.villageId === v).map((h) => h.id),
        v,
      ),
    ),
  );
  const fitting = full.flat().filter((h) => belongs(h, audience, dayOf(when)));
  const ids = fitting.map((h) => h.id);
  const out = new Set(
    (await read.many(optOutKind, ids)).filter((o) => o.status === 'active').map((o) => o.id),
  );
  const told = await Promise.all(
    ids.map((id) => read.range(POLICY_HOME, `to:${id}:pushed`, { min: when - 7 * DAY, max: when + 7 * DAY })),
  );
  const households = ids.filter(
    (id, i) => !out.has(id) && (wanted.urgent || (told[i]?.length ?? 0) < A_WEEK),
  );
  return { rooms, households, left: ids.length - households.length };
}

/** The villages' rooms of cadres, who hear of an entry a day before households do (G03). */
export function cadreRooms(villageIds: readonly string[], read: Read): Room[] {
  return roomsOf(villageIds, 'cadre', read);
}

function roomsOf(villageIds: readonly string[], audience: string, { directory }: Read): Room[] {
  return [...directory.rooms()].filter(
    (r) => r.status === 'active' && r.audience === audience && villageIds.includes(r.villageId ?? ''),
  );
}

/** Cadre rooms of these villages that were not told this version a day before `when`. */
export async function notStudied(policy: Policy, villageIds: readonly string[], when: number, read: Read) {
  const ids = await read.range(POLICY_HOME, `policy:${policy.id}:given`, { max: when });
  const told = new Map<string, number>();
  for (const g of await read.many(givenKind, ids))
    if (g.way === 'push' && g.version === policy.version)
      told.set(g.to, Math.min(g.when, told.get(g.to) ?? g.when));
  return cadreRooms(villageIds, read).filter((r) => (told.get(r.id) ?? when) > when - DAY);
}
