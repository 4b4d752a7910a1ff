import { HOUR, MINUTE } from '../../../core/clock.ts';
import { again, answer, type FormState, resume, type Step, start, valuesOf } from '../../../core/form.ts';
import { isQuestion } from '../../../core/text/chatter.ts';
import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import { display } from '../../../core/text/normalize.ts';
import type { Read } from '../../../records/read.ts';
import { MODE_LABELS } from '../../../records/visit.ts';
import type { Context, Effect } from '../../define.ts';
import type { Draft } from '../draft.ts';
import { refusal } from '../refuse.ts';
import { save } from '../save.ts';
import type { Complete } from '../saveAll.ts';
import { type QuickAnswers, type QuickForm, quickForm } from './form.ts';

/** Silence after which the form reminds of itself, once, and after which it is put away. */
const REMIND_AFTER = 30 * MINUTE;
const PUT_AWAY_AFTER = 24 * HOUR;

/** The quick form as it waits in the sender's dialog; `draft` is what its opening words said, with the household once known. */
export interface QuickState {
  draft: Draft;
  quick: FormState;
  /** The open question in one short line. */
  line: string;
}

export function isQuick(state: unknown): state is QuickState {
  return typeof state === 'object' && state !== null && 'quick' in state;
}

/** A household (or none) and nothing else was said: what is left is asked for step by step. */
export function opensQuick(draft: Draft): boolean {
  const { targets, mode, note, inferred, checks, problems, measures } = draft;
  const known = targets.every((t) => 'household' in t);
  const more = checks ?? problems ?? measures;
  return targets.length <= 1 && known && !mode && note === '' && !inferred && !more;
}

/** Opens the form, or goes on with the one that is open for this very visit. */
export async function openQuick(draft: Draft, context: Context): Promise<Effect> {
  if (context.place === 'householdRoom') return elsewhere(draft, context);
  const refused = refusal(draft, context);
  if (refused) return refused;
  const open = context.open?.state;
  if (isQuick(open) && open.draft.date === draft.date && householdOf(open) === householdOf({ draft }))
    return resumeQuick(open, context);
  const household = householdOf({ draft });
  const form = await quickForm(draft, context);
  return effectOf(form, start(form, household ? { household } : {}), draft, context);
}

/** Takes one message as an answer; null where it is none (a question, or in a room anything that does not look like one). */
export async function answerQuick(state: QuickState, text: string, context: Context): Promise<Effect | null> {
  const meant = context.place === 'private' || context.message.mention;
  if (!meant && isQuestion(text)) return null;
  const form = await quickForm(state.draft, context);
  const step = answer(form, state.quick, text, display(context.message.text));
  if (step.kind === 'asking' && step.stray && (!meant || isQuestion(text))) return null;
  return effectOf(form, step, state.draft, context);
}

/** Goes on where it was left: the open question in full, with the day where it was another. */
export async function resumeQuick({ draft, quick }: QuickState, context: Context): Promise<Effect> {
  const refused = refusal(draft, context);
  if (refused) return refused;
  const form = await quickForm(draft, context);
  const effect = await effectOf(form, resume(form, quick), draft, context);
  const [first, ...rest] = effect.replies ?? [];
  if (!first || !effect.dialog || draft.date === context.today) return effect;
  const lead = `${formatDay(draft.date, context.today)}的走访,接着记。`;
  return { ...effect, replies: [{ ...first, text: `${lead}\n${first.text}` }, ...rest] };
}

/** What a form that is left is called, and what was said in it; null where not even the household is known. */
export function keepQuick(state: QuickState, { directory }: Read): { title: string; detail?: string } | null {
  const head = directory.household(householdOf(state) ?? '')?.head;
  if (!head) return null;
  const { how, checks, note } = valuesOf<QuickAnswers>(state.quick);
  const words = [how?.note, ...(checks?.problems ?? []), checks?.more, note].filter(Boolean).join(';');
  const mode = how ? ` ${MODE_LABELS[how.mode]}` : '';
  return {
    title: `${head} ${formatDay(state.draft.date, state.draft.date)}${mode}`,
    detail: words === '' ? undefined : clip(words, 30),
  };
}

/** The household that is being talked about. */
export function householdOf({ draft }: Pick<QuickState, 'draft'>): string | undefined {
  const [target] = draft.targets;
  return target && 'household' in target ? target.household : undefined;
}

async function effectOf(
  form: QuickForm,
  step: Step<Complete>,
  draft: Draft,
  context: Context,
): Promise<Effect> {
  switch (step.kind) {
    case 'done':
      return refusal(step.result, context) ?? save(step.result, context);
    case 'cancelled':
      return { replies: [{ text: '好,没有存。' }], dialog: null };
    case 'later':
      return { replies: [{ text: '好,先放着。发“草稿”能接着填。' }], dialog: 'later' };
    case 'asking': {
      const { household } = valuesOf<QuickAnswers>(step.state);
      const known = { ...draft, targets: household ? [{ household }] : [], saidAt: context.now };
      return {
        replies: [{ text: step.text }],
        dialog: {
          state: { draft: known, quick: step.state, line: again(form, step.state) } satisfies QuickState,
          expires: context.now + PUT_AWAY_AFTER,
          remindAt: context.now + REMIND_AFTER,
        },
      };
    }
  }
}

/** In front of households nothing is asked about one. */
function elsewhere(draft: Draft, { read }: Context): Effect {
  const head = read.directory.household(householdOf({ draft }) ?? '')?.head;
  const words = head ? `走访 ${head}` : '走访';
  return { replies: [{ text: `乡亲群里不说户里的事。请在这里发:${words}`, to: 'private' }] };
}
