import { at, DAY, dayOf, iso } from '../../core/clock.ts';
import { type Change, change } from '../../records/change.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import { type Rhythm, rhythmKind } from '../../records/rhythm.ts';
import { COUNTED, type Mode, type Visit, visitKind } from '../../records/visit.ts';
import type { Context, Effect } from '../define.ts';
import { type Draft, householdIds } from './draft.ts';
import { importedRhythm } from './import.ts';
import { settleMode } from './modes.ts';
import { attemptsUpTo, rhythmAfter } from './rhythm.ts';
import { echoMerged, echoOne, echoSeveral } from './text.ts';

/** A household with what its next visit is decided from. */
interface Known {
  household: HouseholdBrief;
  rhythm: Rhythm;
  /** The stored rhythm; absent where the household never had one. */
  stored?: Rhythm;
  visits: Visit[];
}

/** Reads a household's rhythm and its visits: the recent ones and those of one day. */
export async function known(
  read: Read,
  household: HouseholdBrief,
  date: string,
  now: number,
): Promise<Known> {
  const { id, villageId } = household;
  const set = `household:${id}:visits`;
  const [stored, recent, sameDay] = await Promise.all([
    read.get(rhythmKind, id, villageId),
    read.range(villageId, set, { reverse: true, limit: 20 }),
    read.range(villageId, set, { min: at(date), max: at(date) + DAY - 1 }),
  ]);
  const visits = await read.many(visitKind, [...new Set([...recent, ...sameDay])], villageId);
  return { household, stored, visits, rhythm: stored ?? importedRhythm(household, visits, iso(now)) };
}

/** The change of the rhythm that follows when visits become these. */
export function rhythmChange(k: Known, visits: readonly Visit[], actor: string): Change {
  const after = rhythmAfter(k.rhythm, visits, k.household);
  return change({ kind: rhythmKind, before: k.stored, after, action: 'rhythm.follow', actor });
}

/** What one household's visit came to. */
interface Saved {
  visit: Visit;
  head: string;
  merged: boolean;
  added: boolean;
  changes: Change[];
}

/**
 * Saves a draft that is complete: a visit for each household, merged into one that says the same household, day, person
 * and way already (messages.json, `dedupe`). The rhythm follows in the same commit, so it ends the nudging.
 */
export async function save(draft: Draft & { mode: Mode }, context: Context): Promise<Effect> {
  const { directory } = context.read;
  const households = householdIds(draft).flatMap((id) => directory.household(id) ?? []);
  const saved: Saved[] = [];
  for (const household of households) saved.push(await saveOne(draft, household, context));
  const [first] = saved;
  if (!first) return {};
  const today = dayOf(context.now);
  const text =
    saved.length > 1
      ? echoSeveral(saved, today)
      : first.merged
        ? echoMerged(first.visit, first.head, first.added, today)
        : echoOne(first.visit, first.head, today);
  return { changes: saved.flatMap((s) => s.changes), replies: [{ text }], dialog: null };
}

async function saveOne(
  draft: Draft & { mode: Mode },
  household: HouseholdBrief,
  context: Context,
): Promise<Saved> {
  const sender = context.sender.person?.id ?? '';
  const by = draft.by ?? sender;
  const mode = settleMode(draft.mode, draft.note);
  const [k, id] = await Promise.all([
    known(context.read, household, draft.date, context.now),
    context.number('S'),
  ]);
  const same = k.visits.find(
    (v) => v.status === 'active' && v.date === draft.date && v.by === by && v.mode === mode,
  );
  if (same) return { ...merge(same, draft, sender, context.now), head: household.head, merged: true };
  const visit: Visit = {
    id,
    rev: 0,
    schema: 1,
    by,
    at: iso(draft.saidAt),
    status: 'active',
    source: draft.source,
    villageId: household.villageId,
    householdId: household.id,
    date: draft.date,
    mode,
    counted: COUNTED.has(mode),
    summary: draft.note,
    text: draft.text,
    met: draft.met,
    checks: draft.checks,
    nextVisit: draft.nextVisit,
    recordedBy: by === sender ? undefined : sender,
    problems: draft.problems,
    measures: draft.measures,
    history: [],
  };
  const attemptNo = attemptsUpTo([...k.visits, visit], id) || undefined;
  const after = { ...visit, attemptNo };
  return {
    visit: after,
    head: household.head,
    merged: false,
    added: false,
    changes: [
      change({ kind: visitKind, after, action: 'visit.log', actor: sender }),
      rhythmChange(k, [...k.visits, after], sender),
    ],
  };
}

/** What was said again adds its words to the visit; a word that is there already changes nothing. */
function merge(
  same: Visit,
  draft: Draft,
  actor: string,
  now: number,
): Pick<Saved, 'visit' | 'added' | 'changes'> {
  const news = draft.note !== '' && !same.summary.includes(draft.note);
  if (!news && draft.nextVisit === undefined) return { visit: same, added: false, changes: [] };
  const after: Visit = {
    ...same,
    summary: news ? [same.summary, draft.note].filter(Boolean).join(';') : same.summary,
    nextVisit: draft.nextVisit ?? same.nextVisit,
    history: [
      ...same.history,
      { at: iso(now), by: actor, action: 'merge', was: { summary: same.summary, nextVisit: same.nextVisit } },
    ],
  };
  return {
    visit: after,
    added: news,
    changes: [change({ kind: visitKind, before: same, after, action: 'visit.merge', actor })],
  };
}
