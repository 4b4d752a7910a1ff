import { covers } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { findDay, formatDayLong } from '../../core/text/days.ts';
import { isMourning, quotaOf } from '../../records/dictionary.ts';
import { householdKind } from '../../records/household.ts';
import type { Person } from '../../records/organisation.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { whichHousehold } from '../../records/which.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { isPerson, personAt, phoneOf, workOf } from './find.ts';
import { moves } from './moves.ts';

interface State {
  from?: string;
  to: string;
  households: string[];
  reason?: string;
}

const CONFIRM_FOR = 10 * 60_000;
const FORM = '交接 U18 → U22,或 交接 户主姓名 → 姓名';
const ARROW = /\s*(?:→|->|—>|=>|>|交给|转给|换成|改成|改为|改由|换|由|给|到)\s*/;

/** 交接 U18 → U22: all households of one helper, or one household, go to another; confirmed first (A34). */
export const handover = defineCommand<string>({
  name: '交接',
  aliases: ['换帮扶人', '分派'],
  summary: '把一个人帮的户(或者一户)交给另一个人,没办完的事跟着走',
  usage: FORM,
  needs: 'assignHelper',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['交接 U18 → U22'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (explicit || ARROW.test(rest) ? rest : null),
  async run(rest, context) {
    const [left = '', right = ''] = rest.split(ARROW).map((s) => s.trim());
    if (left === '' || right === '') return say(`谁交给谁?这样发:${FORM}`);
    const whole = personAt(right, context);
    // What stands behind the name is why.
    const [name = '', ...why] = right.split(/[\s,;:。]+/);
    const to = isPerson(whole) ? whole : personAt(name, context);
    if (!isPerson(to)) return say(`${to.wrong},没有动。这样发:${FORM}`);
    const reason = isPerson(whole) ? '' : why.join(' ').replace(/^(原因|因为)\s*/, '');
    const later = findDay(reason, { today: context.today, prefer: 'future' });
    if (later && 'day' in later && later.day > context.today && /起|开始/.test(reason))
      return say(
        `交接是当天生效的,没有动。到${formatDayLong(later.day, context.today)}那天再发:交接 ${left} → ${to.name}`,
      );
    if (to.roles.length === 0) return say(`${to.name}已经不在岗位上,没有动。请换一个人。`);
    const what = whatGoes(left, context);
    if ('wrong' in what) return say(`${what.wrong},没有动。这样发:${FORM}`);
    const { from, households } = what;
    if (from?.id === to.id) return say(`本来就是${to.name}在帮,没有动。`);
    if (households.length === 0) return say(`${from?.name ?? left}现在没有帮扶的户,没有动。`);
    const outside = households.find(
      (h) => !covers(context.sender, 'assignHelper', { villageId: h.villageId, own: false }),
    );
    if (outside) return say(`${outside.head}家不在您管的范围里,没有动。`);
    const along = await moves(households, from, to, context);
    const lines = [
      `要把${households.length}户${from ? `从${from.name}` : ''}交给${to.name}:${households.map((h) => h.head).join('、')}。`,
      `跟着走的:任务${along.tasks}件、问题${along.problems}件、待答复${along.requests}件;走访记录留在户上。`,
      quotaText(to, households, context),
      reason ? `原因:${clip(reason, 40)}` : '',
      '两边和乡亲都会收到通知。回“确认”交接,不交回“取消”。',
    ];
    const state: State = {
      from: from?.id,
      to: to.id,
      households: households.map((h) => h.id),
      ...(reason && { reason: clip(reason, 60) }),
    };
    return {
      ...say(lines.filter(Boolean).join('\n')),
      dialog: { state, expires: context.now + CONFIRM_FOR },
    };
  },
  async answer(raw, text, context) {
    if (isNo(text)) return { ...say('好,没有动。'), dialog: null };
    return isYes(text) ? { ...(await handOver(raw as State, context)), dialog: null } : null;
  },
  pending: {
    again: () => '交接还等您回“确认”或“取消”。',
    keep: () => null,
    resume: async () => say(`请再发一遍:${FORM}`),
  },
});

type What = { from?: Person; households: HouseholdBrief[] };

/** A person's households, or one household. */
function whatGoes(left: string, context: Context): What | { wrong: string } {
  const { directory } = context.read;
  const person = personAt(left, context);
  if (isPerson(person)) return { from: person, households: directory.householdsOf(person.id) };
  const words = left.split(/\s*[、,和及]\s*/).filter(Boolean);
  const several = words.length > 1 ? words.map((w) => whichHousehold(w, context.sender, directory)) : [];
  if (several.length > 0 && several.every((w) => w.kind === 'one')) {
    const households = several.map((w) => w.household);
    const helpers = new Set(households.map((h) => h.helperId));
    return helpers.size === 1
      ? { from: directory.person(households[0]?.helperId ?? ''), households }
      : { wrong: `${households.map((h) => h.head).join('、')}不是同一个人在帮,请一户一户发` };
  }
  const which = whichHousehold(left, context.sender, directory);
  if (which.kind === 'one')
    return { from: directory.person(which.household.helperId ?? ''), households: [which.household] };
  if (which.kind === 'several' && which.options.length > 1)
    return { wrong: `“${which.word}”有几户,请写编号:${which.options.join('、')}` };
  return { wrong: person.wrong };
}

/** Too many or too few is told, never barred (A06–A08). */
function quotaText(to: Person, more: readonly HouseholdBrief[], { read }: Context): string {
  const quota = quotaOf(to.grade);
  const now = read.directory.householdsOf(to.id);
  const after = new Set([...now, ...more].map((h) => h.id)).size;
  return quota && after > quota ? `提醒:${to.name}会帮${after}户,按${to.grade}一般是${quota}户。` : '';
}

async function handOver(state: State, context: Context): Promise<Effect> {
  const { read } = context;
  const { directory } = read;
  const to = directory.person(state.to);
  const from = state.from ? directory.person(state.from) : undefined;
  // What changed hands meanwhile stays where it is now.
  const households = state.households
    .flatMap((id) => directory.household(id) ?? [])
    .filter((h) => h.helperId === state.from && h.status === 'active');
  if (!to || households.length === 0) return say('这几户刚刚已经换了人,没有动。');
  const along = await moves(households, from, to, context, state.reason);
  const heads = households.map((h) => h.head).join('、');
  const records = (
    await Promise.all(households.map((h) => read.get(householdKind, h.id, h.villageId)))
  ).flatMap((h) => h ?? []);
  const families: Reply[] = records
    .filter((h) => !isMourning(h, context.today) && directory.contactsOf(h.id).length > 0)
    .map((h) => ({
      text: `跟您说一声:以后由${to.name}帮您家(${workOf(to)}${phoneOf(to)})。有事可以直接找他,也可以跟我说。`,
      to: { id: h.id, kind: 'nudge' as const },
    }));
  const todo = along.tasks + along.problems + along.requests;
  const replies: Reply[] = [
    {
      text: `交接好了:${heads}${households.length > 1 ? `,共${households.length}户` : ''},现在由${to.name}帮。已告诉两边和${families.length}户乡亲。`,
    },
    {
      text: `以后由您帮这${households.length}户:${heads}。${todo > 0 ? `跟过来没办完的事${todo}件。` : ''}看一户发:一口清 户主姓名`,
      to: { id: to.id, kind: 'nudge' },
    },
    ...(from && from.roles.length > 0
      ? [
          {
            text: `${heads}交给${to.name}了,没办完的事也转过去了。辛苦了。`,
            to: { id: from.id, kind: 'nudge' as const },
          },
        ]
      : []),
    ...families,
  ];
  return { changes: along.changes, replies };
}
