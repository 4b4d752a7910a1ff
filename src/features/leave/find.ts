import { lookUp } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { Context } from '../define.ts';

/** A cadre by name: found, or who was perhaps meant. */
export function cadreNamed(name: string, { read, sender }: Context): { person?: Person; near: string[] } {
  const { directory } = read;
  const matches = lookUp(directory.personNames(), name, colleagueAsker(sender, directory));
  const exact = matches.filter((m) => m.how === 'exact');
  const [only] = exact;
  const person = exact.length === 1 && only ? directory.person(only.entry.id) : undefined;
  return { person, near: matches.slice(0, 3).map((m) => m.entry.name) };
}

/** The cadre at the beginning of a text, and what follows; undefined where it begins with none. */
export function cadreFirst(text: string, context: Context): { person: Person; rest: string } | undefined {
  for (const length of [4, 3, 2]) {
    const { person } = cadreNamed(text.slice(0, length), context);
    if (person?.name === text.slice(0, length))
      return { person, rest: text.slice(length).replace(/^[\s,:、]+/, '') };
  }
  return undefined;
}
