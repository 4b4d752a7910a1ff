import { addDays, type Day, mondayOf } from '../../../core/clock.ts';
import type { Choice, Form } from '../../../core/form.ts';
import { formatDayLong } from '../../../core/text/days.ts';
import { rhythmKind } from '../../../records/rhythm.ts';
import { ATTEMPTS } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import type { Draft } from '../draft.ts';
import { MODE_CHOICES } from '../modes.ts';
import { nextVisitIn } from '../next.ts';
import { isWorkday } from '../plan/eveList.ts';
import type { Complete } from '../saveAll.ts';
import { place } from '../text.ts';
import { allFine, type ChecksSaid, readChecks } from './checks.ts';
import { type How, readHousehold, readHow, readNext, readNote } from './read.ts';

export interface QuickAnswers {
  household: string;
  how: How;
  checks?: ChecksSaid;
  note?: string;
  next?: Day;
}

export type QuickForm = Form<QuickAnswers, Complete>;

const MODE_WORDS = ['入户', '电话', '去了没见到人', '电话没人接'] as const;
/** Own households are listed up to this many; who has more types the name. */
const LISTED = 9;

/** The visit's quick form for this sender (D05, D12): `draft` is what the opening words said. */
export async function quickForm(draft: Draft, context: Context): Promise<QuickForm> {
  const own = draft.targets.length > 0 ? [] : await ownFirst(context);
  const head = ({ household = '' }: Partial<QuickAnswers>) =>
    context.read.directory.household(household)?.head ?? '';
  const sure = context.place === 'private' || context.message.mention;
  return {
    name: 'visit',
    version: 1,
    fields: [
      {
        name: 'household',
        ask: firstQuestion(own, context),
        short: '走的是哪一户?',
        choices: own,
        read: (text) => readHousehold(text, context),
        needed: '要先知道是哪一户:回数字,或直接打户主姓名。',
      },
      {
        name: 'how',
        ask: (v) => `${head(v)}:是怎么走访的?回数字就行。`,
        short: (v) => `${head(v)}是怎么走访的?`,
        choices: MODE_CHOICES.map((mode, i) => ({ value: { mode }, label: MODE_WORDS[i] ?? mode })),
        read: readHow,
        needed: '要知道是怎么走访的:回1到4的数字。',
      },
      {
        name: 'checks',
        when: (v) => v.how !== undefined && !ATTEMPTS.has(v.how.mode),
        ask: (v) => `${head(v)}:吃穿、上学、看病、住房、喝水都没问题吧?\n有问题直接说哪样,比如“住房漏雨”。`,
        short: (v) => `${head(v)}家吃穿、上学、看病、住房、喝水都没问题吧?`,
        choices: [{ value: allFine(), label: '全好' }],
        read: (text) => readChecks(text, sure),
        needed: '都好就回1,有问题说是哪样。',
      },
      {
        name: 'note',
        when: (v) => v.how?.note === undefined,
        ask: (v) => `${head(v)}:${noteQuestion(v)}没有就回“跳过”。`,
        short: (v) => `${head(v)}家还有什么要记的?没有就回“跳过”。`,
        free: true,
        optional: true,
        read: readNote,
      },
      {
        name: 'next',
        when: (v) => nextIn(v, context.today) === undefined,
        ask: (v) => `${head(v)}:下次哪天去?别的日子直接说,比如“下周三”。没定就回“跳过”。`,
        short: (v) => `下次哪天去${head(v)}家?没定就回“跳过”。`,
        choices: (v) => workdays(v.household, context),
        optional: true,
        read: (text) => readNext(text, context.today),
      },
    ],
    becomes: (v, said) => ({
      ...draft,
      targets: [{ household: v.household }],
      mode: v.how.mode,
      note: [v.how.note, v.checks?.more, v.note].filter(Boolean).join(';'),
      checks: v.checks?.checks,
      problems: v.checks?.problems.length ? v.checks.problems : undefined,
      nextVisit: v.next ?? nextIn(v, context.today),
      text: [draft.text, ...said].join('\n'),
      saidAt: context.now,
    }),
  };
}

/** The sender's own households, those not seen this week first (M11). */
async function ownFirst(context: Context): Promise<Choice<string>[]> {
  const { read, sender, today } = context;
  const own = read.directory.householdsOf(sender.person?.id ?? '');
  const all = await Promise.all(
    own.map(async (h) => ({ h, last: (await read.get(rhythmKind, h.id, h.villageId))?.last?.date })),
  );
  const seen = (last: Day | undefined) => last !== undefined && last >= mondayOf(today);
  const order = [...all.filter((x) => !seen(x.last)), ...all.filter((x) => seen(x.last))];
  return order.slice(0, LISTED).map(({ h, last }) => ({
    value: h.id,
    label: `${h.head}(${place(read.directory, h)})${seen(last) ? '这周走过' : ''}`,
    words: [h.head],
  }));
}

function firstQuestion(own: readonly Choice<string>[], { place: where, sender }: Context): string {
  const whom = where !== 'private' && sender.person ? `${sender.person.name},` : '';
  if (own.length === 0) return `${whom}走的是哪一户?打户主姓名就行。`;
  const line = `一句话记也行:走访 ${own[0]?.words?.[0]} 入户 看到的情况`;
  return `${whom}走的是哪一户?回数字,别的户打姓名。\n(${line})`;
}

function noteQuestion({ how, checks }: Partial<QuickAnswers>): string {
  if (how && ATTEMPTS.has(how.mode)) return '有什么要记的?比如门锁着、邻居说去哪了。';
  return checks?.problems.length ? '记下了。还有别的要记的吗?' : '还看到什么、有什么难处?说一句就行。';
}

/** The day that the note itself names for the next visit: then it is not asked for. */
function nextIn({ how, note }: Partial<QuickAnswers>, today: Day): Day | undefined {
  return nextVisitIn(note ?? how?.note ?? '', today);
}

/** The next two days on which this village's helpers go (D03). */
function workdays(householdId: string | undefined, { read, today }: Context): Choice<Day>[] {
  const household = read.directory.household(householdId ?? '');
  const village = household && read.directory.village(household.villageId);
  if (!village) return [];
  const days = Array.from({ length: 14 }, (_, i) => addDays(today, i + 1)).filter((d) =>
    isWorkday(village, d),
  );
  return days.slice(0, 2).map((d) => ({ value: d, label: formatDayLong(d, today) }));
}
