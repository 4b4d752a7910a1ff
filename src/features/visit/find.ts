import type { Stored } from '../../records/kind.ts';
import { recordsOfHousehold } from '../../records/lived.ts';
import { expenseKind, incomeKind } from '../../records/money.ts';
import { needKind } from '../../records/need.ts';
import type { Visit } from '../../records/visit.ts';
import { visitKind } from '../../records/visit.ts';
import type { Context } from '../define.ts';

/** A visit's number in any form that people type it: `S12`, `s-012`, `S 12`, `12`. */
export function readNumber(text: string): { id: string; rest: string } | null {
  const m = /^(?:[sS]\s*-?\s*|第)?0*(\d{1,9})(?:号|条)?(?![\d.月/-])[\s,:]*/.exec(text);
  return m ? { id: `S${m[1]}`, rest: text.slice(m[0].length) } : null;
}

/** The villages in which this sender's records are likely, then all others. */
export function villagesOf(context: Context): string[] {
  const { directory } = context.read;
  const { person } = context.sender;
  const own = person
    ? [...person.villageIds, ...directory.householdsOf(person.id).map((h) => h.villageId)]
    : [];
  return [...new Set([...own, ...[...directory.villages()].map((v) => v.id)])];
}

export function findVisit(id: string, context: Context): Promise<Visit | undefined> {
  return context.read.find(visitKind, id, villagesOf(context));
}

/** The visit that this sender typed last and that still stands; history that was loaded is nobody's last word. */
export async function lastVisit(context: Context): Promise<Visit | undefined> {
  const { person } = context.sender;
  if (!person) return undefined;
  const perVillage = await Promise.all(
    villagesOf(context).map(async (villageId) => {
      const ids = await context.read.range(villageId, `said:${person.id}:visits`, {
        reverse: true,
        limit: 10,
      });
      return context.read.many(visitKind, ids, villageId);
    }),
  );
  const standing = perVillage.flat().filter((v) => v.status === 'active' && v.source.messageId !== 'import');
  return standing.sort((a, b) => (a.at === b.at ? compareIds(b.id, a.id) : a.at < b.at ? 1 : -1))[0];
}

/** The visit of a household that this sender typed last, of the last few of it. */
export async function lastOf(householdId: string, { read, sender }: Context): Promise<Visit | undefined> {
  const household = read.directory.household(householdId);
  const { person } = sender;
  if (!household || !person) return undefined;
  const visits = await recordsOfHousehold(visitKind, 'visits', household, read, { reverse: true, limit: 10 });
  return visits
    .filter(
      (v) => v.status === 'active' && (v.recordedBy ?? v.by) === person.id && v.source.messageId !== 'import',
    )
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
}

/** What a bare 撤回 or 更正 means: the one visit of the sender's last record, or why it is not clear. */
export async function lastRecord(context: Context): Promise<{ visit?: Visit } | { unclear: string }> {
  const visits = context.last.filter((m) => m.kind === visitKind.name);
  const [first] = context.last;
  const told = first && visits.length === 0 ? await visitOfFact(first, context) : undefined;
  if (told) return { visit: told };
  if (first && visits.length === 0) {
    return { unclear: `您最后记的是 ${first.id},不是走访。要作废就写上编号:撤回 ${first.id}` };
  }
  if (visits.length > 1) {
    return {
      unclear: `您最后一条消息记了${visits.length}条走访,请写上编号:${visits.map((v) => v.id).join('、')}。`,
    };
  }
  // By what was said last, not by the clock, which may have been set back in between.
  const [said] = visits;
  const visit = said && (await context.read.get(visitKind, said.id, said.villageId));
  return { visit: visit?.status === 'active' ? visit : await lastVisit(context) };
}

/** A sum or a need that a visit's words told, amended last: the visit is meant. */
async function visitOfFact(
  { kind, id, villageId }: Context['last'][number],
  { read }: Context,
): Promise<Visit | undefined> {
  const facts = { [incomeKind.name]: incomeKind, [expenseKind.name]: expenseKind, [needKind.name]: needKind };
  const found =
    facts[kind] && (await read.get<{ visitId?: string } & Stored>(facts[kind] as never, id, villageId));
  return found?.visitId ? read.get(visitKind, found.visitId, villageId) : undefined;
}

/** Something that a visit is, or that its words told. */
export const ofVisit = (kind: string): boolean =>
  [visitKind.name, incomeKind.name, expenseKind.name, needKind.name].includes(kind);

function compareIds(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}
