import { CATEGORY_LABELS } from '../../core/category.ts';
import { type Day, dayOf, daysBetween, timeOf } from '../../core/clock.ts';
import { dayIn } from '../../core/ladder.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { isMourning } from '../../records/dictionary.ts';
import type { Brief } from '../../records/dueBrief.ts';
import { DUTY_KINDS, type Duty, owing } from '../../records/duty.ts';
import type { Directory, Read } from '../../records/read.ts';
import { mayKnow } from '../../records/request.ts';
import { seasonNamed } from '../../records/season.ts';

/** One thing that a person is told about, as planned; looked at again when the message is written. */
export interface Item {
  kind: Duty['kind'];
  id: string;
  villageId: string;
  /** The day that it was about: where it was moved meanwhile, this is not said. */
  due: string | null;
  /** He is told as one of those above who owe it. */
  above?: true;
}

type Standing = { item: Item; duty: Duty };

/** More are not listed one by one. */
const SHOWN = 8;
const WORDS = 40;

/**
 * What is still so for this person: done, cancelled, moved or given to somebody else is no longer mentioned. Whoever reads it in
 * his stead is not shown what must be kept from him (D14, E20).
 */
export async function standing(
  items: readonly Item[],
  { to, reader }: { to: string; reader: string },
  read: Read,
  today: Day,
): Promise<Standing[]> {
  const all = await Promise.all(
    items.map(async (item): Promise<Standing[]> => {
      const duty = await dutyOf(item, read);
      if (!duty || duty.record.due !== item.due) return [];
      if (inMourning({ kind: duty.kind, householdId: duty.record.householdId }, read.directory, today))
        return [];
      if (reader !== to && isKeptFrom(reader, duty)) return [];
      const left = owing(duty);
      return left.length > 0 && (item.above || left.includes(to)) ? [{ item, duty }] : [];
    }),
  );
  return all.flat();
}

function isKeptFrom(reader: string, { kind, record }: Duty): boolean {
  if (kind === 'request') return !mayKnow(record, reader);
  return kind === 'problem' && (record.hiddenFrom?.includes(reader) ?? false);
}

async function dutyOf({ kind, id, villageId }: Item, read: Read): Promise<Duty | undefined> {
  if (kind === 'task') {
    const record = await read.get(DUTY_KINDS.task, id, villageId);
    return record && { kind, record };
  }
  if (kind === 'problem') {
    const record = await read.get(DUTY_KINDS.problem, id, villageId);
    return record && { kind, record };
  }
  const record = await read.get(DUTY_KINDS.request, id, villageId);
  return record && { kind, record };
}

/** Nobody is sent to a house in mourning because of something planned: what has to do with a visit there rests. */
export function inMourning(
  { kind, householdId }: Pick<Brief, 'kind' | 'householdId'>,
  directory: Directory,
  today: Day,
): boolean {
  if (kind !== 'task' || !householdId) return false;
  return isMourning(directory.household(householdId), today);
}

/** To a household, in plain words: its own deadlines and how to say that they are done. */
export function householdText(list: readonly Standing[], now: number): string {
  const today = dayOf(now);
  const lines = list.flatMap(({ duty }) => {
    if (duty.kind !== 'task') return [];
    const { title, due, season } = duty.record;
    const form = season ? `办好了回:已办 ${seasonNamed(season)?.word ?? ''}` : '';
    return [`${title}:${whenText(due, today)}。${form}`];
  });
  return `给您家提个醒:\n${lines.join('\n')}\n不清楚怎么办,直接在这里问我。`;
}

/** One message: first his own, shortest form first, with the words to answer with; then what those below him owe. */
export function nudgeText(list: readonly Standing[], directory: Directory, now: number): string {
  const today = dayOf(now);
  const own = list.filter((s) => !s.item.above);
  const others = list.filter((s) => s.item.above);
  const parts: string[] = [];
  const [only] = own;
  if (only && own.length === 1) parts.push(`${lineOf(only.duty, directory, today)}\n${howTo(own)}`);
  else if (own.length > 1)
    parts.push(
      `您有${own.length}件事要办:\n${numbered(own, (s) => lineOf(s.duty, directory, today))}\n${howTo(own)}`,
    );
  if (others.length > 0) {
    const lines = numbered(others, (s) => `${lineOf(s.duty, directory, today)},${owers(s.duty, directory)}`);
    parts.push(`下面${others.length}件还没办好,请帮忙问一下有没有难处:\n${lines}`);
  }
  return parts.join('\n\n');
}

function numbered(list: readonly Standing[], line: (s: Standing) => string): string {
  const lines = list.slice(0, SHOWN).map((s, i) => `${i + 1}. ${line(s)}`);
  return [
    ...lines,
    ...(list.length > SHOWN ? [`还有${list.length - SHOWN}件,发“我的任务”“我的问题”能看全。`] : []),
  ].join('\n');
}

function lineOf(duty: Duty, directory: Directory, today: Day): string {
  const { record } = duty;
  const head = record.householdId ? directory.household(record.householdId)?.head : undefined;
  const when = whenText(record.due, today);
  if (duty.kind === 'task') return `${record.id} ${clip(duty.record.title, WORDS)}${when && `,${when}`}`;
  if (duty.kind === 'problem') {
    const where = head ?? directory.village(record.villageId)?.name ?? '';
    const about = duty.record.category === 'other' ? '' : ` ${CATEGORY_LABELS[duty.record.category]}`;
    return `${record.id} ${where}${about}:${clip(duty.record.text, WORDS)},${when}`;
  }
  return `${record.id} ${head ?? '乡亲'}:${clip(duty.record.text, WORDS)},${when}`;
}

/** `9月30日(周六)前,还有3天`; `今天到期`, `今天15:00`; `9月11日到期,过了3天`. */
export function whenText(due: string | null, today: Day): string {
  const day = dayIn(due);
  if (!due || !day) return '';
  const left = daysBetween(today, day);
  const time = due.length > 10 ? timeOf(Date.parse(due)) : '';
  if (left === 0) return time ? `今天${time}` : '今天到期';
  if (left < 0) return `${formatDay(day, today)}到期,过了${-left}天`;
  return `${formatDayLong(day, today)}${time ? ` ${time}` : ''}前,还有${left}天`;
}

function owers(duty: Duty, directory: Directory): string {
  const names = owing(duty).map((id) => directory.person(id)?.name ?? id);
  const shown = names.slice(0, 3).join('、');
  const who = names.length > 3 ? `${shown}等${names.length}人` : shown;
  return duty.kind === 'task' ? `${who}没办` : `责任人${who}`;
}

const ANSWERS: Record<Duty['kind'], (id: string) => string> = {
  task: (id) => `办好了回:完成 ${id};来不及回:延期 ${id} 3天 原因`,
  problem: (id) => `办好了回:整改 ${id} 怎么办的;办不了回:上报 ${id} 原因`,
  request: (id) => `答复请回:答复 ${id} 要说的话`,
};

/** A review is answered with what was seen, not that it is done (C37). */
function reviewForm(duty: Duty): string | undefined {
  const season = duty.kind === 'task' && duty.record.season ? seasonNamed(duty.record.season) : undefined;
  const head = duty.kind === 'task' ? /^(.+)家/.exec(duty.record.title)?.[1] : undefined;
  if (!season?.inside || !head) return undefined;
  return `看过了回:已办 ${head} ${season.word} 没有变化(或写看到的情况);来不及回:延期 ${duty.record.id} 3天 原因`;
}

/** The exact words to answer with, one line a kind. */
function howTo(own: readonly Standing[]): string {
  const firsts = (['task', 'problem', 'request'] as const).flatMap((kind) => {
    const first = own.find((s) => s.duty.kind === kind);
    return first ? [reviewForm(first.duty) ?? ANSWERS[kind](first.duty.record.id)] : [];
  });
  return firsts.join('\n');
}
