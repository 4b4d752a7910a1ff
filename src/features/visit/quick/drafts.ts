import type { Draft } from '../../../core/dialog.ts';
import { pickOf } from '../../../core/formWords.ts';
import { normalize } from '../../../core/text/normalize.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../../define.ts';

/** More are not listed: an answer stays on one screen. */
const SHOWN = 10;

/** 草稿: what the sender began and did not finish, and how to go on with it. In a room only what was said there. */
export const drafts = defineCommand<{ number?: number }>({
  name: '草稿',
  aliases: ['我的草稿', '继续'],
  alike: ['草稿箱', '没填完', '接着填'],
  summary: '没填完的都留着,“草稿 1”接着填',
  usage: '草稿(接着填:草稿 1;不要了:删除草稿 1)',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['草稿', '草稿 1', '继续 1'],
  read: readGoOn,
  async run({ number }, context): Promise<Effect> {
    const mine = visible(context);
    if (number === undefined) return say(list(mine, context));
    const draft = mine[number - 1];
    return draft ? { resume: draft.id } : say(none(number, mine));
  },
});

/** 删除草稿: throws one away. */
export const dropDraft = defineCommand<{ number?: number }>({
  name: '删除草稿',
  aliases: ['删草稿', '丢掉草稿'],
  summary: '不要的草稿删掉',
  usage: '删除草稿 1',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['删除草稿 1'],
  read: ({ rest, explicit }) => readNumber(rest, explicit),
  async run({ number }, context): Promise<Effect> {
    const mine = visible(context);
    const [only] = mine;
    const draft = number === undefined && mine.length === 1 ? only : mine[(number ?? 0) - 1];
    if (draft) return { drop: draft.id, replies: [{ text: `删了:${titleOf(draft, context)}` }] };
    if (number === undefined && mine.length > 1) return say(`删哪一条?\n${list(mine, context)}`);
    return say(none(number, mine));
  },
});

/** A bare 继续 in a room is said to anybody, and where a form is open it is meant for that. */
function readGoOn({ rest, explicit }: Heard, context: Context): { number?: number } | null {
  const input = readNumber(rest, explicit);
  const goOn = normalize(context.message.text).replace(/^#\s*/, '').startsWith('继续');
  if (!input || !goOn) return input;
  if (input.number === undefined && (context.open || !explicit)) return null;
  return explicit || context.drafts.length > 0 ? input : null;
}

function readNumber(rest: string, explicit: boolean): { number?: number } | null {
  const words = rest.replace(/^(第|里的?|箱)/, '').replace(/[。!?吧啊]+$/, '');
  if (words === '') return {};
  const number = pickOf(words);
  if (number !== null) return { number };
  return explicit && /^(有哪些|看看|列表|呢|吗)/.test(words) ? {} : null;
}

/** In private all of the sender's; in a room those of that room: what was said in private is not told there. */
function visible({ place, chat, drafts: all }: Context): readonly Draft[] {
  return place === 'private' ? all : all.filter((d) => d.chat === chat);
}

function list(mine: readonly Draft[], context: Context): string {
  const elsewhere = context.drafts.length - mine.length;
  const more = elsewhere > 0 ? `另有${elsewhere}条,到私聊里发“草稿”看。` : '';
  if (mine.length === 0) return more === '' ? '没有草稿,都记完了。' : `这个群里没有草稿。${more}`;
  const lines = mine.slice(0, SHOWN).map((d, i) => `${i + 1} ${titleOf(d, context)}`);
  const rest = mine.length > SHOWN ? `还有${mine.length - SHOWN}条,先把前面的记完。` : '';
  return ['没记完的:', ...lines, '接着填回“草稿 1”,不要了回“删除草稿 1”。', rest, more]
    .filter(Boolean)
    .join('\n');
}

function titleOf({ title, detail }: Draft, { place }: Context): string {
  return detail && place === 'private' ? `${title}:${detail}` : title;
}

function none(number: number | undefined, mine: readonly Draft[]): string {
  if (mine.length === 0) return '没有草稿,都记完了。';
  return `没有第${number}条草稿,一共${mine.length}条。发“草稿”看看。`;
}
