import { CATEGORY_LABELS } from '../../core/category.ts';
import { addDays, type Day, daysBetween } from '../../core/clock.ts';
import { leaveOn } from '../../core/peace.ts';
import { covers } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Problem, problemKind } from '../../records/problem.ts';
import type { Read } from '../../records/read.ts';
import { mayKnow, type Request, requestKind } from '../../records/request.ts';
import { type Rhythm, rhythmKind } from '../../records/rhythm.ts';
import type { VillageFigures } from './figures.ts';

/** Each line of 'needs you' ends with the words to act; no more than these stand in a digest. */
export const NEEDS = 5;
/** Of each kind and village no more is read: what is more could not be counted for a reader, who may not see all. */
const READ = 200;
/** Days past its day after which a problem is better given to somebody else. */
const STUCK = 7;
const WORDS = 14;
/** By when somebody is asked to go. */
const FIVE_DAYS = 5;

/** What needs somebody, with the record it is about; `weight` orders: the larger, the sooner. */
export interface Need {
  villageId: string;
  weight: number;
  about: { problem: Problem } | { request: Request } | { rhythm: Rhythm; days: number };
}

/** What stands late or nearly so in a village, by its figures. One read for each kind. */
export async function needsOf(f: VillageFigures, today: Day, read: Read): Promise<Need[]> {
  const { villageId, stand } = f;
  const [problems, requests, rhythms] = await Promise.all([
    read.many(problemKind, stand.late.slice(0, READ), villageId),
    read.many(requestKind, stand.waiting.slice(0, READ), villageId),
    read.many(
      rhythmKind,
      stand.long.slice(0, READ).map((l) => l.householdId),
      villageId,
    ),
  ]);
  return [
    ...requests.map((request): Need => {
      const late = daysBetween(request.due, today);
      return { villageId, weight: 1000 + late * 10, about: { request } };
    }),
    ...problems.map((problem): Need => {
      const late = daysBetween(problem.due, today);
      return { villageId, weight: 500 + late * 5, about: { problem } };
    }),
    ...rhythms.map((rhythm): Need => {
      const days = stand.long.find((l) => l.householdId === rhythm.householdId)?.days ?? 0;
      return { villageId, weight: days + rhythm.attempts * 20, about: { rhythm, days } };
    }),
  ];
}

/**
 * Is it for this person: in his villages, not hidden from him, no report that is another's to handle (D14, E20). What he
 * could not act on is not put to him.
 */
export function isFor({ about, villageId }: Need, personId: string, { directory }: Read): boolean {
  const person = directory.person(personId);
  if (!person || !covers({ contact: '', person }, 'urge', { villageId })) return false;
  if ('problem' in about) return !about.problem.hiddenFrom?.includes(personId);
  return !('request' in about) || mayKnow(about.request, personId);
}

/** One line with the words to act, for a private chat. */
export function needLine(need: Need, to: string, today: Day, { directory }: Read): string {
  const { about } = need;
  const name = (id: string | undefined) => directory.person(id ?? '')?.name ?? '';
  const head = (id: string | undefined) => directory.household(id ?? '')?.head;
  // His own matter needs no name.
  const by = (owner: string) => (owner === to ? '' : `,责任人${name(owner)}`);
  const village = directory.village(need.villageId)?.name ?? '';
  if ('request' in about) {
    const { request: q } = about;
    const left = daysBetween(today, q.due);
    const when = left < 0 ? `超五天期限${-left}天` : left === 0 ? '今天满五天' : '明天满五天';
    const act = q.owner === to ? `答复 ${q.id} 您的话` : `催 ${q.id}`;
    return `${head(q.householdId) ?? village}问“${clip(q.text, WORDS)}”,${when}${by(q.owner)}。回:${act}`;
  }
  if ('problem' in about) {
    const { problem: p } = about;
    const late = daysBetween(p.due, today);
    const act =
      p.owner === to
        ? `整改 ${p.id} 怎么办的`
        : late > STUCK
          ? `改派 ${p.id} 姓名,或 催 ${p.id}`
          : `催 ${p.id}`;
    return `${head(p.householdId) ?? village}${CATEGORY_LABELS[p.category]}:${clip(p.text, WORDS)},过期${late}天${by(p.owner)}。回:${act}`;
  }
  const { rhythm, days } = about;
  const household = directory.household(rhythm.householdId);
  const tried = rhythm.attempts > 0 ? `,去过${rhythm.attempts}次没见到人` : '';
  const helper = directory.person(household?.helperId ?? '');
  const leave = leaveOn(helper?.leaves, today);
  const away = leave ? `,帮扶人请假到${formatDay(leave.to, today)}` : '';
  const act =
    helper?.id === to
      ? `走访 ${household?.head} 入户 看到的情况`
      : `提醒 ${name(leave?.standIn ?? helper?.id)} ${formatDay(addDays(today, FIVE_DAYS), today)}前 看看${household?.head}`;
  return `${household?.head}${days}天没走到${tried}${away}。回:${act}`;
}
