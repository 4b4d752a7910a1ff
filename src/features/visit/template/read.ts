import type { Day } from '../../../core/clock.ts';
import { findDay } from '../../../core/text/days.ts';
import { CHECKS, type Check, type Mode } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { blankDraft, type Draft } from '../draft.ts';
import { findMode } from '../modes.ts';
import { TOO_LONG } from '../text.ts';
import { readChecks } from './checks.ts';
import { readDate, readNext } from './days.ts';
import type { Sheet } from './fields.ts';
import type { Flaw } from './flaws.ts';
import { readItems } from './items.ts';
import type { Field } from './labels.ts';
import { headsOf, readHouseholds, readMet, readVisitor } from './people.ts';

/** A sheet as a draft (its mode or an unsure name may still have to be asked), and what is wrong with it. */
export interface SheetReading {
  sheet: Sheet;
  draft: Draft;
  flaws: Flaw[];
}

/** Lines about checks, the general ones first: what is said of one check counts more. */
const ABOUT: readonly [Field, readonly Check[]][] = [
  ['all', CHECKS],
  ['five', CHECKS.filter((c) => c !== 'water')],
  ['basics', ['food', 'clothing']],
  ['guarantees', ['education', 'medical', 'housing']],
  ['food', ['food']],
  ['clothing', ['clothing']],
  ['education', ['education']],
  ['medical', ['medical']],
  ['housing', ['housing']],
  ['water', ['water']],
];
/** Fields of one line: what stands in further lines is a note. */
const ONE_LINE: ReadonlySet<Field> = new Set(['household', 'by', 'date', 'mode', 'met', 'next']);
const ALL_WELL = /^(?:(?:六项)?(?:全|都|全都)好|六项(?:都|全)?(?:正常|没问题)|一切(?:都)?(?:好|正常))[。!]*$/;

/** Reads a sheet of the template into the draft that a line with the same words gives. */
export function readSheetDraft(sheet: Sheet, context: Context): SheetReading {
  const draft = blankDraft(context);
  const { value, notes, allWell } = valuesOf(sheet);
  const head = value('household');
  const named = head ? readHouseholds(head, context) : householdOf(sheet.preface, context);
  const mode = readMode(value('mode'));
  const met = readMet(value('met'), headsOf(named.targets, head, context));
  Object.assign(draft, { targets: named.targets, mode: mode.mode ?? named.mode, met: met.met });
  if (met.nobody && draft.mode !== 'phone') draft.mode = 'absent';
  const late: string[] = [];
  const flaws: Flaw[] = [
    ...sheet.twice.map((field): Flaw => ({ kind: 'twice', field, said: value(field) })),
    ...named.flaws,
    ...readDate(value('date') || dayOf(sheet.preface, context.today), draft, context.today),
    ...readVisitor(value('by'), draft, context),
    ...readNext(value('next'), draft, late, context.today),
  ];
  if (draft.text.length > TOO_LONG) flaws.unshift({ kind: 'tooLong', field: 'note', said: '' });
  const state = readState(value, draft, allWell);
  draft.problems = filled([...state.problems, ...readItems(value('problems'))]);
  draft.measures = filled(readItems(value('measures')));
  draft.note = [mode.more, value('note'), ...notes, ...state.notes, ...late]
    .map((words) => words.replaceAll('\n', ';'))
    .filter(Boolean)
    .join(';');
  return { sheet, draft, flaws };
}

/** A sheet without a 户主 line may have the name behind its title; only a known one counts. */
function householdOf(preface: string, context: Context): ReturnType<typeof readHouseholds> {
  const named = readHouseholds(preface, context);
  const known = named.targets.length > 0 && named.targets.every((t) => 'household' in t);
  return known ? named : readHouseholds('', context);
}

/** The day behind the title (`【走访日志】(9月14日)`), where one stands there. */
function dayOf(preface: string, today: Day): string {
  const words = preface.replace(/^\(/, '');
  const found = findDay(words, { today, prefer: 'nearest' });
  return found?.index === 0 ? words : '';
}

/** A sheet's values: one line for fields of one line, the others as notes. `allWell`: a line 全好 stands by itself. */
function valuesOf({ fields, preface }: Sheet) {
  const notes: string[] = [];
  const values = new Map<Field, string>();
  let allWell = ALL_WELL.test(preface);
  for (const [name, text] of Object.entries(fields)) {
    const field = name as Field;
    const [first = '', ...more] = text.split('\n').map((line) => line.trim());
    const own = ONE_LINE.has(field) || ABOUT.some(([f]) => f === field);
    const well = more.filter((line) => own && ALL_WELL.test(line));
    const others = more.filter((line) => !well.includes(line));
    allWell ||= well.length > 0;
    if (ONE_LINE.has(field)) notes.push(...others);
    const kept = ONE_LINE.has(field) ? first : [first, ...others].join('\n');
    values.set(field, kept);
  }
  return { notes, allWell, value: (field: Field) => values.get(field) ?? '' };
}

/** Takes the checks; gives back what of them is wrong, in words, and other words. */
function readState(value: (field: Field) => string, draft: Draft, allWell: boolean) {
  const found = ABOUT.flatMap(([field, about]) => (value(field) ? [readChecks(value(field), about)] : []));
  const said: Draft['checks'] = Object.assign({}, ...found.map((f) => f.checks));
  const states = CHECKS.flatMap((check) => {
    const state = said?.[check] ?? (allWell ? 'ok' : undefined);
    return state ? [[check, state] as const] : [];
  });
  if (states.length > 0) draft.checks = Object.fromEntries(states);
  return { problems: found.flatMap((f) => f.problems), notes: found.flatMap((f) => f.notes) };
}

/** The mode of its line, with what else stands there; two modes to choose from (`入户/电话`) are none. */
function readMode(value: string): { mode?: Mode; more: string } {
  const found = findMode(value);
  if (!found) return { more: value };
  const rest = `${value.slice(0, found.index)}${value.slice(found.index + found.length)}`;
  if (/^\s*(?:[/|□或]|、)/.test(rest) && findMode(rest)) return { more: '' };
  return { mode: found.mode, more: rest.replace(/^[\s,;、。()]+|[\s,;、。()]+$/g, '') };
}

function filled(words: string[]): string[] | undefined {
  return words.length > 0 ? [...new Set(words)] : undefined;
}
