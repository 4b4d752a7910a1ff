import { HOUR, MINUTE } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { lookUp } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { problemEcho } from '../../records/problemsIn.ts';
import type { Directory } from '../../records/read.ts';
import { MODE_LABELS } from '../../records/visit.ts';
import type { Context, Effect } from '../define.ts';
import { fixIn } from './correction.ts';
import { type Draft, fixed, type Missing, missing } from './draft.ts';
import { isAboutVisit, likely, readLine } from './line.ts';
import { readModeAnswer } from './modes.ts';
import { answerQuick, householdOf, isQuick, openQuick, opensQuick, type QuickState } from './quick/open.ts';
import { refusal } from './refuse.ts';
import { save } from './save.ts';
import { spokenMode } from './speech/words.ts';
import { candidate, formOf, headline, MODE_QUESTION } from './text.ts';

/** How long what was only inferred waits for its 确认 (contract, section 5), and any other question for its answer. */
export const CONFIRM_FOR = 10 * MINUTE;
export const ANSWER_FOR = 24 * HOUR;

/** `嗯 就是他`: the household that was shown is meant. */
const ITS_HIM =
  /^(?:嗯+|对|是的?|没错)?[,\s]*(?:就|正)?是(?:他|她|这|的|这家|这户|这个)[家户个]?[啊呀嘛的了。!]*$/;

/** Longer is no answer to how it was done, but something new. */
const LONGEST_ANSWER = 16;

/** A question as it waits in the sender's dialog. */
export interface Asked {
  draft: Draft;
  missing: Missing;
  /** Past this a 确认 no longer saves. */
  until?: number;
}

/** Takes a draft as far as it goes: asks for what is missing, one thing at a time, or saves it. */
export async function proceed(draft: Draft, context: Context, confirmed = false): Promise<Effect> {
  const gap = missing(draft, confirmed);
  const refused = refusal(draft, context);
  if (refused) return refused;
  if (!gap) {
    const { mode } = draft;
    return mode ? save({ ...draft, mode }, context) : {};
  }
  if (gap.ask === 'mode' && opensQuick(draft)) return openQuick(draft, context);
  return ask({ draft, missing: gap }, context);
}

function ask(state: Asked, context: Context): Effect {
  const { draft, missing: gap } = state;
  const single = gap.ask === 'household' && gap.options.length === 1;
  const until = gap.ask === 'confirm' || single ? context.now + CONFIRM_FOR : undefined;
  return {
    replies: [{ text: question(draft, gap, context) }],
    dialog: { state: { ...state, until }, expires: context.now + ANSWER_FOR },
  };
}

/** What will be registered with the visit of a household: the sender sees it before he confirms (M02, M05). */
export function problemLines(draft: Draft, householdId: string | undefined, context: Context): string[] {
  const { read, today } = context;
  const household = householdId ? read.directory.household(householdId) : undefined;
  if (!household) return [];
  const { note, problems, measures, checks } = draft;
  const told = {
    summary: note,
    problems,
    measures,
    checks,
    householdId: household.id,
    villageId: household.villageId,
  };
  return problemEcho(told, read.directory, today);
}

function question(draft: Draft, gap: Missing, context: Context): string {
  const { directory } = context.read;
  const heads = draft.targets.flatMap((t) =>
    'household' in t ? (directory.household(t.household)?.head ?? []) : [],
  );
  const [first] = draft.targets;
  const household = first && 'household' in first ? first.household : undefined;
  const wrong = problemLines(draft, household, context).map((line) => `\n${line}`);
  if (gap.ask === 'mode')
    return `${heads.join('、')}${draft.note ? `:${draft.note}` : ''}${wrong.join('')}\n${MODE_QUESTION}`;
  if (gap.ask === 'confirm') {
    const mode = draft.mode ?? 'home';
    const lines = heads.map((head) => headline(head, draft.date, mode, context.today));
    const next = draft.nextVisit ? `\n下次走访 ${formatDayLong(draft.nextVisit, context.today)}` : '';
    return `${lines.join('\n')}\n${clip(draft.note, 120)}${next}${wrong.join('')}\n对的话回“确认”就记上,不对回“取消”。`;
  }
  const shown = gap.options.flatMap((id) => {
    const household = directory.household(id);
    return household ? [candidate(directory, household, context.sender.person?.id)] : [];
  });
  if (shown.length === 1) {
    return `没有叫“${gap.word}”的户。是不是 ${shown[0]}?\n是的话回“确认”就记上;不是就回正确的姓名。`;
  }
  const list = shown.map((s, i) => `${i + 1} ${s}`).join('\n');
  return `“${gap.word}”是哪一户?回数字:\n${list}\n都不是就回正确的姓名。`;
}

/** Reads an answer to one of these questions; null where the words are none. */
export async function answer(raw: unknown, text: string, context: Context): Promise<Effect | null> {
  if (isQuick(raw)) return answerForm(raw, text, context);
  const state = raw as Asked;
  const { draft, missing: gap } = state;
  if (isNo(text) && !(gap.ask === 'household' && /^不(是|对)/.test(text))) {
    return { replies: [{ text: '好,没有存。' }], dialog: null };
  }
  if (gap.ask === 'mode') {
    const mode = readModeAnswer(text) ?? (text.length <= LONGEST_ANSWER ? spokenMode(text) : undefined);
    return mode ? proceed({ ...draft, mode }, context, true) : null;
  }
  if (gap.ask === 'confirm') {
    if (isYes(text)) return late(state, context) ?? proceed(draft, context, true);
    // 不对,是昨天去的: the same visit, put right, is asked once more.
    const fix = fixIn(text, context, true);
    const [target] = draft.targets;
    const same = !fix?.about || (target && 'household' in target && target.household === fix.about);
    return fix && same ? proceed(fixed(draft, fix), context) : null;
  }
  return answerHousehold(state, gap, text, context);
}

/** An answer to the quick form; where it asks for the household, a whole line is taken as such. */
async function answerForm(state: QuickState, text: string, context: Context): Promise<Effect | null> {
  if (householdOf(state) === undefined) {
    const reading = readLine(text, context);
    if (reading.kind === 'draft' && reading.draft.mode && isAboutVisit(reading))
      return proceed(reading.draft, context);
  }
  return answerQuick(state, text, context);
}

async function answerHousehold(
  state: Asked,
  gap: Missing & { ask: 'household' },
  text: string,
  context: Context,
): Promise<Effect | null> {
  const { draft } = state;
  const take = (household: string) => {
    const targets = draft.targets.with(gap.index, { household });
    return proceed({ ...draft, targets }, context, true);
  };
  const [only] = gap.options;
  if (gap.options.length === 1 && only && (isYes(text) || ITS_HIM.test(text)))
    return late(state, context) ?? take(only);
  const chosen = gap.options[Number(/^[(]?(\d)[).、。]?$/.exec(text)?.[1] ?? 0) - 1];
  if (chosen) return take(chosen);
  const word = text.replace(/^(不是|不对)[,。\s]*/, '').replace(/^是/, '');
  if (word === '') return { replies: [{ text: '好,没有存。请回正确的姓名,或回“取消”。' }] };
  const { directory } = context.read;
  const placed = atPlace(gap.options, word, directory);
  if (placed) return take(placed);
  if (word.length > 8) return null;
  const asker = askerFor(context.sender, directory);
  const matches = lookUp(directory.householdNames(), word, asker);
  const [best] = matches;
  if (best && !best.weak && (best.how === 'exact' || best.how === 'alias')) return take(best.entry.id);
  if (matches.length === 0) return null;
  const options = likely(matches, asker);
  const targets = draft.targets.with(gap.index, { word, options });
  return proceed({ ...draft, targets }, context);
}

/** The one of these households that words like `上河口那家`, `5组的` tell by its place. */
function atPlace(options: readonly string[], words: string, directory: Directory): string | undefined {
  const place = words.replace(/(村|的|那个|那户|那家|家|户)+$/, '');
  if (place.length < 2) return undefined;
  const here = options.filter((id) => {
    const household = directory.household(id);
    const village = directory.village(household?.villageId ?? '')?.name.replace(/村$/, '');
    const parts = [village, ...(household?.group.split('·') ?? [])];
    return parts.some((part) => part && (place.includes(part) || part.includes(place)));
  });
  return here.length === 1 ? here[0] : undefined;
}

/** A 确认 that comes too late saves nothing, but nothing is lost either: the line to send is given back. */
function late(state: Asked, context: Context): Effect | null {
  if (state.until === undefined || context.now <= state.until) return null;
  const { draft } = state;
  const mode = draft.mode ? MODE_LABELS[draft.mode] : '入户';
  const lines = formsOf(draft, context);
  return {
    replies: [{ text: `过了10分钟,这条${mode}没有存。要存请发:\n${lines.join('\n')}\n说过的都在“草稿”里。` }],
    dialog: 'later',
  };
}

/** The lines to send for a draft, one for each household that is meant. */
export function formsOf(draft: Draft, { read, today }: Context): string[] {
  const ids = draft.targets.flatMap((t) => ('household' in t ? [t.household] : t.options.slice(0, 1)));
  return ids.map((id) => formOf({ ...draft, head: read.directory.household(id)?.head }, today));
}
