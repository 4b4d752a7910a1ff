import { iso } from '../../core/clock.ts';
import { parseDay } from '../../core/text/days.ts';
import { changedFields } from '../../records/change.ts';
import type { Visit } from '../../records/visit.ts';
import type { Draft } from './draft.ts';
import { NEXT } from './next.ts';

/** What was seen, as said: the note, then the problems. The day of the next visit has a field of its own. */
export function seen(draft: Draft): string {
  return unique([ownNote(draft), ...(draft.problems ?? [])]).join(';');
}

/** The note without a `下次9月20日` at its end. */
export function ownNote({ note, nextVisit, date }: Draft): string {
  const said = nextVisit === undefined ? null : NEXT.exec(note);
  if (!said) return note;
  const day = note.slice(said.index + said[0].length);
  const whole = parseDay(day, { today: date, prefer: 'future' }) !== null;
  return whole ? note.slice(0, said.index).replace(/[\s,;。、]+$/, '') : note;
}

/** Between the messages that one visit was told in. */
const APART = '\n\n';

/** Whether a visit was told in these very words, first or again. */
export function toldIn(visit: Visit, text: string): boolean {
  return visit.text === text || visit.text.split(APART).includes(text);
}

/** Whether a visit was told by this line of a list, whatever title stood above it. */
export function lineIn(visit: Visit, line: string): boolean {
  return visit.text.split(APART).some((told) => told.endsWith(`\n${line}`));
}

/** Whether something about the visit itself is new, and not only the words it was told in. */
export function saysMore(same: Visit, after: Visit): boolean {
  return changedFields(same, after).some((field) => field !== 'text');
}

/** What was said again adds its words to a visit; the same visit where they are there already. */
export function merge(same: Visit, draft: Draft): Visit {
  const words = [ownNote(draft), ...(draft.problems ?? [])].filter((w) => !same.summary.includes(w));
  const known = Object.entries(draft.checks ?? {}).filter(([, state]) => state !== 'unknown');
  const after: Visit = {
    ...same,
    summary: unique([same.summary, ...words]).join(';'),
    text: toldIn(same, draft.text) ? same.text : [same.text, draft.text].join(APART),
    nextVisit: draft.nextVisit ?? same.nextVisit,
    met: joined(same.met, draft.met),
    checks: draft.checks ? { ...draft.checks, ...same.checks, ...Object.fromEntries(known) } : same.checks,
    problems: joined(same.problems, draft.problems),
    measures: joined(same.measures, draft.measures),
    photos: joined(same.photos, draft.photos),
    location: draft.location ?? same.location,
  };
  return changedFields(same, after).length > 0 ? after : same;
}

/** A visit's trail with what the words of a later message changed in it. */
export function mergeEntry(same: Visit, after: Visit, actor: string, now: number): Visit['history'][number] {
  const was = same as unknown as Record<string, unknown>;
  const fields = changedFields(same, after);
  return {
    at: iso(now),
    by: actor,
    action: 'merge',
    was: Object.fromEntries(fields.map((f) => [f, was[f]])),
  };
}

function joined(old: string[] | undefined, more: string[] | undefined): string[] | undefined {
  return old && more ? unique([...old, ...more]) : (old ?? more);
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words.filter((w) => w !== ''))];
}
