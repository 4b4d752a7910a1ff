import { iso } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { change } from '../../records/change.ts';
import { readRef } from '../../records/find.ts';
import { type Signup, signupKind } from '../../records/signup.ts';
import { type Context, defineCommand, type Effect, type Heard, say, sayPrivately } from '../define.ts';
import { findSignup, mayMove, maySee, signupsMeant } from './find.ts';
import { headline, itemName } from './text.ts';

const SHOWN = 30;
/** Lists to choose from, the newest. */
const CHOICE = 8;
const common = { where: ['private', 'cadreRoom', 'leaderRoom'] } as const;
const UNKNOWN = '没有这个报名。发“名单 B1”或“名单 月嫂培训”看名单。';

/** In a room only with a number: 名单 and 截止 begin many a sentence. */
const read = ({ rest, explicit }: Heard) => (explicit || readRef(rest, 'B') ? { words: rest } : null);

/** 名单 月嫂培训: who is on it and what is still open, to the one who asks, in private. */
export const list = defineCommand<{ words: string }>({
  ...common,
  name: '名单',
  needs: 'signUp',
  aliases: ['报名名单', '谁报了名'],
  summary: '一个报名的名单和还要问清的,只私聊给您',
  usage: '名单 月嫂培训',
  examples: ['名单 B1', '名单 月嫂培训'],
  read: ({ rest, explicit }) =>
    explicit || readRef(rest, 'B') || /^[\p{Script=Han}]{2,12}(培训|报名|夜校|讲座|招聘|体检)$/u.test(rest)
      ? { words: rest }
      : null,
  async run({ words }, context): Promise<Effect> {
    const found = await findSignup(words, context);
    if (!found || !maySee(found, context)) return sayPrivately(UNKNOWN);
    const state = found.status === 'void' ? ',已取消' : found.closedAt ? ',已截止' : '';
    const rows = found.items.slice(0, SHOWN).map((item, i) => row(item, i, context));
    const more = found.items.length > SHOWN ? [`还有${found.items.length - SHOWN}人没列出来。`] : [];
    const open = found.items.filter((i) => i.pending).length;
    return sayPrivately(
      [
        `${found.id} ${headline(found, context.today)}${state},${found.items.length}人${open > 0 ? `,${open}人要问清` : ''}`,
        ...rows,
        ...more,
      ].join('\n'),
    );
  },
});

function row(item: Signup['items'][number], i: number, context: Context): string {
  const { directory } = context.read;
  const household = item.householdId ? directory.household(item.householdId) : undefined;
  const place = household ? `(${directory.village(household.villageId)?.name ?? ''}${household.group})` : '';
  return `${i + 1}. ${itemName(item, context)}${place}${item.pending ? `:${clip(item.pending, 40)}` : ''}`;
}

/** 截止 月嫂培训: no more names are taken. */
export const close = defineCommand<{ words: string }>({
  ...common,
  name: '截止',
  needs: 'decideSignup',
  aliases: ['报名截止', '截止报名'],
  summary: '报名到此为止,再接的不收',
  usage: '截止 月嫂培训',
  examples: ['截止 B1'],
  read,
  run: ({ words }, context) => move(words, 'close', context),
});

/** 取消报名 月嫂培训: it does not take place; its reminder ends. */
export const cancel = defineCommand<{ words: string }>({
  ...common,
  name: '取消报名',
  needs: 'decideSignup',
  aliases: ['取消', '撤回', '作废'],
  summary: '不办了,报名作废,也不再提醒(底子留着)',
  usage: '取消报名 月嫂培训',
  examples: ['取消报名 B1'],
  read: (heard, { message }) =>
    readRef(heard.rest, 'B') || /取消报名/.test(message.text) ? read(heard) : null,
  run: ({ words }, context) => move(words, 'cancel', context),
});

/** It cannot be undone: of several lists that may be meant none is picked, the sender says which. */
async function move(words: string, what: 'close' | 'cancel', context: Context): Promise<Effect> {
  const meant = await signupsMeant(words, context);
  const open = meant.filter((s) => mayMove(s, context) && !(what === 'close' && s.closedAt));
  const coming = open.filter((s) => s.date === null || s.date >= context.today);
  const choice = coming.length > 0 ? coming : open;
  if (choice.length > 1) return which(choice, what, context);
  const before = choice[0] ?? meant.at(-1);
  if (!before || !maySee(before, context)) return say(UNKNOWN);
  const line = `${before.id} ${headline(before, context.today)}`;
  if (!mayMove(before, context)) return say(`${line} 要发起的人或村里的负责人来改,没有动。`);
  if (before.status === 'void') return say(`${line} 之前已经取消了。`);
  if (what === 'close' && before.closedAt) return say(`${line} 之前已经截止了。`);
  const actor = context.sender.person?.id ?? '';
  const entry = { at: iso(context.now), by: actor, action: what };
  const to = what === 'close' ? { closedAt: iso(context.now) } : { status: 'void' };
  const after: Signup = { ...before, ...to, history: [...before.history, entry] };
  const text =
    what === 'close'
      ? `${line} 截止了,一共${before.items.length}人。名单发:名单 ${before.id}`
      : `${line} 取消了,不再提醒。`;
  return {
    changes: [change({ kind: signupKind, before, after, action: `signup.${what}`, actor })],
    replies: [{ text }],
  };
}

function which(choice: readonly Signup[], what: 'close' | 'cancel', { today }: Context): Effect {
  const lines = choice.slice(-CHOICE).map((s) => `${s.id} ${headline(s, today)}`);
  const form = `${what === 'close' ? '截止' : '取消报名'} ${choice.at(-1)?.id}`;
  return say([`有${choice.length}个报名,是哪一个?没有动。这样发:${form}`, ...lines].join('\n'));
}
