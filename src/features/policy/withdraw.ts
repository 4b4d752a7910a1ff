import { DAY, iso, MINUTE } from '../../core/clock.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { change } from '../../records/change.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { type Given, givenKind, type Policy, policyKind } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { phonesOf } from '../../records/speaker.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';
import { correction } from './answerText.ts';
import { policyNamed, STOPS } from './named.ts';
import { readPolicyNumber } from './rights.ts';

interface WithdrawState {
  id: string;
  why: string;
}

const CONFIRM_FOR = 10 * MINUTE;
/** Whoever was told within this time gets the correction. */
const REMEMBERED = 30 * DAY;

/** 撤回 P22: stops what waits, corrects what was told, and later questions hear that it is being changed (G02). */
export const withdrawPolicy = defineCommand<WithdrawState>({
  name: '撤回政策',
  aliases: ['撤回', '收回政策', '停讲'],
  summary: '扶贫办收回一条政策:停推,并给听过的人更正',
  usage: '撤回 P22 原因',
  needs: 'withdrawPolicy',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['撤回 P22 县里刚通知先不讲', '撤回政策 P22 口径要改'],
  exampleBy: 'office',
  read({ rest }) {
    const number = readPolicyNumber(rest);
    return number ? { id: number.id, why: number.rest } : null;
  },
  speech(text, context) {
    const number = /(?<![a-z0-9])p\s*-?\s*0*\d{1,4}(?!\d)/i.exec(text)?.[0];
    if (!number || !STOPS.test(text) || !isSpokenTo(context) || text.length > 60 || /[?]$|吗$/.test(text))
      return null;
    const id = readPolicyNumber(number)?.id;
    return id ? { id, why: '' } : null;
  },
  meant: {
    as: ['push'],
    read(text, { read }) {
      const named = STOPS.test(text) ? policyNamed(text, read.directory.policies()) : undefined;
      return named ? { id: named.id, why: '' } : null;
    },
  },
  run: ({ id, why }, context) => preview(id, why, context),
  async answer(state, text, context) {
    if (isNo(text, '不发')) return { replies: [{ text: '没有撤,取消了。' }], dialog: null };
    return isYes(text, '发') ? takeBack(state as WithdrawState, context) : null;
  },
});

async function preview(id: string, why: string, context: Context): Promise<Effect> {
  const policy = context.read.directory.policy(id);
  if (!policy) return say(`没有 ${id} 这一条。`);
  if (policy.state === 'withdrawn') return say(`${id} 已经撤回了,正在改。`);
  const { told, waiting } = await givenOf(policy, context);
  return {
    replies: [
      {
        text: [
          `撤回 ${id} ${policy.title}${why ? `,原因:${why}` : ''}。`,
          `撤了以后:不再推、不再答;还没发出的${waiting}处停下;近30天听过的${told.length}处各发一条更正:`,
          correction(policy),
          '回“确认”就撤,不撤回“取消”。',
        ].join('\n'),
      },
    ],
    dialog: { state: { id, why }, expires: context.now + CONFIRM_FOR },
  };
}

async function takeBack({ id, why }: WithdrawState, context: Context): Promise<Effect> {
  const policy = context.read.directory.policy(id);
  if (!policy || policy.state === 'withdrawn') return { ...say(`${id} 没有动。`), dialog: null };
  const { told, waiting } = await givenOf(policy, context);
  const actor = context.sender.person?.id ?? '';
  const after: Policy = {
    ...policy,
    state: 'withdrawn',
    withdrawnWhy: why || undefined,
    history: [
      ...policy.history,
      {
        at: iso(context.now),
        by: actor,
        action: 'withdraw',
        version: policy.version,
        reason: why || undefined,
      },
    ],
  };
  return {
    changes: [change({ kind: policyKind, before: policy, after, action: 'policy.withdraw', actor })],
    replies: [
      {
        text: `${id} 已撤回。停下${waiting}处,更正${told.length}处(休息时间的明早发)。改好后发:审核 ${id}、发布 ${id}`,
      },
      // The phone that heard it may not be the one that was bound last.
      ...told.flatMap((to) =>
        phonesOf(to, context.read.directory).map((speaker) => ({
          text: correction(policy),
          to: { id: to, kind: 'correction' as const, speaker },
          once: ['correction', id, policy.history.length, speaker].filter((x) => x !== undefined).join('|'),
        })),
      ),
    ],
    dialog: null,
  };
}

/** Receivers that heard it in the last 30 days, each once, and how many are still to hear it. */
async function givenOf(policy: Policy, { read, now }: Context): Promise<{ told: string[]; waiting: number }> {
  // Whoever was corrected by an earlier withdrawal is not told again of what he heard before it.
  const before = policy.history.findLast((h) => h.action === 'withdraw')?.at;
  const min = Math.max(now - REMEMBERED, before ? Date.parse(before) : 0);
  const ids = await read.range(POLICY_HOME, `policy:${policy.id}:given`, { min });
  const all: Given[] = await read.many(givenKind, ids);
  const told = [...new Set(all.filter((g) => g.when <= now).map((g) => holderOf(g.to, read)))];
  const twice = await Promise.all(told.map((to) => hearsInRoom(to, told, min, read)));
  return { told: told.filter((_, i) => !twice[i]), waiting: all.filter((g) => g.when > now).length };
}

/**
 * Told in private and sure to read the correction in a room as well: once is enough. Rooms keep no list of members, so a
 * household counts as being there when it asked in that room in these days; in doubt it is corrected in private too.
 */
async function hearsInRoom(to: string, told: readonly string[], min: number, read: Read): Promise<boolean> {
  if (read.directory.room(to)) return false;
  const ids = await read.range(POLICY_HOME, `by:${to}:inRooms`, { min });
  return (await read.many(givenKind, ids)).some((g) => told.includes(g.to));
}

/** Who stands behind a receiver: one who asked before he was bound hears it once, under his household. */
function holderOf(to: string, { directory }: Read): string {
  const identity = to.startsWith('contact:') ? directory.identity(to.slice('contact:'.length)) : undefined;
  return identity?.householdId ?? identity?.personId ?? to;
}
