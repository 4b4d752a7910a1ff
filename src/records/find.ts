import type { Role, Sender } from '../core/roles.ts';
import { type Asker, findNames } from '../core/text/names.ts';
import { isListed } from './dictionary.ts';
import type { Kind, Stored } from './kind.ts';
import type { Person } from './organisation.ts';
import type { Directory, HouseholdBrief, Read } from './read.ts';

/** A record's number as people type it: `I3`, `i-003`, `I 3`, `I3号`; `rest` is what follows. */
export function readRef(text: string, letter: string): { id: string; rest: string } | null {
  const m = new RegExp(`^${letter}\\s*-?\\s*0*(\\d{1,9})(?:号|条)?(?!\\d)[\\s,:、]*`, 'i').exec(text);
  return m ? { id: `${letter}${m[1]}`, rest: text.slice(m[0].length) } : null;
}

/** `I6怎么样了`, `T12办到哪一步了?`: what became of it. */
export function askedAbout(text: string, letter: string): { id: string } | null {
  const ref = readRef(text, letter);
  return ref &&
    /^(的?(事|问题|任务)?)?(现在)?(办|弄|搞)?(得|到)?(怎么?样|咋样|哪一?步|哪里?|啥样|好了?没|完了?没)/.test(
      ref.rest,
    )
    ? { id: ref.id }
    : null;
}

/** The villages in which this person's records are likely, then all others. */
export function villagesFor(personId: string | undefined, directory: Directory): string[] {
  const person = personId ? directory.person(personId) : undefined;
  const helped = person ? directory.householdsOf(person.id).map((h) => h.villageId) : [];
  const all = [...directory.villages()].map((v) => v.id);
  return [...new Set([...(person?.villageIds ?? []), ...helped, ...all])];
}

/** A record by its number, wherever it lies. */
export function findByNumber<T extends Stored>(
  kind: Kind<T>,
  id: string,
  sender: Sender,
  read: Read,
): Promise<T | undefined> {
  return read.find(kind, id, villagesFor(sender.person?.id, read.directory));
}

/** The records of one set over all villages (or in one), oldest first. */
export async function recordsIn<T extends Stored>(
  kind: Kind<T>,
  set: string,
  read: Read,
  villageId?: string,
): Promise<T[]> {
  const villages = [...read.directory.villages()].filter((v) => !villageId || v.id === villageId);
  const lists = await Promise.all(
    villages.map(async (v) => read.many(kind, await read.range(v.id, set), v.id)),
  );
  return lists.flat().sort((a, b) => (a.at === b.at ? number(a) - number(b) : a.at < b.at ? -1 : 1));
}

const number = (r: Stored) => Number.parseInt(r.id.slice(1), 10);

/** The ranks in which names are looked up for somebody: his own households, his villages, the rest. */
export function askerFor(sender: Sender, directory: Directory): Asker {
  const { person } = sender;
  return {
    own: new Set(person ? directory.householdsOf(person.id).map((h) => h.id) : []),
    villages: new Set(person?.villageIds ?? []),
  };
}

/** The people of his villages first: for names of cadres. */
export function colleagueAsker(sender: Sender, directory: Directory): Asker {
  const villages = new Set(sender.person?.villageIds ?? []);
  const near = [...directory.people()].filter((p) => p.villageIds.some((v) => villages.has(v)));
  return { own: new Set(near.map((p) => p.id)), villages };
}

/** The households that words of somebody name. */
export function householdsNamed(text: string, sender: Sender, directory: Directory): Set<string> {
  const found = findNames(directory.householdNames(), text, askerFor(sender, directory));
  return new Set(found.map((n) => n.entry.id));
}

/** All who hold a post today, in a village where one is named. */
export const holdersIn = (role: Role, directory: Directory, villageId?: string): Person[] =>
  [...directory.people()].filter(
    (p) =>
      p.status === 'active' && p.roles.includes(role) && (!villageId || p.villageIds.includes(villageId)),
  );

/** The township's office, as far as its posts are held. */
export const officeIn = (directory: Directory): Person[] => holdersIn('office', directory);

/** Who holds a post, in a village where one is named; those with fewer villages first. */
export const holderOf = (
  role: Role,
  villageId: string | undefined,
  directory: Directory,
): Person | undefined =>
  holdersIn(role, directory, villageId).sort((a, b) => a.villageIds.length - b.villageIds.length)[0];

/** Households of the register that nobody helps (A09), of one village or of all. */
export const unhelpedIn = (directory: Directory, villageId?: string): HouseholdBrief[] =>
  [...directory.households(villageId)].filter((h) => !h.helperId && isListed(h.category));

/** Households at the door of the register (they have applied, or stand at its edge) that nobody helps yet. */
export const unhelpedBeside = (directory: Directory, villageId?: string): HouseholdBrief[] =>
  [...directory.households(villageId)].filter(
    (h) => !h.helperId && !isListed(h.category) && /申请|公示|边缘/.test(h.category),
  );

/** Who answers for what happens in a village where nobody else was named: its secretary, or who comes next. */
export function villageOwner(villageId: string, directory: Directory): string | undefined {
  const village = directory.village(villageId);
  const [secretary] = holdersIn('villageSecretary', directory, villageId);
  return secretary?.id ?? village?.deputyIds[0] ?? village?.gridLeaderId ?? undefined;
}
