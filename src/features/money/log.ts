import { actorOf } from '../../core/roles.ts';
import { mayFor, whoMayLog } from '../../records/mayLog.ts';
import { addedChange } from '../../records/moneyOf.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../define.ts';
import { type MoneyLine, readMoney } from './read.ts';
import { answerTold, askTold, readSpeech, type Told } from './speech.ts';
import { refusal, sumText, WORD } from './text.ts';

/** A line, and whether it was only told in passing. */
type Input = { line: MoneyLine; spoken?: boolean };

const common = {
  needs: 'logMoney',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  run: ({ line, spoken }: Input, context: Context) =>
    spoken ? Promise.resolve(askTold(line, context)) : book(line, context),
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
    const line = readSpeech(text, context);
    return line && { line, spoken: true };
  },
  answer: (state, text, context) => answerTold(state as Told, text, context, book),
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
  answer: (state, text, context) => answerTold(state as Told, text, context, book),
});

/** In a room 收入 begins many a sentence: it is ours with a household and an amount. */
function read(kind: MoneyLine['kind'], { rest, explicit }: Heard, context: Context): Input | null {
  const line = readMoney(kind, rest, context);
  return explicit || (line.whose.kind === 'known' && line.money) ? { line } : null;
}

async function book(line: MoneyLine, context: Context): Promise<Effect> {
  const { whose, money, kind } = line;
  if (whose.kind !== 'known' || !money) return say(refusal(line, context));
  const { household } = whose;
  const { read, sender, message, chat } = context;
  if (!mayFor(sender, 'logMoney', household))
    return say(`${household.head}家不是您帮的户,没有记。可以请${whoMayLog(read.directory, household)}来记。`);
  const actor = actorOf(sender);
  const helper = sender.householdId ? household.helperId : undefined;
  const change = await addedChange(
    money,
    {
      villageId: household.villageId,
      householdId: household.id,
      source: { messageId: message.id, chat },
      text: message.text,
    },
    { ...context, actor },
  );
  const { id } = change.after;
  const year = money.year === Number(context.today.slice(0, 4)) ? '' : `${money.year}年 `;
  const rough = money.approx && !sender.householdId ? '(约数,不拿来算线)' : '';
  return {
    changes: [change],
    replies: [
      {
        text: `已记 ${id}:${household.head} ${WORD[kind]} ${year}${sumText(money)}${rough}\n记错了发:撤回 ${id}`,
      },
      ...(helper
        ? [
            {
              text: `${household.head}家自己说的,记了 ${id}:${WORD[kind]} ${year}${sumText(money)}${rough}。下次去对一对。`,
              to: { id: helper, kind: 'nudge' as const },
            },
          ]
        : []),
    ],
  };
}
