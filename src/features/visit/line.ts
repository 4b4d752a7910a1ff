import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';
import { type Asker, findNames, lookUp, type Match } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { byNumber } from '../../records/which.ts';
import type { Context } from '../define.ts';
import { blankDraft, type Draft, type Target } from './draft.ts';
import { findMode, modeAt } from './modes.ts';
import { NEXT, nextVisitIn } from './next.ts';
import { allFine } from './quick/checks.ts';

/** What the words of one line gave: a draft, or what is wrong with them. */
export type LineReading =
  | { kind: 'draft'; draft: Draft }
  | { kind: 'noSuchDay'; said: string; draft: Draft }
  | { kind: 'future'; day: Day; draft: Draft }
  | { kind: 'nobody'; word: string; draft: Draft }
  /** No household was named. */
  | { kind: 'empty'; draft: Draft };

const GAP = /^[\s,;、:/·—~-]+/;
const LIST = /^[\s,、/]*(和|跟|与|及|、)?[\s,、/]*$/;
/** What may stand before a name. */
const LABEL =
  /^(?:(?:非贫困户|非建档户|建档立卡户|建档户|一般户|普通户|脱贫户|监测户|边缘户|贫困户|户主姓名|户主)[\s:]*(?=\p{Script=Han})|(?:走访)?(?:方式|日期|时间|情况|备注)\s*:\s*)/u;
/** Words that begin a note and are nobody's name. */
const NO_NAME = /^(一切|全部|情况|家里|都|全|很|还|挺)?(正常|好|没问题|没啥|没事|在家|可以|不错|稳定|平安)/;
const AFTER_NAME = /^(老人家|家里|家中|屋里|屋头|他家|她家|家)/;
const AFTER_DAY = /^(那天|当天)?(上午|下午|中午|早上|晚上)?(去的|去了|走的|走了|打的)(?![\p{L}\p{N}])/u;
/** Between two names of a list. */
const AND = /^(和|跟|与|及|同)/;
/** The words by which a line answers all six checks (B31, B32): the form's own, not a mere 都好. */
const ALL_FINE = /(?:^|[\s,;。、])(?:全好|六[项样](?:都|全|全都|全部)?好)(?=$|[\s,;。!、])/;
/** Longest that a word may be and still be taken for somebody's name. */
const NAME_LENGTH = 6;

/**
 * Reads a line such as `罗启明 入户 9月13日 老伴头晕好些了`: names, mode and date in any order, then the note. Names that
 * are not known exactly become a word with the likeliest households; nothing is guessed.
 */
export function readLine(rest: string, context: Context): LineReading {
  const { directory } = context.read;
  const asker = askerFor(context.sender, directory);
  const names = directory.householdNames();
  const people = directory.personNames();
  const draft = blankDraft(context);
  let left = rest.replace(GAP, '');
  let between = '';
  let named = false;
  let wrongDay: string | undefined;
  for (;;) {
    const gap = GAP.exec(left)?.[0] ?? '';
    const said = left.slice(gap.length);
    left = said.replace(LABEL, '');
    between += gap;
    if (left === '' || NEXT.exec(left)?.index === 0) break;
    const mode = draft.mode ? null : modeAt(left);
    if (mode) {
      draft.mode = mode.mode;
      left = left.slice(mode.length);
      named ||= draft.targets.length > 0;
      continue;
    }
    const day = draft.dateSaid || wrongDay ? null : findDay(left, { today: context.today, prefer: 'past' });
    if (day && day.index === 0 && !NEXT.test(left.slice(0, 2))) {
      if ('day' in day) Object.assign(draft, { date: day.day, dateSaid: true });
      else wrongDay = left.slice(0, day.length);
      left = left.slice(day.length).replace(AFTER_DAY, '');
      named ||= draft.targets.length > 0;
      continue;
    }
    if (draft.targets.length > 0 && !named && AND.test(left) && startsWithName(left.slice(1))) {
      between += left.slice(0, 1);
      left = left.slice(1);
    }
    const joined = draft.targets.length === 0 || (!named && LIST.test(between));
    const helper = draft.by ? undefined : helperAt(left);
    const target = joined ? nameAt(left, helper === undefined) : null;
    if (target) {
      draft.targets.push(target.target);
      left = left.slice(target.length).replace(AFTER_NAME, '');
      between = '';
      continue;
    }
    if (helper) {
      draft.by = helper.entry.id;
      left = left.slice(helper.length);
      continue;
    }
    // 户主在浙江务工: no label, but what was seen.
    if (!left.startsWith(said) && !/[\s:]$/.test(said.slice(0, said.length - left.length))) left = said;
    break;
  }
  finish(draft, left, context.today);
  const [first] = draft.targets;
  if (wrongDay) return { kind: 'noSuchDay', said: wrongDay, draft };
  if (draft.date > context.today) return { kind: 'future', day: draft.date, draft };
  if (!first) return { kind: 'empty', draft };
  const unknown = draft.targets.find((t) => 'word' in t && t.options.length === 0);
  if (unknown && 'word' in unknown) return { kind: 'nobody', word: unknown.word, draft };
  return { kind: 'draft', draft: { ...draft, targets: unique(draft.targets) } };

  /** The household that the text begins with: known exactly, or (where nobody else is meant) a word to ask about. */
  function nameAt(text: string, mayAsk: boolean): { target: Target; length: number } | null {
    const numbered = byNumber(text, directory);
    if (numbered?.household)
      return { target: { household: numbered.household.id }, length: text.length - numbered.rest.length };
    const known = findNames(names, text, asker).find((m) => m.index === 0);
    const first = draft.targets.length === 0;
    if (known && (first || ends(text.slice(known.length)))) {
      const { entry, others, length } = known;
      const options = [entry, ...others].map((e) => e.id);
      const target = others.length > 0 ? { word: entry.name, options } : { household: entry.id };
      return { target, length };
    }
    const word = firstWord(text);
    if (!word || NO_NAME.test(word) || !mayAsk || (!first && (known || !/[、和跟与及]/.test(between))))
      return null;
    const options = likely(lookUp(names, word.replace(AFTER_NAME, ''), asker), asker);
    if (options.length === 0 && (!first || word.length > 4)) return null;
    return { target: { word, options }, length: word.length };
  }

  function startsWithName(text: string): boolean {
    return findNames(names, text, asker).some((m) => m.index === 0) || helperAt(text) !== undefined;
  }

  /** Somebody of the organisation, named by himself: the one who visited, where another types it. */
  function helperAt(text: string): { entry: { id: string }; length: number } | undefined {
    const found = findNames(people, text, asker).find((m) => m.index === 0);
    if (!found || findNames(names, text, asker).some((m) => m.index === 0)) return undefined;
    // 何大庆去的: who went is told with it.
    const behind = /^(?:(?:去|走|跑|打|来)的)?(?=[\s,、:/·—~-]|$)/.exec(text.slice(found.length))?.[0];
    return behind === undefined ? undefined : { entry: found.entry, length: found.length + behind.length };
  }

  /** A second name counts only where it stands by itself: `罗启明 覃秀英说路灯坏了` names one household. */
  function ends(text: string): boolean {
    const t = text.replace(AFTER_NAME, '');
    return (
      t === '' ||
      GAP.test(t) ||
      modeAt(t) !== null ||
      findDay(t, { today: context.today, prefer: 'past' })?.index === 0
    );
  }

  /** The word up to the next gap, mode or date. */
  function firstWord(text: string): string | null {
    const whole = /^[^\s,;、:/。!?()—~-]+/.exec(text)?.[0] ?? '';
    const stops = [findMode(whole)?.index, findDay(whole, { today: context.today, prefer: 'past' })?.index];
    const stop = Math.min(...stops.filter((i): i is number => i !== undefined && i > 0), whole.length);
    const word = whole.slice(0, stop);
    return word !== '' && word.length <= NAME_LENGTH && /[\p{L}]/u.test(word) ? word : null;
  }
}

/** The rest of the line: a mode or date that stands alone in it or at its end counts, and the day of the next visit. */
function finish(draft: Draft, left: string, today: Day): void {
  let note = left.trim();
  if (!draft.mode) {
    const alone = tokens(note).find((t) => modeAt(t.word)?.length === t.word.length);
    const mode = alone && modeAt(alone.word)?.mode;
    if (alone && mode) {
      draft.mode = mode;
      note = cut(note, alone.index, alone.word.length);
    }
  }
  draft.nextVisit = nextVisitIn(note, today);
  if (!draft.dateSaid) {
    const last = tokens(note).at(-1);
    const day = last && findDay(last.word, { today, prefer: 'past' });
    const whole =
      day && day.index === 0 && day.length === last.word.length && 'day' in day && day.day <= today;
    if (whole && last.index > 0) {
      Object.assign(draft, { date: day.day, dateSaid: true });
      note = cut(note, last.index, last.word.length);
    }
  }
  if (ALL_FINE.test(note)) draft.checks = allFine().checks;
  draft.note = note;
}

/** The households to offer: the sender's own where one is like it, else those of his villages, else all (M43, M21). */
export function likely(matches: readonly Match[], asker: Asker): string[] {
  const own = matches.filter((m) => asker.own.has(m.entry.id));
  const near = matches.filter((m) => asker.villages.has(m.entry.villageId));
  const best = [own, near, matches].find((list) => list.length > 0) ?? [];
  return best.map((m) => m.entry.id);
}

function tokens(text: string): { word: string; index: number }[] {
  return [...text.matchAll(/[^\s,;、。!]+/g)].map((m) => ({ word: m[0], index: m.index }));
}

function cut(text: string, index: number, length: number): string {
  return `${text.slice(0, index)}${text.slice(index + length)}`
    .replace(/^[\s,;、。]+|[\s,;、]+$/g, '')
    .trim();
}

function unique(targets: readonly Target[]): Target[] {
  const seen = new Set<string>();
  return targets.filter((t) => {
    const key = 'household' in t ? t.household : `?${t.word}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether a line without `#` in a group is about a visit at all: it names a household or says how it was reached. */
export function isAboutVisit({ draft }: LineReading): boolean {
  const { targets, mode, note } = draft;
  if (targets.length === 0) return mode !== undefined && /^[^?吗呢怎咋]{0,12}$/.test(note);
  return targets.some((t) => 'household' in t) || mode !== undefined || draft.dateSaid;
}
