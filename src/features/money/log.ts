import { actorOf } from '../../core/roles.ts';
import { mayFor, whoMayLog } from '../../records/mayLog.ts';
import { addedChange, type MoneyFields } from '../../records/moneyOf.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../define.ts';
import { type MoneyLine, readMoney, sumBelieved } from './read.ts';
import { answerSeveral, askSeveral, isSeveral, sumsIn } from './several.ts';
import { answerTold, askTold, maySpeak, readSpeech, type Told } from './speech.ts';
import { refusal, sumText, WORD } from './text.ts';

/** A line, whether it was only told in passing, and all sums where the words tell several. */
type Input = { line: MoneyLine; spoken?: boolean | 'bare'; sums?: MoneyFields[] };

const common = {
  needs: 'logMoney',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  run: ({ line, spoken, sums = [] }: Input, context: Context) =>
    sums.length > 0 && line.whose.kind === 'known'
      ? Promise.resolve(askSeveral(line.whose.household, sums, context))
      : spoken
        ? Promise.resolve(askTold(line, context, spoken === 'bare' ? true : undefined))
        : book(line, context),
  answer: (state: unknown, text: string, context: Context) =>
    isSeveral(state)
      ? answerSeveral(state, text, context, bookAll)
      : answerTold(state as Told, text, context, book),
} as const;

/** 收入: what came into a household, by the line (B27, B30). */
export const logIncome = defineCommand<Input>({
  ...common,
  name: '收入',
  aliases: ['记收入'],
  summary: '记一笔户里的收入,说的数大概也行',
  usage: '收入 户主姓名 什么来的 多少钱',
  examples: ['收入 罗启明 鸡12只 960元', '收入 罗启明 打工 每月800'],
  read: (heard, context) => read('income', heard, context),
  speech(text, context) {
    const several = readSeveral(text, context);
    if (several) return several;
    const line = readSpeech(text, context);
    return line && { line, spoken: true };
  },
  meant: { as: ['income'], read: (text, context) => readMeant('income', text, context) },
});

/** 支出: what a household spent. */
export const logExpense = defineCommand<Input>({
  ...common,
  name: '支出',
  aliases: ['记支出'],
  summary: '记一笔户里的支出',
  usage: '支出 户主姓名 花在什么上 多少钱',
  examples: ['支出 罗启明 化肥 300元'],
  read: (heard, context) => read('expense', heard, context),
  speech(text, context) {
    const line = readSpeech(text, context, 'expense');
    return line && { line, spoken: true };
  },
  meant: { as: ['expense'], read: (text, context) => readMeant('expense', text, context) },
});

/** Words that are believed to tell of money: of one known household, with a sum. */
function readMeant(kind: MoneyLine['kind'], text: string, context: Context): Input | null {
  const line = readMoney(kind, text, context, sumBelieved);
  return line.whose.kind === 'known' && line.money ? { line, spoken: 'bare' } : null;
}

/** In a room 收入 begins many a sentence: it is ours with a household and an amount. */
function read(kind: MoneyLine['kind'], { rest, explicit }: Heard, context: Context): Input | null {
  const line = readMoney(kind, rest, context);
  return explicit || (line.whose.kind === 'known' && line.money) ? { line } : null;
}

/** Several sums of one household that the words name: both accounts at once. */
function readSeveral(text: string, context: Context): Input | null {
  if (!maySpeak(text, context)) return null;
  const line = readMoney('income', text, context);
  const sums = line.whose.kind === 'known' ? sumsIn(line.rest, context.today) : [];
  return sums.length > 0 ? { line, sums } : null;
}

async function book(line: MoneyLine, context: Context): Promise<Effect> {
  const { whose, money } = line;
  if (whose.kind !== 'known' || !money) return say(refusal(line, context));
  return bookAll(whose.household, [money], context);
}

async function bookAll(
  household: HouseholdBrief,
  sums: readonly MoneyFields[],
  context: Context,
): Promise<Effect> {
  const { read, sender, message, chat } = context;
  if (!mayFor(sender, 'logMoney', household))
    return say(`${household.head}家不是您帮的户,没有记。可以请${whoMayLog(read.directory, household)}来记。`);
  const actor = actorOf(sender);
  const { villageId, id: householdId } = household;
  const about = { villageId, householdId, source: { messageId: message.id, chat }, text: message.text };
  const changes: Awaited<ReturnType<typeof addedChange>>[] = [];
  for (const money of sums) changes.push(await addedChange(money, about, { ...context, actor }));
  const lines = changes.map(({ after }, i) => {
    const money = sums[i] as MoneyFields;
    const year = money.year === Number(context.today.slice(0, 4)) ? '' : `${money.year}年 `;
    const rough = money.approx && !sender.householdId ? '(约数,不拿来算线)' : '';
    return `${after.id}:${household.head} ${WORD[money.kind]} ${year}${sumText(money)}${rough}`;
  });
  const helper = sender.householdId ? household.helperId : undefined;
  const own = `${household.head}家自己说的,记了 ${lines.join('\n')}\n下次去对一对。`;
  const undo = `记错了发:撤回 ${changes[0]?.after.id ?? ''},或 更正 ${changes[0]?.after.id ?? ''} 960元`;
  return {
    changes,
    replies: [
      { text: `已记 ${lines.join('\n')}\n${undo}` },
      ...(helper ? [{ text: own, to: { id: helper, kind: 'nudge' as const } }] : []),
    ],
  };
}
