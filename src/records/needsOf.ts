import { addDays, type Day, iso } from '../core/clock.ts';
import { lastsIn, type NeedTold, needsIn } from '../core/text/needs.ts';
import { type Change, change } from './change.ts';
import type { Following } from './moneyOf.ts';
import { isMissing, MISSING, type Need, needKind, needText } from './need.ts';
import type { Problem } from './problem.ts';
import type { Visit } from './visit.ts';

/** What a need is made from. */
export type NeedFields = NeedTold & Pick<Need, 'neededBy' | 'remindOn'>;

/** Where a need was told: the record that it goes with, or a command. */
export type ToldIn = Pick<Need, 'villageId' | 'householdId' | 'source' | 'visitId' | 'problemId'>;

/** A need that has a day is asked about on the morning before it, one that lasts so long on its last day. */
export function remindFor(neededBy: Day | undefined, today: Day): Day | undefined {
  if (!neededBy) return undefined;
  const eve = addDays(neededBy, -1);
  return eve > today ? eve : neededBy > today ? neededBy : undefined;
}

/** A new need, with its number. */
export async function needChange(
  told: NeedFields,
  of: ToldIn,
  { now, number, actor }: Omit<Following, 'read'>,
): Promise<{ need: Need; change: Change }> {
  const need: Need = {
    ...of,
    ...told,
    id: await number('N'),
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
  };
  return { need, change: change({ kind: needKind, after: need, action: 'need.log', actor }) };
}

/** A need that ends: it came, or it was never one. */
export function needEnds(before: Need, to: Partial<Need>, action: string, actor: string): Change {
  return change({ kind: needKind, before, after: { ...before, ...to, remindOn: undefined }, action, actor });
}

function toldBy(visit: Visit): NeedFields[] {
  if (visit.status !== 'active') return [];
  const lasts = lastsIn(visit.summary);
  return [
    ...needsIn(visit.summary),
    ...(lasts ? [{ item: lasts.item, remindOn: addDays(visit.date, lasts.days) }] : []),
  ];
}

const isSame = (n: Need, told: NeedFields) =>
  n.item === told.item &&
  n.quantity === told.quantity &&
  n.unit === told.unit &&
  (told.remindOn === undefined || n.remindOn === told.remindOn);

/**
 * The needs of a visit brought to what its words tell now, as `moneyOfVisit` does. What the household lacks already is not
 * noted twice; a new word on how long something lasts takes the place of the old one.
 */
export async function needsOfVisit(
  visit: Visit,
  following: Following,
): Promise<{ changes: Change[]; lines: string[] }> {
  const { read, actor, fresh } = following;
  const { id, householdId } = visit;
  // What a household lacks goes along where it moves to, a visit stays where it was made.
  const villageId = read.directory.household(householdId)?.villageId ?? visit.villageId;
  const all = toldBy(visit);
  const standing = async (set: string) =>
    (await read.many(needKind, await read.both(villageId, set, MISSING), villageId)).filter(isMissing);
  const [own, here] = await Promise.all([
    fresh ? [] : standing(`visit:${id}:needs`),
    all.length === 0 ? [] : standing(`household:${householdId}:needs`),
  ]);
  const left = [...own];
  const changes: Change[] = [];
  const lines: string[] = [];
  for (const told of all) {
    const mine = left.findIndex((n) => n.householdId === householdId && isSame(n, told));
    if (mine >= 0) {
      left.splice(mine, 1);
      continue;
    }
    const others = here.filter((n) => n.visitId !== id);
    if (others.some((n) => isSame(n, told))) continue;
    const older = told.remindOn ? others.find((n) => n.item === told.item && n.remindOn) : undefined;
    if (older) changes.push(needEnds(older, { metOn: visit.date }, 'need.renew', actor));
    const { need, change: made } = await needChange(
      told,
      { villageId, householdId, source: visit.source, visitId: id },
      following,
    );
    changes.push(made);
    if (!told.remindOn) lines.push(`需求 ${need.id} ${needText(need)}`);
  }
  changes.push(...left.map((n) => needEnds(n, { status: 'void' }, 'need.void', actor)));
  return { changes, lines };
}

/** The needs that a new problem's words tell (M40), for the commit that registers it. */
export async function needsOfProblem(
  problem: Problem,
  following: Following,
): Promise<{ changes: Change[]; lines: string[] }> {
  const { householdId, villageId, source, due, id } = problem;
  if (!householdId) return { changes: [], lines: [] };
  const made = [];
  for (const told of needsIn(problem.text)) {
    const of = { villageId, householdId, source, problemId: id };
    made.push(await needChange({ ...told, neededBy: due }, of, following));
  }
  return {
    changes: made.map((m) => m.change),
    lines: made.map((m) => `需求 ${m.need.id} ${needText(m.need)},来了发:到了 ${m.need.id}`),
  };
}

/** The needs that go with a problem that is taken back. */
export async function needsGoneWith(
  { id, villageId, householdId }: Problem,
  { read, actor }: Pick<Following, 'read' | 'actor'>,
): Promise<Change[]> {
  if (!householdId) return [];
  const ids = await read.both(villageId, `household:${householdId}:needs`, MISSING);
  const needs = await read.many(needKind, ids, villageId);
  return needs
    .filter((n) => n.problemId === id && isMissing(n))
    .map((n) => needEnds(n, { status: 'void' }, 'need.void', actor));
}

/** What will be noted as lacking, where words are to be confirmed first. */
export function needLines(text: string): string[] {
  const needs = needsIn(text);
  return needs.length > 0 ? [`需求:${needs.map(needText).join('、')}`] : [];
}
