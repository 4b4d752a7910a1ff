import type { Kind, Stored } from '../records/kind.ts';
import { memberEventKind } from '../records/memberEvent.ts';
import { needKind } from '../records/need.ts';
import { isOpen, problemKind } from '../records/problem.ts';
import { publicityKind } from '../records/publicity.ts';
import { requestKind } from '../records/request.ts';
import { isTaskOpen, type Task, taskKind } from '../records/task.ts';
import { visitKind } from '../records/visit.ts';

/** What stands where words were. */
export const GONE = '已删除';

/** A kind whose records about a household stay, without what was said. */
interface Emptied {
  kind: Kind;
  /** The household's sorted set of them: `household:H05:visits`. */
  set: string;
  gone(record: Stored): object;
}

const emptied = <T extends Stored>(kind: Kind<T>, set: string, gone: (record: T) => Partial<T>): Emptied =>
  ({ kind, set, gone }) as unknown as Emptied;

/**
 * What becomes of each kind of record when a household is forgotten: `emptied` by the rows below, `erased` whole (it is
 * nothing but what it says), seen to in a `step` of its own, or `kept` because it holds ids, counts and days only, or is
 * about somebody else. A kind that does not stand here fails a test.
 */
export const FATES: Readonly<Record<string, 'emptied' | 'erased' | 'step' | 'kept'>> = {
  visit: 'emptied',
  problem: 'emptied',
  task: 'emptied',
  request: 'emptied',
  need: 'emptied',
  memberEvent: 'emptied',
  publicity: 'emptied',
  income: 'erased',
  expense: 'erased',
  // The question that was offered titles, in the household's own words.
  offered: 'erased',
  household: 'step',
  rhythm: 'step',
  signup: 'step',
  identity: 'step',
  code: 'step',
  push: 'step',
  // A form of words that came from its question.
  unanswered: 'step',
  // Lines of a helper's report that name it.
  monthReport: 'step',
  // Counts of a village.
  flowBook: 'kept',
  // Who helped from when to when.
  assignment: 'kept',
  // Which entry was told when; whether anything may be pushed.
  given: 'kept',
  optOut: 'kept',
  // That somebody looked, or took a ledger out: how much, not what.
  look: 'kept',
  export: 'kept',
  // The name of a file; its rows are in the households.
  import: 'kept',
  codeTries: 'kept',
  person: 'kept',
  village: 'kept',
  room: 'kept',
  setting: 'kept',
  policy: 'kept',
  synonym: 'kept',
  campaign: 'kept',
};

const visitGone = {
  summary: '',
  text: '',
  met: undefined,
  checks: undefined,
  location: undefined,
  problems: undefined,
  measures: undefined,
  photos: undefined,
  history: [],
};
const taskGone = (t: Task) => ({
  title: GONE,
  status: isTaskOpen(t) ? ('cancelled' as const) : t.status,
  replies: undefined,
  postpone: undefined,
  history: [],
  nextStepAt: undefined,
});

/** What stays of each record: that something was, when, by whom and of which kind; nothing that was said. */
export const EMPTIED: readonly Emptied[] = [
  emptied(visitKind, 'visits', () => visitGone),
  // What is still open is nobody's to do any more.
  emptied(problemKind, 'problems', (p) => ({
    text: GONE,
    status: isOpen(p) ? ('void' as const) : p.status,
    history: [],
    nextStepAt: undefined,
  })),
  emptied(taskKind, 'tasks', taskGone),
  emptied(requestKind, 'requests', (q) => ({
    status: q.status === 'answered' || q.status === 'closed' ? q.status : ('void' as const),
    text: GONE,
    answer: undefined,
    history: [],
    nextStepAt: undefined,
  })),
  emptied(needKind, 'needs', () => ({
    item: GONE,
    quantity: undefined,
    unit: undefined,
    remindOn: undefined,
  })),
  emptied(memberEventKind, 'memberEvents', () => ({ member: GONE, text: undefined })),
  // Nobody is told any more when it is full.
  emptied(publicityKind, 'publicities', () => ({ place: undefined, what: undefined, status: 'void' })),
];

/** A text without the lines that name one of these people. */
export const withoutLines = (text: string, names: readonly string[]): string =>
  text
    .split('\n')
    .map((line) => (names.some((name) => line.includes(name)) ? GONE : line))
    .join('\n');
