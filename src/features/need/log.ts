import { HOUR, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { mayFor, whoMayLog } from '../../records/mayLog.ts';
import { needText } from '../../records/need.ts';
import { needChange, remindFor } from '../../records/needsOf.ts';
import { placeOf } from '../../records/which.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type NeedLine, readNeed, readSpoken } from './read.ts';

/** How long what was only inferred waits for its 确认 (contract, section 5). */
const CONFIRM_FOR = 10 * MINUTE;
const ANSWER_FOR = 24 * HOUR;

interface State {
  line: NeedLine;
  source: { messageId: string; chat: string };
  until: number;
}

/** 需要 / 缺: what a household lacks, and by when (D29). */
export const logNeed = defineCommand<{ line: NeedLine; inferred: boolean }>({
  name: '需要',
  aliases: ['缺', '需求', '还缺', '还需要'],
  summary: '记下户里缺什么、缺多少、哪天前要,到时候提醒您',
  usage: '需要 户主姓名 什么东西多少 哪天前(日子可不写)',
  needs: 'logNeed',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['需要 罗启明 化肥2袋 月底前', '缺 罗启明 轮椅'],
  read({ rest, explicit }, context) {
    const line = readNeed(rest, context);
    // 需要大家配合 is said in any room: ours are a known household at the beginning and something named.
    const ours =
      line.whose.kind === 'known' &&
      line.told !== null &&
      /^\s*[#＃]?\s*(还)?(需要|缺|需求)[\s:,、]/.test(context.message.text.normalize('NFKC'));
    return explicit || ours ? { line, inferred: false } : null;
  },
  speech(text, context) {
    const line = readSpoken(text, context);
    return line && { line, inferred: true };
  },
  meant: {
    as: ['need'],
    read(text, context) {
      const line = readNeed(text, context);
      return line.whose.kind === 'known' && line.told ? { line, inferred: true } : null;
    },
  },
  async run({ line, inferred }, context) {
    const wrong = complaint(line, context);
    if (wrong) return inferred ? {} : say(wrong);
    if (!inferred) return save(line, { messageId: context.message.id, chat: context.chat }, context);
    const state: State = {
      line,
      source: { messageId: context.message.id, chat: context.chat },
      until: context.now + CONFIRM_FOR,
    };
    return {
      ...say(`要记这个需求吗:${headline(line, context)}\n对的话回“确认”就记上,不对回“取消”。`),
      dialog: { state, expires: context.now + ANSWER_FOR },
    };
  },
  async answer(raw, text, context) {
    const { line, source, until } = raw as State;
    if (isNo(text)) return { ...say('好,没有记。'), dialog: null };
    if (!isYes(text)) return null;
    if (context.now > until)
      return { ...say(`过了10分钟,没有记。要记请发:\n${form(line, context)}`), dialog: null };
    return { ...(await save(line, source, context)), dialog: null };
  },
});

function form(line: NeedLine, { today }: Context): string {
  const head = line.whose.kind === 'known' ? line.whose.household.head : '户主姓名';
  const by = line.neededBy ? ` ${formatDay(line.neededBy, today)}前` : '';
  return `需要 ${head} ${line.told ? needText(line.told) : '砖2000匹'}${by}`;
}

function headline({ whose, told, neededBy }: NeedLine, { today }: Context): string {
  const head = whose.kind === 'known' ? whose.household.head : '';
  const by = neededBy ? `,${formatDayLong(neededBy, today)}前要` : '';
  return `${head} ${told ? needText(told) : ''}${by}`;
}

/** What is wrong with a line, and the right form with the sender's own words; null where it can be noted. */
function complaint(line: NeedLine, context: Context): string | null {
  const { whose, told, badDay, rest } = line;
  const { directory } = context.read;
  const words = clip(rest || '砖2000匹', 40);
  if (whose.kind === 'like') {
    const [first] = whose.options;
    const one = whose.options.length === 1;
    const shown = whose.options.map((h) => `${one ? '' : `${h.id} `}${placeOf(h, directory)}`).join('、');
    return one
      ? `没有叫“${whose.word}”的户,没有记。是不是 ${shown}?是的话发:\n需要 ${first?.head ?? ''} ${words}`
      : `“${whose.word}”有几户:${shown},没有记。请写上编号再发,比如:\n需要 ${first?.id ?? ''} ${words}`;
  }
  if (whose.kind === 'nobody') return `没看出是哪一户,没有记。这样发就行:\n需要 户主姓名 ${words}`;
  const { household } = whose;
  if (badDay) {
    const why =
      badDay.kind === 'past'
        ? `${formatDayLong(badDay.day, context.today)}已经过了`
        : badDay.kind === 'noSuchDay'
          ? `没有“${badDay.said}”这一天`
          : `“${badDay.said}”那年的放假安排还没出来`;
    return `${why},没有记。请改好日子再发:\n需要 ${household.head} ${clip(badDay.rest.replace(badDay.said, '').trim(), 40)} 月底前`;
  }
  if (!told) return `缺什么?没有记。这样发就行:\n需要 ${household.head} 化肥2袋 月底前`;
  if (!mayFor(context.sender, 'logNeed', household))
    return `${household.head}家不是您帮的户,没有记。可以请${whoMayLog(directory, household)}来记。`;
  return null;
}

async function save(line: NeedLine, source: State['source'], context: Context): Promise<Effect> {
  const { whose, told, neededBy } = line;
  if (whose.kind !== 'known' || !told) return {};
  const { household } = whose;
  const actor = context.sender.person?.id ?? '';
  const remindOn = remindFor(neededBy, context.today);
  const { need, change } = await needChange(
    { ...told, neededBy, remindOn },
    { villageId: household.villageId, householdId: household.id, source },
    { ...context, actor },
  );
  const later = remindOn ? `${formatDayLong(remindOn, context.today)}提醒您。` : '';
  const text = `已记 ${need.id}:${headline(line, context)}\n${later}有了发:到了 ${need.id};记错了发:撤回 ${need.id}`;
  return { changes: [change], replies: [{ text }] };
}
