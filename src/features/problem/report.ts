import { type Category, dueOf, isTrouble } from '../../core/category.ts';
import type { Meaning } from '../../core/meaning/meaning.ts';
import { isAsking } from '../../core/text/asking.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../define.ts';
import { answer, askHousehold, proceed } from './ask.ts';
import { readDoubt } from './doubt.ts';
import { type Draft, type Reading, readProblem } from './draft.ts';

type Input = { reading: Reading; inferred: boolean | 'leftover' };

/** 问题: something that is wrong, with who sees to it and by when (E01, E04, E09, E25). */
export const reportProblem = defineCommand<Input>({
  name: '问题',
  aliases: ['登记问题', '报问题', '发现问题'],
  alike: ['反映', '上报问题'],
  summary: '登记一个要解决的问题,到期会提醒责任人',
  usage: '问题 户主姓名 什么问题 哪天前 责任人某某(日子和责任人可不写)',
  needs: 'reportProblem',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['问题 罗启明 屋顶漏雨 月底前', '#问题 4组停水,7户都没水', '问题 龙国栋 电线老化 责任人罗福民'],
  read: readCommand,
  speech: (text, context) => readSpeech(text, context),
  meant: { as: ['trouble', 'doubt', 'event', 'facts'], read: readMeant },
  leftover: (text, context) => readLeftover(text, context),
  run: ({ reading, inferred }, context) => report(reading, inferred, context),
  answer,
});

function readCommand({ rest, explicit }: Heard, context: Context): Input | null {
  const reading = readProblem(rest, context);
  // 问题不大, 问题是… are said in any room; a gap behind the word and something wrong are meant for us.
  const gap = /^\s*[#＃]?\s*(登记问题|报问题|发现问题|问题)[\s:,、]/.test(
    context.message.text.normalize('NFKC'),
  );
  const known = reading.kind === 'draft' && (reading.draft.householdId !== undefined || isTrouble(rest));
  return explicit || (gap && known) ? { reading, inferred: false } : null;
}

const OTHERS =
  /[?]$|吗$|怎么(办|弄)|有没有人?|听说|据说|好像|如果|要是|万一|假如|去年|以前|防止|避免|通知|(拖欠|坏|漏|停)过|没事|大家|各位/;
const CHECK_FOR = /帮(忙|我)?(查|问|看)|查(一)?下|问(一)?下/;
/** Somewhere in a village, where no household is named: a group of it, or what all use. */
const PLACE =
  /\d+组|[一二三四五六七八九十]组|全村|(村|寨)(里|口|道|头)|(几|\d+|[两三四五六七八九十]+)(家|户)(人家)?(都|也|没|吃|用|受|来)|小学|卫生室|通组路|(段|条)路|安置点/;
/** What touches many: who names no household is heard only of these. */
const COMMON: ReadonlySet<Category> = new Set(['water', 'power', 'road', 'telecom', 'education', 'medical']);

/**
 * Free speech of a cadre that tells of something wrong in one known household, or in a place with its households (M40,
 * M44). Anything less certain gets no answer.
 */
function readSpeech(text: string, context: Context): Input | null {
  const doubt = readDoubt(text, context);
  if (doubt) return { reading: { kind: 'draft', draft: doubt }, inferred: true };
  if (text.length > 200 || !isTrouble(text) || (OTHERS.test(text) && !CHECK_FOR.test(text))) return null;
  // A question is answered, never kept; to look into something (M44) is asked of colleagues.
  if (isAsking(text) && !CHECK_FOR.test(text)) return null;
  const reading = readProblem(text, context);
  if (reading.kind !== 'draft') return null;
  const { draft } = reading;
  if (!draft.householdId && !isCommon(text, draft, context)) return null;
  const words = draft.text.replace(/^(请|麻烦)?帮(忙|我)?(查|问|看)(一)?下/, '查');
  return { reading: { kind: 'draft', draft: { ...draft, text: words } }, inferred: true };
}

/** `下寨自来水停了`: a place of the village, and what many use; not what the speaker has at home. */
function isCommon(text: string, draft: Draft, { read }: Context): boolean {
  if (/我(们)?(家|屋)/.test(text)) return false;
  const groups = read.directory.village(draft.villageId)?.groups ?? [];
  const named = groups.some((g) => g.split('·').some((name) => name.length >= 2 && text.includes(name)));
  const touched = draft.affectedHouseholds !== undefined && draft.category !== 'other';
  return touched || ((named || PLACE.test(text)) && COMMON.has(draft.category));
}

/**
 * Words that are believed to tell of something wrong, in a household or a village that is known; or of what is no longer as
 * the household's file has it, which the village's information officer puts right.
 */
function readMeant(text: string, context: Context, as: Meaning): Input | null {
  if (text.length > 200 || !context.sender.person) return null;
  const doubt = readDoubt(text, context);
  if (doubt) return { reading: { kind: 'draft', draft: doubt }, inferred: true };
  const reading = readProblem(text, context);
  if (reading.kind !== 'draft') return null;
  if (as !== 'event' && as !== 'facts') return { reading, inferred: true };
  const { draft } = reading;
  if (!draft.householdId) return null;
  const keeper = context.read.directory.village(draft.villageId)?.infoOfficerId ?? draft.owner;
  const kept: Draft = {
    ...draft,
    category: 'data',
    owner: draft.assigned ? draft.owner : keeper,
    due: dueOf('data', draft.text, context.today),
  };
  return { reading: { kind: 'draft', draft: kept }, inferred: true };
}

/** Somebody wants to know, and tells nothing. */
const WONDERS = /[?]$|吗$|多少$|怎么(领|办|申|报|写|弄|算)|哪(天|里|个|些)|(什么|啥)时候|是谁|哪个/;

/** What a cadre says of a household and no command knows: it may be something to be seen to. */
function readLeftover(text: string, context: Context): Input | null {
  if (text.length < 6 || text.length > 200 || !context.sender.person || WONDERS.test(text)) return null;
  const reading = readProblem(text, context);
  return reading.kind === 'draft' && reading.draft.householdId ? { reading, inferred: 'leftover' } : null;
}

async function report(reading: Reading, inferred: Input['inferred'], context: Context): Promise<Effect> {
  switch (reading.kind) {
    case 'draft':
      return proceed(reading.draft, context, inferred);
    case 'household':
      return askHousehold(reading.word, reading.options, reading.draft, context);
    case 'empty':
      return say('是什么问题?没有登记。这样发就行:\n问题 户主姓名 屋顶漏雨 月底前');
    case 'village':
      return say(
        `是哪个村的?没有登记。写上村名或户主再发:\n问题 ${exampleVillage(context)} ${clip(reading.text, 60)}`,
      );
    case 'badDay':
      return say(badDay(reading.due, context));
  }
}

function badDay(due: Extract<Reading, { kind: 'badDay' }>['due'], { today }: Context): string {
  const words = clip(due.rest.replace(due.said, '').trim(), 60);
  const form = `问题 ${words} 月底前`;
  if (due.kind === 'past')
    return `${formatDayLong(due.day, today)}已经过了,不能当限期,没有登记。请改好再发:\n${form}`;
  if (due.kind === 'noSuchDay') return `没有“${due.said}”这一天,没有登记。请改好再发:\n${form}`;
  return `“${due.said}”那年的放假安排还没出来,算不准,没有登记。请写几月几日再发:\n${form}`;
}
