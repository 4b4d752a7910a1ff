import { iso } from '../../core/clock.ts';
import type { Change } from '../../records/change.ts';
import { type Household, householdKind } from '../../records/household.ts';
import { type Move, moveHousehold } from '../../records/moving.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import type { Making } from './making.ts';

/** A household whose village column says another one than the register: it moves, with all that goes along. */
export async function movedTo(
  old: HouseholdBrief,
  to: { villageId: string; group: string },
  making: Making,
): Promise<Move | undefined> {
  const { read, by, now, source, report } = making;
  const before = await read.get(householdKind, old.id, old.villageId);
  if (!before) return undefined;
  const on = iso(now).slice(0, 10);
  const number = () => making.allot('M');
  const move = await moveHousehold(before, to, { read, now, on, actor: by, source, number });
  report.moves.push(line(before, move, making));
  return move;
}

/** `H01 罗启明:枫树湾村1组→上河口村2组,跟着走没办完的事5件,帮扶人还是冯立群(不管上河口村)` */
function line(before: Household, { household, tasks, problems, needs, requests }: Move, { read }: Making) {
  const { directory } = read;
  const village = directory.village(household.villageId);
  const place = (h: Household) => `${directory.village(h.villageId)?.name ?? h.villageId}${h.group}`;
  const open = tasks.length + problems.length + needs.length + requests.length;
  const helper = directory.person(directory.household(before.id)?.helperId ?? '');
  const far = helper && !helper.villageIds.includes(household.villageId) ? `(不管${village?.name})` : '';
  const strange = village && village.groups.length > 0 && !village.groups.includes(household.group);
  return [
    `${before.id} ${before.head}:${place(before)}→${place(household)}`,
    ...(strange ? [`${village.name}没有“${household.group}”这个组,请核对`] : []),
    ...(open > 0 ? [`跟着走没办完的事${open}件`] : []),
    helper ? `帮扶人还是${helper.name}${far}` : '没有帮扶人',
  ].join(',');
}

/** Puts what the file says besides into the changes of a move: one change a record. */
export function joined(moving: readonly Change[], more: readonly Change[]): Change[] {
  const all = [...moving];
  for (const next of more) {
    const at = all.findIndex(
      (c) => c.kind.name === next.kind.name && c.after.id === next.after.id && c.after.movedTo === undefined,
    );
    const same = all[at];
    if (same) all[at] = { ...same, after: { ...next.after, movedTo: undefined } };
    else all.push(next);
  }
  return all;
}
