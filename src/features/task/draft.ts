import { at, iso } from '../../core/clock.ts';
import { type DueRead, dueAtStart, dueIn } from '../../core/text/dueDay.ts';
import { findNames } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import type { Context } from '../define.ts';
import { type Whom, whomIn } from './people.ts';

/** A task before it is saved: plain data, kept in the sender's dialog while something is asked. */
export interface Draft {
  assignees: string[];
  /** The words for a group (`全体帮扶人`): what goes to many is confirmed. */
  group?: string;
  title: string;
  /** A day, an instant, or not said yet. */
  due?: string;
  /** Told in passing: confirmed first, whoever it is for. */
  spoken?: true;
  householdId?: string;
  villageId: string;
  source: { messageId: string; chat: string };
  saidAt: number;
}

export type Reading =
  | { kind: 'draft'; draft: Draft; whom: Whom }
  | { kind: 'whom'; whom: Extract<Whom, { kind: 'nobody' | 'which' }> }
  | { kind: 'empty'; whom: Whom }
  | { kind: 'badDay'; due: Exclude<DueRead, { kind: 'none' | 'day' }>; whom: Whom }
  /** A time of today that is over. */
  | { kind: 'late'; said: string; whom: Whom; title: string };

/** Reads `苗青云 月底前 把复印件交到民政所`, with or without spaces; the day may stand before or behind the rest. */
export function readTask(rest: string, context: Context): Reading {
  const whom = whomIn(rest.replace(/^(给|请|叫|让|通知|一下)\s*/, ''), context);
  if (whom.kind === 'nobody' || whom.kind === 'which') return { kind: 'whom', whom };
  const words = whom.text.replace(/^派个?任务[\s,:]*/, '');
  const atStart = dueAtStart(words, context.today);
  const due = atStart.kind === 'none' ? dueIn(words, context.today) : atStart;
  if (due.kind !== 'none' && due.kind !== 'day') return { kind: 'badDay', due, whom };
  const title = due.rest.replace(/^(要|请|记得|务必)(?=\S{2})/, '').trim();
  if (title === '') return { kind: 'empty', whom };
  const instant = due.kind === 'day' && due.time ? iso(at(due.day, due.time)) : undefined;
  if (instant && Date.parse(instant) <= context.now)
    return { kind: 'late', said: due.kind === 'day' ? due.said : '', whom, title };
  const assignees = whom.kind === 'self' ? [context.sender.person?.id ?? ''] : whom.ids;
  const household = householdIn(title, context);
  const draft: Draft = {
    assignees,
    group: whom.kind === 'group' ? whom.said : undefined,
    title,
    due: instant ?? (due.kind === 'day' ? due.day : undefined),
    householdId: household?.id,
    villageId: household?.villageId ?? homeOf(assignees, context),
    source: { messageId: context.message.id, chat: context.chat },
    saidAt: context.now,
  };
  return { kind: 'draft', draft, whom };
}

/** The one household that a title names. */
function householdIn(title: string, { read, sender }: Context) {
  const found = findNames(read.directory.householdNames(), title, askerFor(sender, read.directory));
  const [only] = found;
  return found.length === 1 && only && only.others.length === 0
    ? read.directory.household(only.entry.id)
    : undefined;
}

/** The village with which a task is kept: the room's, the first receiver's, the asker's. */
function homeOf(assignees: readonly string[], { read, room, sender }: Context): string {
  const { directory } = read;
  const theirs = directory.person(assignees[0] ?? '')?.villageIds[0];
  const [any] = directory.villages();
  return room?.villageId ?? theirs ?? sender.person?.villageIds[0] ?? any?.id ?? '';
}
