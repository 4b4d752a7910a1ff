import { at, DAY, iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import { factsOfVisit } from '../../records/factsOf.ts';
import { placeOn, recordsOfHousehold } from '../../records/lived.ts';
import { rulesIn } from '../../records/nudges.ts';
import { recordsOfVisit } from '../../records/problemsIn.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { type Rhythm, rhythmKind } from '../../records/rhythm.ts';
import { COUNTED, type Mode, type Visit, visitKind } from '../../records/visit.ts';
import { type VisitStep, visitSteps } from '../../records/visitLadder.ts';
import type { Context, Reply } from '../define.ts';
import { type Draft, householdIds } from './draft.ts';
import { importedRhythm } from './import.ts';
import { settleMode } from './modes.ts';
import { attemptsUpTo, rhythmAfter, rhythmWith } from './rhythm.ts';
import { merge, mergeEntry, saysMore, seen } from './saveMerge.ts';
import { thirdTime } from './thirdTime.ts';

/** A household with what its next visit is decided from. */
export interface Known {
  household: HouseholdBrief;
  rhythm: Rhythm;
  /** The stored rhythm; absent where the household never had one. */
  stored?: Rhythm;
  visits: Visit[];
  /** How the place is told of visits that are overdue. */
  steps: readonly VisitStep[];
}

/** Reads a household's rhythm and its visits: the recent ones and those of one day. */
export async function known(
  read: Read,
  household: HouseholdBrief,
  date: string,
  now: number,
): Promise<Known> {
  const { id, villageId } = household;
  const of = (span: object) => recordsOfHousehold(visitKind, 'visits', household, read, span);
  const [stored, recent, sameDay] = await Promise.all([
    read.get(rhythmKind, id, villageId),
    of({ reverse: true, limit: 20 }),
    of({ min: at(date), max: at(date) + DAY - 1 }),
  ]);
  const visits = [...new Map([...recent, ...sameDay].map((v) => [v.id, v])).values()];
  const steps = visitSteps(rulesIn(villageId, read.directory));
  const rhythm = stored ?? importedRhythm(household, visits, iso(now), steps);
  return { household, stored, visits, rhythm, steps };
}

/** Only the visits of one day, where the household has its rhythm: that one tells what the others come to. */
async function knownOn(read: Read, household: HouseholdBrief, date: string, now: number): Promise<Known> {
  const { id, villageId } = household;
  const [stored, visits] = await Promise.all([
    read.get(rhythmKind, id, villageId),
    recordsOfHousehold(visitKind, 'visits', household, read, { min: at(date), max: at(date) + DAY - 1 }),
  ]);
  if (!stored) return known(read, household, date, now);
  const steps = visitSteps(rulesIn(villageId, read.directory));
  return { household, stored, rhythm: stored, visits, steps };
}

/** The change of the rhythm that follows when visits become these. */
export function rhythmChange(k: Known, visits: readonly Visit[], actor: string): Change {
  return turn(k, rhythmAfter(k.rhythm, visits, k.household, k.steps), actor);
}

function turn(k: Known, after: Rhythm, actor: string): Change {
  return change({ kind: rhythmKind, before: k.stored, after, action: 'rhythm.follow', actor });
}

/** A draft of which nothing is missing. */
export type Complete = Draft & { mode: Mode };

/** What one household's visit came to. */
export interface Saved {
  visit: Visit;
  head: string;
  /** The same household, day, person and way was on record, or stood in this message already. */
  merged: boolean;
  /** The repeated one had something new to say. */
  added: boolean;
  /** What this message said of it. */
  words: string;
}

/** A household's visits while one message is worked through: `before` as stored, `now` with what the message adds. */
export interface Ledger {
  known: Known;
  before: Map<string, Visit>;
  now: Map<string, Visit>;
  days: Set<string>;
}

/** Opens a household's ledger for a day; the same one each time, so that a message's lines see each other. */
export type Ledgers = ReturnType<typeof openLedgers>;

/** `whole`: with the recent visits of other days too; else they are only read where the rhythm cannot do without them. */
export function openLedgers(context: Context, whole = false) {
  const open = new Map<string, Ledger>();
  const of = async (household: HouseholdBrief, date: string): Promise<Ledger> => {
    const ledger = open.get(household.id);
    if (ledger?.days.has(date)) return ledger;
    const k = await (whole ? known : knownOn)(context.read, household, date, context.now);
    const fresh = ledger ?? { known: k, before: new Map(), now: new Map(), days: new Set() };
    enter(fresh, k.visits);
    fresh.days.add(date);
    open.set(household.id, fresh);
    return fresh;
  };
  return { of, all: () => [...open.values()] };
}

function enter(ledger: Ledger, visits: readonly Visit[]): void {
  for (const visit of visits) {
    if (ledger.before.has(visit.id)) continue;
    ledger.before.set(visit.id, visit);
    ledger.now.set(visit.id, visit);
  }
}

/** The standing visit that a draft says again (messages.json, `dedupe`). */
export function twinOf(draft: Complete, ledger: Ledger, by: string): Visit | undefined {
  const mode = settleMode(draft.mode, draft.note);
  return [...ledger.now.values()].find(
    (v) => v.status === 'active' && v.date === draft.date && v.by === by && v.mode === mode,
  );
}

/**
 * Saves the complete drafts of one message, one after the other: a visit for each household, merged into one that says
 * the same already. One change a record, and the rhythm of each household follows in the same commit, so it ends the
 * nudging. `replies`: what others have to know of it; `lines`: the problems and tasks that were made from it.
 */
export async function saveAll(
  drafts: readonly Complete[],
  context: Context,
  ledgers: Ledgers = openLedgers(context),
): Promise<{ saved: Saved[]; changes: Change[]; replies: Reply[]; lines: string[] }> {
  const { directory } = context.read;
  const placed: { ledger: Ledger; id: string; merged: boolean; added: boolean; words: string }[] = [];
  for (const draft of drafts) {
    for (const household of householdIds(draft).flatMap((id) => directory.household(id) ?? [])) {
      const ledger = await ledgers.of(household, draft.date);
      placed.push({ ledger, ...(await place(draft, ledger, context)), words: draft.note });
    }
  }
  const ends = [];
  for (const ledger of ledgers.all()) ends.push(await close(ledger, context));
  return {
    saved: placed.flatMap(({ ledger, id, merged, added, words }) => {
      const visit = ledger.now.get(id);
      return visit ? [{ visit, head: ledger.known.household.head, merged, added, words }] : [];
    }),
    changes: ends.flatMap((e) => e.changes),
    replies: ends.flatMap((e) => e.replies),
    lines: ends.flatMap((e) => e.lines),
  };
}

/** Puts a draft into its household's ledger, as a new visit or into the one that it repeats. */
async function place(draft: Complete, ledger: Ledger, context: Context) {
  const sender = context.sender.person?.id ?? '';
  const by = draft.by ?? sender;
  const twin = twinOf(draft, ledger, by);
  if (twin) {
    const after = merge(twin, draft);
    const added = saysMore(twin, after);
    const entry = mergeEntry(twin, after, sender, context.now);
    const told = ledger.before.has(twin.id) ? { ...after, history: [...twin.history, entry] } : after;
    if (after !== twin) ledger.now.set(twin.id, told);
    return { id: twin.id, merged: true, added };
  }
  const id = await context.number('S');
  ledger.now.set(id, visitOf(draft, id, by, sender, ledger.known.household));
  return { id, merged: false, added: false };
}

function visitOf(draft: Complete, id: string, by: string, sender: string, household: HouseholdBrief): Visit {
  const mode = settleMode(draft.mode, draft.note);
  return {
    id,
    rev: 0,
    schema: 1,
    by,
    at: iso(draft.saidAt),
    status: 'active',
    source: draft.source,
    villageId: placeOn(household, draft.date).villageId,
    householdId: household.id,
    date: draft.date,
    mode,
    counted: COUNTED.has(mode),
    summary: seen(draft),
    text: draft.text,
    met: draft.met,
    checks: draft.checks,
    nextVisit: draft.nextVisit,
    recordedBy: by === sender ? undefined : sender,
    problems: draft.problems,
    measures: draft.measures,
    photos: draft.photos,
    location: draft.location,
    history: [],
  };
}

/** The changes of a household's records once all lines are in; tries are counted only now, in the order of their days. */
async function close(
  ledger: Ledger,
  context: Context,
): Promise<{ changes: Change[]; replies: Reply[]; lines: string[] }> {
  const actor = context.sender.person?.id ?? '';
  const { household, rhythm, stored, steps } = ledger.known;
  const fresh = [...ledger.now.keys()].filter((id) => !ledger.before.has(id));
  const added = fresh.flatMap((id) => ledger.now.get(id) ?? []);
  const simple = added.length > 0 && stored ? rhythmWith(rhythm, added, household, steps) : null;
  if (added.length > 0 && !simple) {
    const { date } = added[0] ?? {};
    if (date) enter(ledger, (await known(context.read, household, date, context.now)).visits);
    for (const visit of added) {
      const attemptNo = attemptsUpTo([...ledger.now.values()], visit.id) || undefined;
      ledger.now.set(visit.id, { ...visit, attemptNo });
    }
  }
  const visits = [...ledger.now.values()];
  const changes = visits.flatMap((after) => {
    const before = ledger.before.get(after.id);
    if (before === after) return [];
    return [change({ kind: visitKind, before, after, action: before ? 'visit.merge' : 'visit.log', actor })];
  });
  if (simple) changes.push(turn(ledger.known, simple, actor));
  else if (fresh.length > 0) changes.push(rhythmChange(ledger.known, visits, actor));
  // Whoever was met breaks the row: only what was counted anew can have made it longer.
  const replies = fresh.length > 0 && !simple ? thirdTime(visits, rhythm.attempts, context) : [];
  const lines: string[] = [];
  for (const after of visits) {
    const before = ledger.before.get(after.id);
    if (before === after) continue;
    const measures = after.measures?.filter((m) => !before?.measures?.includes(m));
    const made = await recordsOfVisit({ ...after, measures }, { ...context, actor });
    const facts = await factsOfVisit(after, { ...context, actor, fresh: !before });
    changes.push(...made.changes, ...facts.changes);
    lines.push(...made.lines, ...facts.lines);
  }
  return { changes, replies, lines };
}
