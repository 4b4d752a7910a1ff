import { likeliest } from '../../core/likeliest.ts';
import { pairsIn } from '../../core/text/pairs.ts';
import { householdsNamed } from '../../records/find.ts';
import { leftOf, type Task } from '../../records/task.ts';
import type { Context } from '../define.ts';
import { todo } from './find.ts';

/** Words that stand in any title: to share them tells nothing. */
const COMMON = /情况|完成|资料|材料|核查|核实|问题|更换|负责|尽快|抓紧|一下|确认|每户|各户|本月|\d月/;

/** What a doubt is about (B39, B40): one about a car is no answer to one about a house. */
const DOUBTS: readonly RegExp[] = [
  /车|面包|摩托|挖机|农机/,
  /房|楼|住宅/,
  /公司|企业|工商|法人|股东|入股|店/,
  /公职|财政供养|编制|教师|公务员|村干部/,
];

/** A task's number that stands in words: `T2`, `t-002`. */
export const NUMBERED = /(?<![a-z0-9])t\s*-?\s*0*(\d{1,9})/i;

/**
 * The sender's own open tasks that words may mean: the likeliest alone, or several that are as likely, four at most. Its
 * household is named and something of its title too, or two pairs of characters of its title.
 */
export async function meantTasks(text: string, context: Context): Promise<Task[]> {
  const { read, sender } = context;
  const number = NUMBERED.exec(text)?.[1];
  const mine = (await todo(context)).filter((t) => leftOf(t).includes(sender.person?.id ?? ''));
  if (number) return mine.filter((t) => t.id === `T${number}`);
  const named = householdsNamed(text, sender, read.directory);
  return likeliest(mine, (task) => likeness(task, text, named, context), 4);
}

function likeness(task: Task, text: string, named: ReadonlySet<string>, { read }: Context): number {
  const same = task.householdId !== undefined && named.has(task.householdId);
  if (named.size > 0 && !same) return 0;
  const head = read.directory.household(task.householdId ?? '')?.head ?? '';
  const title = head === '' ? task.title : task.title.replaceAll(head, ' ');
  const about = DOUBTS.filter((re) => re.test(title));
  const told = DOUBTS.filter((re) => re.test(text));
  if (about.length > 0 && told.length > 0 && !about.some((re) => told.includes(re))) return 0;
  const shared = telling(title).filter((pair) => text.includes(pair)).length;
  const doubt = about.some((re) => told.includes(re));
  if (shared === 0 && !doubt) return 0;
  return (
    Math.min(shared, 4) * 2 +
    (same ? 2 : 0) +
    (doubt ? 2 : 0) +
    (shared > 0 && [...text].length <= 10 ? 2 : 0)
  );
}

/** The pairs of characters that stand together in a title and mean something. */
function telling(title: string): string[] {
  return [...new Set(pairsIn(title))].filter((pair) => /^[\p{L}\p{N}]{2}$/u.test(pair) && !COMMON.test(pair));
}
