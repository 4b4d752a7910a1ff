import { clip } from '../../../core/text/clean.ts';
import { isNo, isYes } from '../../../core/text/consent.ts';
import { formatDayLong } from '../../../core/text/days.ts';
import { type Context, type Effect, say } from '../../define.ts';
import { ANSWER_FOR, CONFIRM_FOR, formsOf, problemLines, proceed } from '../ask.ts';
import { fixIn } from '../correction.ts';
import { type Draft, fixed, householdIds } from '../draft.ts';
import { newIn } from '../newIn.ts';
import { refusal } from '../refuse.ts';
import { whoMayLog } from '../rights.ts';
import { type Complete, saveAll } from '../saveAll.ts';
import { echoSeveral, headline } from '../text.ts';

/** Several visits of one message as they wait for their 确认, in the sender's dialog. */
export interface Many {
  many: Complete[];
  /** Past this a 确认 no longer saves, ms. */
  until: number;
}

export function isMany(state: unknown): state is Many {
  return typeof state === 'object' && state !== null && 'many' in state;
}

/** Asks for the 确认 of what free speech told: of one visit as ever, of several with a line each. */
export async function proceedSpoken(drafts: readonly Draft[], context: Context): Promise<Effect> {
  const [only, ...more] = drafts;
  if (!only) return {};
  const refused = more.length === 0 && only.targets.length > 1 && refusal(only, context);
  if (more.length === 0 && !refused) return proceed(only, context);
  const each = drafts.flatMap(apart);
  const mine = each.filter((d) => refusal(d, context) === null);
  const [first] = each;
  if (mine.length === 0 && first) return refusal(first, context) ?? {};
  const many = mine.flatMap((d) => (d.mode ? [{ ...d, mode: d.mode }] : []));
  const state: Many = { many, until: context.now + CONFIRM_FOR };
  const others = each.filter((d) => !mine.includes(d)).flatMap((d) => foreign(d, context));
  const lines = [...many.flatMap((d) => linesOf(d, context)), ...others];
  return {
    ...say(`${lines.join('\n')}\n对的话回“确认”就都记上,不对回“取消”。`),
    dialog: { state, expires: context.now + ANSWER_FOR },
  };
}

/** What is said of several at once, for each of them. */
const apart = (draft: Draft): Draft[] => draft.targets.map((target) => ({ ...draft, targets: [target] }));

function foreign(draft: Draft, { read }: Context): string[] {
  return householdIds(draft).flatMap((id) => {
    const household = read.directory.household(id);
    return household
      ? [`${household.head}家不是您帮的户,不记。可以请${whoMayLog(read.directory, household)}来记。`]
      : [];
  });
}

function linesOf(draft: Complete, context: Context): string[] {
  const { read, today } = context;
  return householdIds(draft).flatMap((id) => {
    const household = read.directory.household(id);
    if (!household) return [];
    const next = draft.nextVisit ? [`下次走访 ${formatDayLong(draft.nextVisit, today)}`] : [];
    return [
      `${headline(household.head, draft.date, draft.mode, today)}:${clip(draft.note, 60)}`,
      ...problemLines(draft, id, context),
      ...next,
    ];
  });
}

/** 确认 saves them all, a correction that names its household puts that one right; null where the words are neither. */
export async function answerMany(state: Many, text: string, context: Context): Promise<Effect | null> {
  if (isNo(text)) return { ...say('好,没有存。'), dialog: null };
  if (!isYes(text)) {
    const fix = fixIn(text, context, true);
    const about = fix?.about ?? fix?.household;
    const mine = state.many.some((d) => about !== undefined && householdIds(d).includes(about));
    if (!fix || !about || !mine) return null;
    const right = { ...fix, household: undefined };
    return proceedSpoken(
      state.many.map((d) => (householdIds(d).includes(about) ? fixed(d, right) : d)),
      context,
    );
  }
  if (context.now > state.until) return late(state, context);
  const { saved, changes, replies, lines } = await saveAll(state.many, context);
  const echo = [echoSeveral(saved, context.today), ...lines].join('\n');
  return { changes, replies: [{ text: echo }, ...replies], told: newIn(saved), dialog: null };
}

/** A 确认 that comes too late saves nothing, but nothing is lost: the lines to send are given back. */
function late({ many }: Many, context: Context): Effect {
  const forms = many.flatMap((draft) => formsOf(draft, context));
  return {
    ...say(`过了10分钟,这${forms.length}条没有存。要存请发:\n${forms.join('\n')}\n说过的都在“草稿”里。`),
    dialog: 'later',
  };
}
