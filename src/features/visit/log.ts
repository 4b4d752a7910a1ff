import { formatDayLong } from '../../core/text/days.ts';
import { normalize } from '../../core/text/normalize.ts';
import { type Context, defineCommand, type Effect, type Heard } from '../define.ts';
import { answer, proceed } from './ask.ts';
import type { Line } from './chain/line.ts';
import { saveLines } from './chain/save.ts';
import { blankDraft, type Draft } from './draft.ts';
import { isAboutVisit, type LineReading, readLine } from './line.ts';
import { openQuick, opensQuick } from './quick/open.ts';
import { pendingVisit } from './quick/pending.ts';
import { severalLines } from './several.ts';
import { answerMany, isMany, proceedSpoken } from './speech/confirm.ts';
import { readMeant, readSpeech } from './speech/read.ts';
import { formOf, TOO_LONG } from './text.ts';

type Reading = LineReading | { kind: 'several'; lines: Line[] } | { kind: 'spoken'; drafts: Draft[] };

/** 走访: a visit in one line; alone, or with nothing but the household, it opens the quick form. */
export const logVisit = defineCommand<Reading>({
  name: '走访',
  aliases: ['zf', '记走访', '走访了', '走访登记', '走访记录', '走访情况', '今日走访'],
  alike: ['拜访', '家访', '入户', '探访', '看望', '上门', '访问'],
  summary: '记一次走访,一句话就行;只发“走访”我一样一样问',
  usage: '走访 户主姓名 入户/电话/未遇 日期(今天可不写) 看到的情况',
  needs: 'logVisit',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: [
    '走访 罗启明 入户 9月13日 老伴头晕好些了',
    '#走访 罗启明 电话 都好',
    '走访 罗启明 未遇 门锁着',
    'zf 罗启明 昨天 入户 药还有半个月的量 下次9月20日',
  ],
  read: (heard, context) => readVisit(heard, context),
  speech(text, context) {
    const drafts = readSpeech(text, context);
    return drafts.length > 0 ? { kind: 'spoken', drafts } : null;
  },
  meant: {
    as: ['visit', 'given'],
    read(text, context, as) {
      const drafts = readMeant(text, context);
      if (drafts.length > 0) return { kind: 'spoken', drafts };
      const draft = { ...blankDraft(context), note: text };
      // Nobody known is named: better asked for the name than told that nothing was understood.
      return as === 'visit' ? { kind: 'empty', draft } : null;
    },
  },
  run: (reading, context) => logLine(reading, context),
  answer: (state, text, context) =>
    isMany(state) ? answerMany(state, text, context) : answer(state, text, context),
  pending: pendingVisit,
});

/** The bare word opens the quick form; in a room 走访了 or a near miss alone may be said to anybody. */
function readVisit({ rest, explicit, near }: Heard, context: Context): Reading | null {
  const lines = severalLines(context);
  if (lines) return { kind: 'several', lines };
  const reading = readLine(rest, context);
  const bare = rest === '' && !near && !/了\W*$/.test(normalize(context.message.text));
  return explicit || bare || isAboutVisit(reading) ? reading : null;
}

async function logLine(reading: Reading, context: Context): Promise<Effect> {
  if (reading.kind === 'several') return saveLines(reading.lines, context);
  if (reading.kind === 'spoken') return proceedSpoken(reading.drafts, context);
  if (reading.kind === 'empty' && opensQuick(reading.draft)) return openQuick(reading.draft, context);
  const wrong = complaint(reading, context);
  if (wrong) return { replies: [{ text: wrong }] };
  return proceed(reading.draft, context);
}

/** What is wrong with a line, and the right form with the sender's own words; null where it can go on. */
function complaint(reading: LineReading, context: Context): string | null {
  const { draft } = reading;
  const { directory } = context.read;
  const { person } = context.sender;
  const own = person ? directory.householdsOf(person.id).map((h) => h.head) : [];
  const head = headOf(draft, context) ?? own[0];
  const form = (fix: Partial<Draft> = {}) => formOf({ ...draft, head, ...fix }, context.today);
  if (draft.text.length > TOO_LONG) {
    return `这条有${draft.text.length}个字,太长了,没有存。请挑要紧的写,${TOO_LONG}字以内,可以分几条发:\n${form({ note: '' })}`;
  }
  switch (reading.kind) {
    case 'noSuchDay':
      return `没有“${reading.said}”这一天,没有存。请改好日期再发:\n${form({ dateSaid: true })}`;
    case 'future':
      return (
        `${formatDayLong(reading.day, context.today)}还没到,走访只记今天和以前的,没有存。今天走的请发:\n${form({ dateSaid: false })}\n` +
        `要记下次哪天去,在后面写“下次9月20日”这样。`
      );
    case 'nobody':
      return `没有找到叫“${reading.word}”的户,没有存。请核对户主姓名再发:\n${form({ dateSaid: draft.dateSaid })}${ownLine(own)}`;
    case 'empty':
      return `没看出走的是哪一户,没有存。这样发就行:\n${form()}${ownLine(own)}`;
    case 'draft':
      return null;
  }
}

function headOf(draft: Draft, context: Context): string | undefined {
  for (const t of draft.targets) {
    if ('household' in t) return context.read.directory.household(t.household)?.head;
  }
  return undefined;
}

function ownLine(own: readonly string[]): string {
  return own.length > 0 ? `\n您帮的户:${own.join('、')}` : '';
}
