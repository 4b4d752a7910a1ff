import { addDays, at, DAY, type Day, dayOf, daysBetween, HOUR } from '../../../core/clock.ts';
import { groupBy } from '../../../core/group.ts';
import { formatDay } from '../../../core/text/days.ts';
import { type Change, change } from '../../../records/change.ts';
import { isMourning, mourningEnds } from '../../../records/dictionary.ts';
import { rulesOf, usualHour } from '../../../records/nudges.ts';
import type { Directory, HouseholdBrief, Read } from '../../../records/read.ts';
import { OVERDUE, type Rhythm, rhythmKind } from '../../../records/rhythm.ts';
import { MODE_LABELS } from '../../../records/visit.ts';
import { rhythmAt, type VisitStep, visitSteps } from '../../../records/visitLadder.ts';
import type { Planned, PushJob } from '../../pushJob.ts';
import { place } from '../text.ts';

/** One household that a person is told about, as planned; looked at again when the message is written. */
interface Item {
  householdId: string;
  villageId: string;
  step: number;
}

/**
 * The overdue ladder (D01, A03): the visit cycle + 1 day the helper, + 3 the deputy grid leaders, + 7 the grid leader, where
 * the place has set no other.
 * One message a person and morning, only the highest step that a household has reached.
 */
export const overdue: PushJob = {
  name: 'overdue',
  cron: '0 9 * * *',
  grace: 12 * HOUR,
  async run({ slot, read }) {
    const { directory } = read;
    const changes = [];
    const told = new Map<string, Item[]>();
    const skipped: Planned[] = [];
    for (const village of directory.villages()) {
      // In a busy season people are at home in the evening, so that is when to be reminded of them (D30).
      const rules = rulesOf(village, directory);
      const steps = visitSteps(rules);
      const later = usualHour(rules, dayOf(slot)) ?? '';
      const due = await read.range(village.id, 'due', { max: slot });
      const ids = due.filter((m) => m.startsWith(OVERDUE)).map((m) => m.slice(OVERDUE.length));
      for (const rhythm of await read.many(rhythmKind, ids, village.id)) {
        const household = directory.household(rhythm.householdId);
        if (!household) continue;
        if (isMourning(household, dayOf(slot))) {
          // The ladder waits at its step, and is looked at again when the house may be spoken to.
          changes.push(rested(rhythm, household, slot));
          for (const to of receivers(directory, household, steps[rhythm.step]))
            skipped.push({ to, kind: 'nudge', skip: 'bereaved', part: household.id });
          continue;
        }
        const after = rhythmAt(rhythm, household, slot, steps);
        const { step } = after;
        changes.push(
          change({ kind: rhythmKind, before: rhythm, after, action: 'overdue.step', actor: 'bot' }),
        );
        // The place may have set other steps since this one was put down: then there is nothing new to say.
        if (step <= rhythm.step) continue;
        for (const to of receivers(directory, household, steps[step - 1])) {
          const item = { householdId: household.id, villageId: household.villageId, step };
          const key = `${to}|${later}`;
          told.set(key, [...(told.get(key) ?? []), item]);
        }
      }
    }
    const outbound = [...told].map(([key, items]): Planned => {
      const [to = '', later] = key.split('|');
      const evening = later ? { due: at(dayOf(slot), later), part: later } : {};
      return { to, kind: 'nudge', data: items, expires: slot + DAY - HOUR, ...evening };
    });
    const counts = { households: changes.length, people: outbound.length };
    return { changes, outbound: [...outbound, ...skipped], counts };
  },
  merge(all) {
    const items = (all as Item[][]).flat().sort((a, b) => a.step - b.step);
    return [...new Map(items.map((i) => [i.householdId, i])).values()];
  },
  async render(data, { now, to, read }) {
    const items = await standing(data as Item[], read, dayOf(now));
    return items.length > 0 ? textFor(to, items, read.directory, now) : null;
  },
};

/** A house in mourning is looked at once a week, for the office may end the rest before its time. */
function rested(rhythm: Rhythm, { bereavedSince }: HouseholdBrief, slot: number): Change {
  const today = dayOf(slot);
  const [end, week] = [mourningEnds(bereavedSince ?? today), addDays(today, 7)];
  const after: Rhythm = { ...rhythm, nextStepAt: at(end < week ? end : week, '09:00') };
  return change({ kind: rhythmKind, before: rhythm, after, action: 'overdue.rest', actor: 'bot' });
}

/** Who hears of a step. Where nobody holds the post of a step, or only the helper himself, the next one up does. */
function receivers(directory: Directory, household: HouseholdBrief, step: VisitStep | undefined): string[] {
  const village = directory.village(household.villageId);
  const helper = household.helperId;
  const leader = village?.gridLeaderId ? [village.gridLeaderId] : [];
  if (!step?.cc) return helper ? [helper] : [];
  const deputies = (village?.deputyIds ?? []).filter((id) => id !== helper);
  return step.cc === 'deputy' && deputies.length > 0 ? deputies : leader;
}

type Standing = Item & { household: HouseholdBrief; rhythm: Rhythm };

/** What is still so: a household that was visited meanwhile is no longer mentioned. */
async function standing(items: readonly Item[], read: Read, today: Day): Promise<Standing[]> {
  const all = await Promise.all(
    items.map(async (item) => {
      const household = read.directory.household(item.householdId);
      const rhythm = await read.get(rhythmKind, item.householdId, item.villageId);
      const rests = isMourning(household, today);
      return household && rhythm && !rests && rhythm.step >= item.step
        ? [{ ...item, household, rhythm }]
        : [];
    }),
  );
  return all.flat();
}

function textFor(to: string, items: readonly Standing[], directory: Directory, now: number): string {
  const own = items.filter((i) => i.household.helperId === to);
  const others = items.filter((i) => i.household.helperId !== to);
  const parts: string[] = [];
  if (own.length > 0) {
    const lines = own.map((i) => `${i.household.head}(${place(directory, i.household)})${lastSeen(i, now)}`);
    const form = `走访 ${own[0]?.household.head} 入户 看到的情况`;
    parts.push(`您帮的${own.length}户该走了:\n${numbered(lines)}\n走完发一句就行:${form}`);
  }
  for (const [villageId, list] of groupBy(others, (i) => i.villageId)) {
    const lines = list.map((i) => {
      const helper = directory.person(i.household.helperId ?? '')?.name;
      return `${i.household.head}(${i.household.group})${lastSeen(i, now)}${helper ? `,帮扶人${helper}` : ''}`;
    });
    const name = directory.village(villageId)?.name ?? '';
    parts.push(`${name}有${list.length}户过了走访时间,请帮忙问一下有没有难处:\n${numbered(lines)}`);
  }
  return parts.join('\n\n');
}

function lastSeen({ rhythm }: Standing, now: number): string {
  const today = dayOf(now);
  const { last } = rhythm;
  if (!last) return '还没有走访记录';
  return `上次${formatDay(last.date, today)} ${MODE_LABELS[last.mode]},${daysBetween(last.date, today)}天了`;
}

const numbered = (lines: readonly string[]) => lines.map((l, i) => `${i + 1}. ${l}`).join('\n');
