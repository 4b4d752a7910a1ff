import { CronExpressionParser } from 'cron-parser';

/** The zone in which every cron expression of the project is meant. */
const TZ = 'Asia/Shanghai';

/** The first slot of a cron expression after an instant, ms. */
export function nextSlot(cron: string, after: number): number {
  return CronExpressionParser.parse(cron, { currentDate: new Date(after), tz: TZ })
    .next()
    .getTime();
}

/**
 * `nextSlot` of one expression for whoever asks often: between two slots the answer stays, and reading the expression
 * takes a quarter of a millisecond.
 */
export function createSlots(cron: string): (after: number) => number {
  let from = Number.POSITIVE_INFINITY;
  let next = Number.NEGATIVE_INFINITY;
  return (after) => {
    if (after < from || after >= next) {
      from = after;
      next = nextSlot(cron, after);
    }
    return next;
  };
}

/** What a push has to do now: the slot to run, and those it missed for good. */
export interface Due {
  run?: number;
  skipped: number[];
}

/**
 * The slots in (last, now]. The latest runs if it is no later than `grace`; all others are skipped: two runs of one push
 * right after one another would say the same twice. At most `limit` skipped ones are named (a long stop is one line).
 */
export function dueSlots(cron: string, last: number, now: number, grace: number, limit = 31): Due {
  const slots: number[] = [];
  const expression = CronExpressionParser.parse(cron, { currentDate: new Date(last), tz: TZ });
  for (let slot = expression.next().getTime(); slot <= now; slot = expression.next().getTime()) {
    slots.push(slot);
    if (slots.length > limit + 1) slots.shift();
  }
  const latest = slots.pop();
  if (latest === undefined) return { skipped: [] };
  return now - latest <= grace
    ? { run: latest, skipped: slots }
    : { skipped: [...slots, latest].slice(-limit) };
}
