import { masked, placesOf } from '../core/meaning/masked.ts';
import { type Believed, createMeant, type Meaning, type Meant } from '../core/meaning/meaning.ts';
import { mayUse } from '../core/rights.ts';
import type { Read } from '../records/read.ts';
import type { Command, Context } from './define.ts';

/** Made when it is first wanted: no start waits for it. */
let meant: Meant | undefined;

/** What normalised words of a cadre may mean, the likeliest first, whoever they name. */
export function meaningsOf(text: string, { directory }: Pick<Read, 'directory'>): readonly Believed[] {
  const places = placesOf(directory.villages());
  meant ??= createMeant();
  return meant(
    masked(text, { households: directory.householdNames(), people: directory.personNames(), places }),
  );
}

/** The commands that are for a meaning and that this sender may use here. */
export const meantBy = (
  commands: readonly Command[],
  meaning: Meaning,
  { place, sender }: Context,
): Command[] =>
  commands.filter((c) => c.meant?.as.includes(meaning) && c.where.includes(place) && mayUse(sender, c.needs));
