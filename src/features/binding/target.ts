import { lookUp } from '../../core/text/names.ts';
import { askerFor, readRef } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import type { Context } from '../define.ts';

/** Whom a code is for. */
export type Target =
  | { id: string; name: string; person: Person; household?: undefined }
  | { id: string; name: string; household: HouseholdBrief; person?: undefined };

const ofPerson = (person: Person): Target => ({ id: person.id, name: person.name, person });
const ofHousehold = (household: HouseholdBrief): Target => ({
  id: household.id,
  name: `${household.head}家`,
  household,
});

/** A person or household by its id, in the form that the records have it. */
export function targetOf(id: string, { read }: Pick<Context, 'read'>): Target | undefined {
  const person = read.directory.person(id);
  if (person) return person.status === 'active' ? ofPerson(person) : undefined;
  const household = read.directory.household(id);
  return household?.status === 'active' ? ofHousehold(household) : undefined;
}

/**
 * Those whom the words name: by number (`U18`, `h-5`), or by name, people and households alike. Only whole names: a code
 * must not go to one who was merely meant perhaps; `near` are those to ask about.
 */
export function targetsIn(words: string, context: Context): { found: Target[]; near: Target[] } {
  const { directory } = context.read;
  for (const letter of ['U', 'H']) {
    const ref = readRef(words, letter);
    if (ref?.rest !== '') continue;
    const ids = new Set([ref.id, ref.id.replace(/^(.)(\d)$/, '$10$2')]);
    return { found: [...ids].flatMap((id) => targetOf(id, context) ?? []), near: [] };
  }
  const asker = askerFor(context.sender, directory);
  const matches = [
    ...lookUp(directory.personNames(), words, asker),
    ...lookUp(directory.householdNames(), words.replace(/家$/, ''), asker),
  ];
  const those = (exact: boolean) =>
    matches.filter((m) => (m.how === 'exact') === exact).flatMap((m) => targetOf(m.entry.id, context) ?? []);
  return { found: those(true), near: those(false).slice(0, 3) };
}

/** `冯立群(U18,县财政局)`, `罗启明家(H01,枫树湾村1组)`: enough to tell two of one name apart. */
export function describe(target: Target, { read }: Pick<Context, 'read'>): string {
  const { household, person } = target;
  const where = household
    ? `${read.directory.village(household.villageId)?.name ?? ''}${household.group}`
    : (person.unit ?? person.post ?? '');
  return `${target.name}(${[target.id, where].filter(Boolean).join(',')})`;
}
