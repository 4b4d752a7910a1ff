import { CATEGORIES, CATEGORY_LABELS, type Category } from '../core/category.ts';
import type { Day } from '../core/clock.ts';
import { type Hung, type Ladder, parseLadder } from '../core/ladder.ts';
import type { Village } from './organisation.ts';
import type { Directory } from './read.ts';
import { seasonNamed } from './season.ts';

/** What has a ladder of its own. `problem.housing`: problems of one category. */
export type LadderName =
  | 'problem'
  | `problem.${Category}`
  | 'task'
  | 'timedTask'
  | 'ownTask'
  | 'ownTimedTask'
  | 'undatedTask'
  | 'season'
  | 'request'
  | 'visit';

type Kind = Exclude<LadderName, `problem.${string}`>;

/** What holds where nobody has set anything else. */
export const DEFAULT_LADDERS: Readonly<Record<Kind, string>> = {
  // Three days, one day before, on the day; then those above (E04, E02).
  problem: 'T-3, T-1, T0, T+1 cc deputy, T+3 cc leader',
  task: 'T-3, T-1, T0, T+1 cc deputy, T+3 cc leader',
  // Where a time was said, the last reminder comes an hour before it.
  timedTask: 'T-1, T-1h, T+1 cc deputy, T+3 cc leader',
  // What somebody wants to be reminded of himself: on the day and once after it, or at that very time.
  ownTask: 'T-1, T0, T+1',
  ownTimedTask: 'T',
  // Without a day (回访 after a problem is put right) it is not let lie either.
  undatedTask: 'A+3, A+7 cc deputy',
  // A household's own deadline: it hears itself, twice a week at most; its helper besides.
  season: 'T-14 cc household, T-7, T-3 cc household, T-1 cc household, T+1 cc deputy',
  // A household's words: days 3, 4 and 5, then one level up (E05).
  request: 'A+3, A+4, A+5, A+6 cc up',
  // Of a household whose visit is overdue; T is the last day of its cycle (D01, A03).
  visit: 'T+1, T+3 cc deputy, T+7 cc leader',
};

/** What people call them. */
export const LADDER_LABELS: Readonly<Record<Kind, string>> = {
  problem: '问题',
  task: '任务',
  timedTask: '定时任务',
  ownTask: '自己的提醒',
  ownTimedTask: '自己的定时提醒',
  undatedTask: '没定日子的任务',
  season: '缴费申请',
  request: '意见',
  visit: '走访',
};

/** The name of a ladder that a word means; undefined where it means none. */
export function ladderNamed(word: string): LadderName | undefined {
  const kind = (Object.keys(LADDER_LABELS) as Kind[]).find((k) => LADDER_LABELS[k] === word);
  const category = CATEGORIES.find((c) => CATEGORY_LABELS[c] === word.replace(/(类|问题)$/, ''));
  return kind ?? (category && `problem.${category}`);
}

/** `住房问题`, `任务` */
export function ladderLabel(name: LadderName): string {
  if (!name.startsWith('problem.')) return LADDER_LABELS[name as Kind];
  return `${CATEGORY_LABELS[name.slice('problem.'.length) as Category]}问题`;
}

/** How a place is reminded: ladders set there, those of the whole township behind them, and its busy season. */
export interface NudgeRules {
  ladders: readonly Readonly<Record<string, string>>[];
  busy?: { from: Day; to: Day };
}

/** What nobody has changed. */
export const PLAIN_RULES: NudgeRules = { ladders: [] };
/** Under this id the township's ladders are kept among its settings. */
export const LADDERS = 'ladders';

/** The rules of a village: its own (`facts.ladders`, `facts.busySeason`), then the township's. */
export function rulesOf(village: Village | undefined, directory: Pick<Directory, 'setting'>): NudgeRules {
  const own = village?.facts?.ladders as Record<string, string> | undefined;
  const town = directory.setting(LADDERS)?.values;
  return { ladders: [own, town].filter((l) => l !== undefined), busy: busyOf(village) };
}

/** The same for a village by its id. */
export const rulesIn = (villageId: string, directory: Directory) =>
  rulesOf(directory.village(villageId), directory);

/** A village's busy season, where one was set (D30). */
export function busyOf(village: Village | undefined): { from: Day; to: Day } | undefined {
  const season = village?.facts?.busySeason as { from?: Day; to?: Day } | undefined;
  return season?.from && season.to ? { from: season.from, to: season.to } : undefined;
}

/** The ladder of a name as it is written; a category without its own has that of all problems, village before township. */
export function ladderText(name: LadderName, { ladders }: NudgeRules): string {
  const names = name.startsWith('problem.') ? [name, 'problem'] : [name];
  for (const set of ladders) {
    const found = names.map((n) => set[n]).find((l) => l !== undefined);
    if (found !== undefined) return found;
  }
  return DEFAULT_LADDERS[names.at(-1) as Kind];
}

interface Dated {
  at: string;
  due: string | null;
  /** A ladder of its own. */
  ladder?: string;
}

/** The ladder of a problem: its own, or that of its category. */
export function problemLadder(p: Dated & { category: Category }, rules: NudgeRules): Ladder {
  return parseLadder(p.ladder ?? ladderText(`problem.${p.category}`, rules));
}

/** The ladder of a task: its own, or by its kind. */
export function taskLadder(
  task: Dated & { createdBy: string; assignee?: string; season?: string },
  rules: NudgeRules,
): Ladder {
  return parseLadder(task.ladder ?? ladderText(taskLadderName(task), rules));
}

/** Which ladder a task has that has none of its own. */
export function taskLadderName(
  task: Pick<Dated, 'due'> & { createdBy: string; assignee?: string; season?: string },
): LadderName {
  const timed = (task.due?.length ?? 0) > 10;
  if (task.season && !seasonNamed(task.season)?.inside) return 'season';
  if (task.due === null) return 'undatedTask';
  if (task.assignee === task.createdBy) return timed ? 'ownTimedTask' : 'ownTask';
  return timed ? 'timedTask' : 'task';
}

/** The ladder of what a household said. */
export const requestLadder = (rules: NudgeRules): Ladder => parseLadder(ladderText('request', rules));

/** In its busy season a village is reminded in the evening, when people are at home (D30). */
export const EVENING = '19:30';

/** What a record's ladder hangs on. */
export function hungOf(record: Dated, rules: NudgeRules): Hung {
  return { asked: Date.parse(record.at), due: record.due, usual: (day) => usualHour(rules, day) };
}

/** The hour at which a village is reminded on a day; undefined: the usual one. */
export function usualHour({ busy }: NudgeRules, day: Day): string | undefined {
  return busy && busy.from <= day && day <= busy.to ? EVENING : undefined;
}
