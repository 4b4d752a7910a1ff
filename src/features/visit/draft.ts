import type { Day } from '../../core/clock.ts';
import { display } from '../../core/text/normalize.ts';
import type { Mode, Visit } from '../../records/visit.ts';
import type { Context } from '../define.ts';
import type { Fix } from './correction.ts';

/** A household as the words named it: known, or a word with the likeliest ones to choose from (none: nobody like it). */
export type Target = { household: string } | { word: string; options: string[] };

/**
 * What is known of a visit before it is saved: plain data, kept in the sender's dialog while something has to be asked.
 * One draft may be about several households.
 */
export interface Draft {
  targets: Target[];
  mode?: Mode;
  date: Day;
  dateSaid: boolean;
  /** What was seen, as said, without names, mode and date. */
  note: string;
  /** The whole message as typed. */
  text: string;
  /** Who visited, where the line names another than the sender. */
  by?: string;
  nextVisit?: Day;
  met?: string[];
  checks?: Visit['checks'];
  problems?: string[];
  measures?: string[];
  /** Pictures and a place that came while something was still being asked (D16). */
  photos?: string[];
  location?: Visit['location'];
  /** Read from free speech: echoed and saved after the sender's 确认. */
  inferred: boolean;
  source: { messageId: string; chat: string };
  /** When it was said, ms. */
  saidAt: number;
}

/** What has to be asked before a draft can be saved, one thing at a time. */
export type Missing =
  | { ask: 'household'; index: number; word: string; options: string[] }
  | { ask: 'mode' }
  | { ask: 'confirm' };

export function missing(draft: Draft, confirmed: boolean): Missing | null {
  for (const [index, target] of draft.targets.entries()) {
    if ('word' in target) return { ask: 'household', index, word: target.word, options: target.options };
  }
  if (!draft.mode) return { ask: 'mode' };
  return draft.inferred && !confirmed ? { ask: 'confirm' } : null;
}

export function householdIds(draft: Draft): string[] {
  return draft.targets.flatMap((t) => ('household' in t ? [t.household] : []));
}

/** A draft put right. */
export function fixed(draft: Draft, { household, mode, date }: Fix): Draft {
  return {
    ...draft,
    targets: household ? [{ household }] : draft.targets,
    mode: mode ?? draft.mode,
    ...(date ? { date, dateSaid: true } : {}),
  };
}

/** A draft of what is said now, of which nothing is known yet. */
export function blankDraft({ message, chat, today, now }: Context): Draft {
  return {
    targets: [],
    date: today,
    dateSaid: false,
    note: '',
    text: display(message.text),
    inferred: false,
    source: { messageId: message.id, chat },
    saidAt: now,
  };
}
