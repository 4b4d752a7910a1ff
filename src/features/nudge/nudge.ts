import { DAY, type Day, dayOf, HOUR } from '../../core/clock.ts';
import type { Cc, Step } from '../../core/ladder.ts';
import { type Change, change, type DueMove } from '../../records/change.ts';
import { type Brief, createStepper, memberOf } from '../../records/dueBrief.ts';
import { above, DUTY_KINDS, type Duty, dutiesOf } from '../../records/duty.ts';
import { rulesOf } from '../../records/nudges.ts';
import type { Village } from '../../records/organisation.ts';
import type { Directory, Read } from '../../records/read.ts';
import type { Planned, PushJob } from '../pushJob.ts';
import { type Due, dueNow } from './dueNow.ts';
import { householdText, type Item, inMourning, nudgeText, standing } from './text.ts';

/** No run takes up more of one village, nor many more in all: the rest is due still and comes in the next one, at once. */
const OF_A_VILLAGE = 2000;
const IN_ALL = 10_000;

/**
 * The nudge engine, one for problems, tasks and what households asked: whatever is due in the villages' due sets by now
 * climbs its ladder in one commit, and each person hears of all of his in one message, written when it is sent. A step that
 * only says when the next one is due moves the due set alone; one that goes above those who owe it is written into the record.
 */
export const nudge: PushJob = {
  name: 'nudge',
  grace: Number.POSITIVE_INFINITY,
  async run({ slot, now, read }) {
    const plan = createPlan(dayOf(now));
    const { some, more } = await dueInAll(now, read);
    let duties = 0;
    for (const [village, due] of some) {
      await climbAll(village, due, now, read, plan);
      duties += due.length;
    }
    const outbound = [...plan.told].map(
      ([to, items]): Planned => ({
        to,
        kind: 'nudge',
        data: items,
        expires: slot + DAY - HOUR,
        ...(plan.exact.has(to) ? { exact: true } : {}),
      }),
    );
    const { changes, moves, skipped, told } = plan;
    return {
      changes,
      moves,
      outbound: [...outbound, ...skipped],
      counts: { duties, people: told.size },
      // Only where this run moved something: what cannot be read must not keep it going.
      more: more && duties > 0,
    };
  },
  merge: (all) => [...new Map((all as Item[][]).flat().map((i) => [`${i.id}|${i.above ?? ''}`, i])).values()],
  async render(data, { now, to, reader, read }) {
    const items = await standing(data as Item[], { to, reader }, read, dayOf(now));
    if (items.length === 0) return null;
    return read.directory.household(to) ? householdText(items, now) : nudgeText(items, read.directory, now);
  },
};

/** What of the villages one run takes up, counted first so that little is read in vain; `more`: there may be more. */
async function dueInAll(now: number, read: Read): Promise<{ some: [Village, Due[]][]; more: boolean }> {
  const villages = [...read.directory.villages()];
  const batch = read.batch();
  const counts = villages.map((v) => batch.upTo(v.id, 'due', now));
  await batch.run();
  const waiting = villages.flatMap((village, i) => {
    const count = counts[i]?.() ?? 0;
    return count > 0 ? [{ village, count }] : [];
  });
  const some: [Village, Due[]][] = [];
  let room = IN_ALL;
  let next = 0;
  // In a round again where those looked at held less than they counted: a due set holds visits and offers, too.
  while (room > 0 && next < waiting.length) {
    const first = next;
    for (let counted = 0; counted < room && next < waiting.length; next++)
      counted += Math.min(waiting[next]?.count ?? 0, OF_A_VILLAGE);
    const looked = waiting.slice(first, next);
    const found = await Promise.all(looked.map((w) => dueNow(w.village.id, now, OF_A_VILLAGE, read)));
    for (const [i, { village }] of looked.entries()) {
      const due = found[i] ?? [];
      if (due.length > 0) some.push([village, due]);
      room -= due.length;
    }
  }
  return { some, more: next < waiting.length || waiting.some((w) => w.count > OF_A_VILLAGE) };
}

/** What a run comes to. */
interface Plan {
  today: Day;
  changes: Change[];
  moves: DueMove[];
  skipped: Planned[];
  told: Map<string, Item[]>;
  /** Who asked to be told at that very time. */
  exact: Set<string>;
}

const createPlan = (today: Day): Plan => ({
  today,
  changes: [],
  moves: [],
  skipped: [],
  told: new Map(),
  exact: new Set(),
});

/** One duty's way up to where it should be by now: the steps taken, how many were before them, and the next instant. */
interface Climb {
  due: Due;
  taken: readonly Step[];
  before: number;
  to: number | undefined;
}

async function climbAll(
  village: Village,
  due: readonly Due[],
  now: number,
  read: Read,
  plan: Plan,
): Promise<void> {
  const stepsOf = createStepper(rulesOf(village, read.directory));
  const climbs = due.map((d): Climb => {
    const steps = stepsOf(d.brief);
    const before = countUntil(steps, (s) => s.at >= d.from);
    const after = countUntil(steps, (s) => s.at > now);
    return { due: d, taken: steps.slice(before, after), before, to: steps[Math.max(before, after)]?.at };
  });
  const records = await dutiesOf(
    climbs.filter((c) => upward(c.taken)).map((c) => c.due.brief),
    village.id,
    read,
  );
  const recordOf = new Map(records.map((duty) => [`${duty.kind}|${duty.record.id}`, duty]));
  for (const climb of climbs) {
    const { brief } = climb.due;
    const duty = recordOf.get(memberOf(brief));
    if (duty) {
      const cc = upward(climb.taken);
      const up = cc ? above(duty, cc, read.directory) : [];
      plan.changes.push(written(duty, climb, up));
      say(climb, village.id, up, read.directory, plan);
    } else {
      plan.moves.push({
        villageId: village.id,
        member: memberOf(brief),
        from: climb.due.from,
        to: climb.to,
      });
      say(climb, village.id, atHome(climb, read.directory), read.directory, plan);
    }
  }
}

/** How many of these come before the first one of which it is so. */
function countUntil(steps: readonly Step[], so: (step: Step) => boolean): number {
  const found = steps.findIndex(so);
  return found < 0 ? steps.length : found;
}

/** The last of these steps that goes above those who owe it. A household is not above anybody. */
function upward(taken: readonly Step[]): Exclude<Cc, 'household'> | undefined {
  const cc = taken.findLast((s) => s.rung.cc)?.rung.cc;
  return cc === 'household' ? undefined : cc;
}

/** The household itself, where a step names it and it reads messages. */
function atHome({ due, taken }: Climb, directory: Directory): string[] {
  const { householdId } = due.brief;
  const named = taken.findLast((s) => s.rung.cc)?.rung.cc === 'household';
  return named && householdId && directory.contactsOf(householdId).length > 0 ? [householdId] : [];
}

/** Of several steps at once only the last one is said; of the others it stands why they were not. */
function say(
  { due, taken, before }: Climb,
  villageId: string,
  others: readonly string[],
  directory: Directory,
  { today, told, exact, skipped }: Plan,
): void {
  const { brief } = due;
  if (taken.length === 0) return;
  if (inMourning(brief, directory, today)) {
    for (const to of brief.owing) skipped.push({ to, kind: 'nudge', skip: 'bereaved', part: brief.id });
    return;
  }
  const item = itemOf(brief, villageId);
  for (const to of brief.owing) {
    tell(told, to, item);
    if (taken.at(-1)?.rung.hours !== undefined) exact.add(to);
  }
  for (const to of others) tell(told, to, { ...item, above: true });
  for (let i = 1; i < taken.length; i++) {
    const part = `${brief.id}|${before + i}`;
    for (const to of brief.owing) skipped.push({ to, kind: 'nudge', skip: 'missed', part });
  }
}

function tell(told: Map<string, Item[]>, to: string, item: Item): void {
  const items = told.get(to);
  if (items) items.push(item);
  else told.set(to, [item]);
}

/** A step that goes up is a fact of the duty: who was told above stands in its record. */
function written(duty: Duty, { taken, before, to }: Climb, up: readonly string[]): Change {
  const say = { action: `${duty.kind}.nudge`, actor: 'bot' };
  const stands = { step: before + taken.length, nextStepAt: to };
  if (duty.kind === 'request') {
    const { record } = duty;
    return change({ kind: DUTY_KINDS.request, before: record, after: { ...record, ...stands }, ...say });
  }
  const told = [...new Set([...duty.record.told, ...up])];
  if (duty.kind === 'problem') {
    const { record } = duty;
    return change({
      kind: DUTY_KINDS.problem,
      before: record,
      after: { ...record, ...stands, told },
      ...say,
    });
  }
  const { record } = duty;
  return change({ kind: DUTY_KINDS.task, before: record, after: { ...record, ...stands, told }, ...say });
}

function itemOf({ kind, id, due }: Brief, villageId: string): Item {
  return { kind, id, villageId, due };
}
