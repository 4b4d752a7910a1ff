import { HOUR, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDay } from '../../core/text/days.ts';
import { needLines } from '../../records/needsOf.ts';
import { problemKind } from '../../records/problem.ts';
import { type Context, type Effect, say } from '../define.ts';
import type { Draft } from './draft.ts';
import { mergeInto, saveProblem, twinOf } from './save.ts';
import { dutyText, headline, whereText } from './text.ts';

/** How long what was only inferred waits for its 确认 (contract, section 5), and any other question for its answer. */
const CONFIRM_FOR = 10 * MINUTE;
const ANSWER_FOR = 24 * HOUR;

export type State =
  | { ask: 'confirm'; draft: Draft; until: number }
  | { ask: 'same'; draft: Draft; twin: string }
  | { ask: 'household'; draft: Draft; options: string[] };

/** Takes a draft as far as it goes: a 确认 where it was only inferred, a word where the same stands already, or saves it. */
export async function proceed(
  draft: Draft,
  context: Context,
  inferred: boolean | 'leftover',
): Promise<Effect> {
  const { directory } = context.read;
  if (inferred === 'leftover') return ask(leftoverText(draft, context), confirming(draft, context), context);
  if (inferred) {
    const doubt = /^(公示异议|疑点核实|疑点):(.+)$/s.exec(draft.text);
    const lines = [
      doubt
        ? `要登记这条${doubt[1]}吗:${whereText(draft, directory)}:${clip(doubt[2] ?? '', 80)}\n我只记下来,成不成立由人来定。`
        : `要登记这个问题吗:${headline(draft, directory)}`,
      dutyText(draft, context.today, directory),
      ...needLines(draft.text),
      '对的话回“确认”就登记,不对回“取消”。',
    ];
    return ask(lines.join('\n'), confirming(draft, context), context);
  }
  const twin = await twinOf(draft, context);
  if (!twin) return saveProblem(draft, context);
  const text = `这周已经登记过 ${twin.id}:${headline(twin, directory)}\n是同一件吗?回数字:\n1 是,并进去\n2 不是,另登一条`;
  return ask(text, { ask: 'same', draft, twin: twin.id }, context);
}

const confirming = (draft: Draft, { now }: Context): State => ({
  ask: 'confirm',
  draft,
  until: now + CONFIRM_FOR,
});

/** Nothing that was said is lost: what it can be kept as. */
function leftoverText(draft: Draft, { read, today }: Context): string {
  const head = draft.householdId ? read.directory.household(draft.householdId)?.head : undefined;
  return [
    '这句没看懂要我办什么,还没存。',
    `要人解决的,回“确认”就登记成问题:${headline(draft, read.directory)}`,
    dutyText(draft, today, read.directory),
    `走访看到的,这样发:走访 ${head ?? '户主姓名'} 入户 ${clip(draft.text, 60)}`,
    '都不是就回“取消”。',
  ].join('\n');
}

/** Asks which household was meant. */
export function askHousehold(word: string, options: string[], draft: Draft, context: Context): Effect {
  const { directory } = context.read;
  const shown = options.slice(0, 5).flatMap((id) => {
    const h = directory.household(id);
    return h ? [`${h.head}(${directory.village(h.villageId)?.name ?? ''}${h.group})`] : [];
  });
  const text =
    shown.length === 1
      ? `没有叫“${word}”的户。是不是 ${shown[0]}?\n是的话回“确认”就登记,不是就回“取消”再发一遍。`
      : `“${word}”是哪一户?回数字:\n${shown.map((s, i) => `${i + 1} ${s}`).join('\n')}`;
  return ask(text, { ask: 'household', draft, options: options.slice(0, 5) }, context);
}

function ask(text: string, state: State, context: Context): Effect {
  return { ...say(text), dialog: { state, expires: context.now + ANSWER_FOR } };
}

/** Reads an answer to one of these questions; null where the words are none. */
export async function answer(raw: unknown, text: string, context: Context): Promise<Effect | null> {
  const state = raw as State;
  const { draft } = state;
  switch (state.ask) {
    case 'confirm':
      if (isNo(text)) return { ...say('好,没有登记。'), dialog: null };
      if (!isYes(text)) return null;
      return context.now > state.until ? late(draft, context) : proceed(draft, context, false);
    case 'same': {
      if (/^(1|是|是的|同一件|一样)/.test(text)) {
        const twin = await context.read.get(problemKind, state.twin, draft.villageId);
        return twin ? mergeInto(twin, draft, context) : saveProblem(draft, context);
      }
      if (/^(2|不是|另|不一样)/.test(text)) return saveProblem(draft, context);
      return /^(取消|算了)/.test(text) ? { ...say('好,没有登记。'), dialog: null } : null;
    }
    case 'household': {
      const [only] = state.options;
      const picked =
        state.options.length === 1 && isYes(text)
          ? only
          : state.options[Number(/^(\d)$/.exec(text)?.[1] ?? 0) - 1];
      const household = picked ? context.read.directory.household(picked) : undefined;
      if (!household) return isNo(text) ? { ...say('好,没有登记。'), dialog: null } : null;
      return proceed({ ...draft, householdId: household.id, villageId: household.villageId }, context, false);
    }
  }
}

/** A 确认 that comes too late saves nothing: the line to send is given back. */
function late(draft: Draft, context: Context): Effect {
  const head = draft.householdId ? context.read.directory.household(draft.householdId)?.head : undefined;
  const line = ['问题', head, draft.text, `${formatDay(draft.due, context.today)}前`]
    .filter(Boolean)
    .join(' ');
  return { ...say(`过了10分钟,没有登记。要登记请发:\n${line}`), dialog: null };
}
