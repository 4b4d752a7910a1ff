import { type Choice, controlOf, pickOf, readChoice } from './formWords.ts';
import { isChatter } from './text/chatter.ts';

export type { Choice } from './formWords.ts';

/**
 * What the words of an answer came to. `error` says in plain words what was wrong; with `choices` it is a question of
 * its own, and they are offered instead of those before (a name that two people bear); `stray`: nothing in the words looks like an answer, in a group it is none.
 */
export type Reading<T> =
  | { ok: true; value: T }
  | { ok: false; error: string; choices?: readonly Choice<T>[]; stray?: true };

interface FieldOf<V, K extends keyof V> {
  name: K;
  /** The question in plain words, without the numbered choices. */
  ask: string | ((values: Partial<V>) => string);
  /** The question in one short line, where it has to be said once more. */
  short: string | ((values: Partial<V>) => string);
  choices?: readonly Choice<Required<V>[K]>[] | ((values: Partial<V>) => readonly Choice<Required<V>[K]>[]);
  /** Reads words that are no choice. Without it only choices are answers. */
  read?(text: string, values: Partial<V>): Reading<Required<V>[K]>;
  /** Any words are an answer; then what is only chatter (收到, 好的, a word to somebody else) is not. */
  free?: true;
  /** Asked only where this holds; it may look at the answers given so far. */
  when?(values: Partial<V>): boolean;
  /** May be skipped. */
  optional?: true;
  /** Said to somebody who wants to skip what is needed: why not, and how to answer. */
  needed?: string;
}

export type Field<V> = { [K in keyof V & string]-?: FieldOf<V, K> }[keyof V & string];

/** A form as data: its fields in the order in which they are asked, and what its answers become. */
export interface Form<V, R> {
  name: string;
  /** Raised when fields change their meaning: answers of an older version are kept where their field still exists. */
  version: number;
  fields: readonly Field<V>[];
  /** Makes the result of a finished form: every field that was asked and may not be skipped has its value. */
  becomes(values: V, said: readonly string[]): R;
}

interface Answered {
  field: string;
  /** As it was typed. */
  said: string;
  /** Absent where it was skipped. */
  value?: unknown;
  /** What had been offered when it was answered: 上一步 offers it again. */
  offered?: readonly Choice[];
}

/** Where somebody stands in a form: plain data, to be stored between two messages. */
export interface FormState {
  form: string;
  version: number;
  /** Values that were known before the first question. */
  given: Record<string, unknown>;
  answers: readonly Answered[];
  /** The field that is asked now; absent where nothing is left to ask. */
  asking?: string;
  /** The numbered choices as they were shown. */
  offered?: readonly Choice[];
}

/** What an answer led to. `stray`: the words were no answer, nothing has changed. */
export type Step<R> =
  | { kind: 'asking'; state: FormState; text: string; stray?: true }
  | { kind: 'done'; state: FormState; result: R }
  | { kind: 'cancelled' }
  /** To be put away and gone on with later. */
  | { kind: 'later'; state: FormState };

/** Opens a form with what is known already. */
export function start<V, R>(form: Form<V, R>, given: Partial<V> = {}): Step<R> {
  return next(form, { form: form.name, version: form.version, given: { ...given }, answers: [] });
}

/** Takes one message (normalised) as an answer: a number, a choice's words, free text, 上一步, 跳过, 取消. Never throws. */
export function answer<V, R>(form: Form<V, R>, stored: FormState, text: string, said = text): Step<R> {
  const state = fit(form, stored);
  const field = fieldOf(form, state);
  if (!field) return next(form, state);
  switch (controlOf(text)) {
    case 'cancel':
      return { kind: 'cancelled' };
    case 'later':
      return { kind: 'later', state };
    case 'back':
      return back(form, state);
    case 'again':
      return asking(form, state);
    case 'skip':
      return skip(form, state, field, said);
    case 'none':
      if (field.optional) return skip(form, state, field, said);
      break;
    case null:
  }
  const reading = readAnswer(field, state, text);
  if (reading.ok) return taken(form, state, { field: field.name, said, value: reading.value });
  const step = reading.choices
    ? offering({ ...state, offered: reading.choices }, reading.error)
    : asking(form, state, reading.error);
  return reading.stray ? { ...step, stray: true } : step;
}

/** The open question in full, after a pause (a draft that is taken up again). */
export function resume<V, R>(form: Form<V, R>, stored: FormState): Step<R> {
  const state = fit(form, stored);
  return state.asking ? asking(form, state) : next(form, state);
}

/** The open question in one short line. */
export function again<V, R>(form: Form<V, R>, stored: FormState): string {
  const state = fit(form, stored);
  const field = fieldOf(form, state);
  if (!field) return '';
  const short = typeof field.short === 'string' ? field.short : field.short(valuesOf<V>(state));
  const inline = (state.offered ?? []).map((c, i) => `${i + 1} ${c.label}`).join(' ');
  return inline !== '' && inline.length <= 40 ? `${short} ${inline}` : short;
}

/** All that is known so far. */
export function valuesOf<V>(state: FormState): Partial<V> {
  const values: Record<string, unknown> = { ...state.given };
  for (const { field, value } of state.answers) if (value !== undefined) values[field] = value;
  return values as Partial<V>;
}

function readAnswer<V>(field: Field<V>, state: FormState, text: string): Reading<unknown> {
  const offered = state.offered ?? [];
  const pick = pickOf(text);
  const chosen = (pick === null ? undefined : offered[pick - 1]) ?? readChoice(text, offered);
  if (chosen) return { ok: true, value: chosen.value };
  if (field.free && isChatter(text)) return { ok: false, error: '', stray: true };
  const reading = field.read?.(text, valuesOf<V>(state));
  const stray = reading === undefined || (!reading.ok && reading.stray === true);
  if (!stray || pick === null || offered.length === 0) {
    return reading ?? { ok: false, error: '没看懂,请回前面的数字。', stray: true };
  }
  const range = offered.length > 1 ? `请回1到${offered.length}` : '只有1个';
  return { ok: false, error: `没有第${pick}个,${range}。` };
}

function skip<V, R>(form: Form<V, R>, state: FormState, field: Field<V>, said: string): Step<R> {
  if (field.optional) return taken(form, state, { field: field.name, said });
  return asking(form, state, `这一步不能跳过。${field.needed ?? ''}`);
}

function taken<V, R>(form: Form<V, R>, state: FormState, one: Answered): Step<R> {
  const { offered, asking: _, ...rest } = state;
  return next(form, { ...rest, answers: [...state.answers, offered ? { ...one, offered } : one] });
}

function back<V, R>(form: Form<V, R>, state: FormState): Step<R> {
  const last = state.answers.at(-1);
  if (!last) return asking(form, state, '已经是第一步了。');
  const { offered: _, ...rest } = state;
  const before = { ...rest, answers: state.answers.slice(0, -1), asking: last.field };
  return asking(form, last.offered ? { ...before, offered: last.offered } : before);
}

/** Goes to the first question that is still open, or ends. */
function next<V, R>(form: Form<V, R>, state: FormState): Step<R> {
  const values = valuesOf<V>(state);
  const asked = new Set(state.answers.map((a) => a.field));
  const field = form.fields.find(
    (f) => values[f.name] === undefined && !asked.has(f.name) && (f.when?.(values) ?? true),
  );
  const { asking: _, offered: __, ...rest } = state;
  if (!field) {
    const said = state.answers.map((a) => a.said);
    return { kind: 'done', state: rest, result: form.becomes(values as V, said) };
  }
  const choices = typeof field.choices === 'function' ? field.choices(values) : field.choices;
  return asking(form, { ...rest, asking: field.name, ...(choices?.length ? { offered: choices } : {}) });
}

/** The question with its numbered choices, below what was wrong with the answer before. */
function asking<V, R>(form: Form<V, R>, state: FormState, error = ''): Step<R> & { kind: 'asking' } {
  const field = fieldOf(form, state);
  const ask = typeof field?.ask === 'function' ? field.ask(valuesOf<V>(state)) : (field?.ask ?? '');
  return offering(state, [error, ask].filter(Boolean).join('\n'));
}

/** Words with the numbered choices below them. */
function offering(state: FormState, words: string): Step<never> & { kind: 'asking' } {
  const choices = (state.offered ?? []).map((c, i) => `${i + 1} ${c.label}`);
  return { kind: 'asking', state, text: [words, ...choices].join('\n') };
}

function fieldOf<V, R>(form: Form<V, R>, state: FormState): Field<V> | undefined {
  return form.fields.find((f) => f.name === state.asking);
}

/** A state of an older version of the form: what still has its field stays, the first open question is asked again. */
function fit<V, R>(form: Form<V, R>, state: FormState): FormState {
  if (state.version === form.version && fieldOf(form, state)) return state;
  const names = new Set<string>(form.fields.map((f) => f.name));
  const answers = (state.answers ?? []).filter((a) => names.has(a.field));
  const known: FormState = { form: form.name, version: form.version, given: state.given ?? {}, answers };
  const step = next(form, known);
  return step.kind === 'asking' ? step.state : known;
}
