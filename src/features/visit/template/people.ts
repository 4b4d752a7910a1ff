import { findNames, lookUp } from '../../../core/text/names.ts';
import { askerFor } from '../../../records/find.ts';
import type { Mode } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import type { Draft, Target } from '../draft.ts';
import { readLine } from '../line.ts';
import type { Flaw } from './flaws.ts';

/** The households of the 户主 line, as a line would name them; the mode too, where it stands beside. */
export function readHouseholds(
  value: string,
  context: Context,
): { targets: Target[]; mode?: Mode; flaws: Flaw[] } {
  const words = value.replace(/\([^()]*\)/g, ' ').trim();
  if (words === '') return { targets: [], flaws: [{ kind: 'missing', field: 'household', said: value }] };
  const { draft } = readLine(words, context);
  const unknown = draft.targets.find((t) => 'word' in t && t.options.length === 0);
  const said = unknown && 'word' in unknown ? unknown.word : words;
  const nobody = unknown || draft.targets.length === 0;
  return {
    targets: draft.targets,
    mode: draft.mode,
    flaws: nobody ? [{ kind: 'nobody', field: 'household', said }] : [],
  };
}

/** Who visited, where the 走访人 line names another than the sender (contract, section 6: `recordedBy`). */
export function readVisitor(value: string, draft: Draft, context: Context): Flaw[] {
  const { person } = context.sender;
  if (value === '' || /^(?:本人|我|自己)/.test(value)) return [];
  const { directory } = context.read;
  const people = directory.personNames();
  const asker = askerFor(context.sender, directory);
  const ids = findNames(people, value, asker).map((m) => m.entry.id);
  if (ids.length === 0)
    ids.push(...lookUp(people, value, asker).flatMap((m) => (m.entry.id === person?.id ? m.entry.id : [])));
  const [first] = ids;
  if (!first) return [{ kind: 'nobody', field: 'by', said: value }];
  if (person && ids.includes(person.id)) return [];
  if (directory.person(first)?.roles.length === 0) return [{ kind: 'gone', field: 'by', said: value }];
  draft.by = first;
  return [];
}

const NOBODY = /^(?:没有?人|无人|家里没人|家中无人|屋里没人|没得人|门锁|锁门|(?:都|全)?不在)/;
const NONE = /^(?:无|没有|[?/-])[。]*$/;

/** Whom he met: relations as said, the head of the house by that word. `nobody`: it says that nobody was there. */
export function readMet(value: string, heads: readonly string[]): { met?: string[]; nobody: boolean } {
  if (value === '' || NONE.test(value)) return { nobody: false };
  if (NOBODY.test(value)) return { nobody: true };
  const words = value
    .replace(/\([^()]*\)/g, '')
    .split(/[、,;。\s/]+/)
    .flatMap((w) => (w.length > 3 ? w.split(/[和跟与及]/) : [w]))
    .map((w) => w.replace(/^(?:见到了?|碰到了?|只有|有)/, '').replace(/(?:[都也]?在(?:家|屋)?|等)$/, ''))
    .map((w) => (/^(?:户主|本人)/.test(w) || heads.includes(w) ? '户主' : w))
    .filter((w) => w !== '');
  return { met: words.length > 0 ? [...new Set(words)] : undefined, nobody: false };
}

/** What the head of a sheet's household may be called in it. */
export function headsOf(targets: readonly Target[], typed: string, context: Context): string[] {
  const known = targets.flatMap((t) => {
    const household = 'household' in t ? context.read.directory.household(t.household) : undefined;
    return household ? [household.head, ...household.aliases] : [];
  });
  return [...known, typed.replace(/\(.*$/s, '').trim()];
}
