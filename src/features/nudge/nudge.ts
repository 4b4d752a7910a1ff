import { DAY, HOUR } from '../../core/clock.ts';
import { type Step, stepBy } from '../../core/ladder.ts';
import { type Change, change } from '../../records/change.ts';
import { above, DUTY_KINDS, type Duty, dutiesIn, dutySteps, owing } from '../../records/duty.ts';
import { type NudgeRules, rulesOf } from '../../records/nudges.ts';
import type { Directory } from '../../records/read.ts';
import type { Planned, PushJob } from '../define.ts';
import { householdText, type Item, inMourning, nudgeText, standing } from './text.ts';

/** No run takes up more of one village: the rest is due still and comes in the next one, at once. */
const AT_ONCE = 2000;

/**
 * The nudge engine, one for problems, tasks and what households asked: whatever is due in the villages' due sets by now
 * climbs its ladder in one commit, and each person hears of all of his in one message, written when it is sent.
 */
export const nudge: PushJob = {
  name: 'nudge',
  grace: Number.POSITIVE_INFINITY,
  async run({ slot, now, read }) {
    const changes: Change[] = [];
    const skipped: Planned[] = [];
    const told = new Map<string, Item[]>();
    const exact = new Set<string>();
    const tell = (to: string, item: Item) => told.set(to, [...(told.get(to) ?? []), item]);
    for (const village of read.directory.villages()) {
      const rules = rulesOf(village, read.directory);
      for (const duty of await dutiesIn(village.id, read, { max: now, limit: AT_ONCE })) {
        const climbed = climb(duty, rules, now, read.directory);
        changes.push(climbed.change);
        if (inMourning(duty, read.directory)) {
          for (const to of climbed.owners)
            skipped.push({ to, kind: 'nudge', skip: 'bereaved', part: duty.record.id });
          continue;
        }
        if (climbed.exact) for (const to of climbed.owners) exact.add(to);
        for (const to of climbed.owners) tell(to, itemOf(duty));
        for (const to of climbed.above) tell(to, { ...itemOf(duty), above: true });
        for (const step of climbed.jumped) {
          const part = `${duty.record.id}|${step}`;
          for (const to of owing(duty)) skipped.push({ to, kind: 'nudge', skip: 'missed', part });
        }
      }
    }
    const outbound = [...told].map(
      ([to, items]): Planned => ({
        to,
        kind: 'nudge',
        data: items,
        expires: slot + DAY - HOUR,
        ...(exact.has(to) ? { exact: true } : {}),
      }),
    );
    return {
      changes,
      outbound: [...outbound, ...skipped],
      counts: { duties: changes.length, people: told.size },
    };
  },
  merge: (all) => [...new Map((all as Item[][]).flat().map((i) => [`${i.id}|${i.above ?? ''}`, i])).values()],
  async render(data, { now, to, read }) {
    const items = await standing(data as Item[], to, read);
    if (items.length === 0) return null;
    return read.directory.household(to) ? householdText(items, now) : nudgeText(items, read.directory, now);
  },
};

/** One duty's way up to where it should be by now; of several steps at once only the last one is said. */
function climb(duty: Duty, rules: NudgeRules, now: number, directory: Directory) {
  const steps = dutySteps(duty, rules);
  const step = Math.max(duty.record.step, stepBy(steps, now));
  const taken: Step[] = steps.slice(duty.record.step, step);
  const cc = taken.findLast((s) => s.rung.cc)?.rung.cc;
  const up = cc ? above(duty, cc, directory) : [];
  const home = cc === 'household' ? atHome(duty, directory) : [];
  const nextStepAt = steps[step]?.at;
  const jumped = taken.slice(0, -1).map((_, i) => duty.record.step + i + 1);
  return {
    change: moved(duty, { step, nextStepAt }, up),
    owners: taken.length > 0 ? owing(duty) : [],
    above: taken.length > 0 ? [...up, ...home] : [],
    exact: taken.at(-1)?.rung.hours !== undefined,
    jumped,
  };
}

/** The household itself, where it reads messages. */
function atHome({ record }: Duty, directory: Directory): string[] {
  const { householdId } = record;
  return householdId && directory.contactsOf(householdId).length > 0 ? [householdId] : [];
}

function moved(duty: Duty, to: { step: number; nextStepAt?: number }, up: readonly string[]): Change {
  const say = { action: `${duty.kind}.nudge`, actor: 'bot' };
  if (duty.kind === 'request')
    return change({
      kind: DUTY_KINDS.request,
      before: duty.record,
      after: { ...duty.record, ...to },
      ...say,
    });
  const told = [...new Set([...duty.record.told, ...up])];
  if (duty.kind === 'problem')
    return change({
      kind: DUTY_KINDS.problem,
      before: duty.record,
      after: { ...duty.record, ...to, told },
      ...say,
    });
  return change({
    kind: DUTY_KINDS.task,
    before: duty.record,
    after: { ...duty.record, ...to, told },
    ...say,
  });
}

function itemOf({ kind, record }: Duty): Item {
  return { kind, id: record.id, villageId: record.villageId, due: record.due };
}
