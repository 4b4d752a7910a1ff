import { masked } from '../core/meaning/masked.ts';
import { type Believed, createMeant, type Meant } from '../core/meaning/meaning.ts';
import type { Read } from '../records/read.ts';

/** Made when it is first wanted: no start waits for it. */
let meant: Meant | undefined;

/** What normalised words of a cadre may mean, the likeliest first, whoever they name. */
export function meaningsOf(text: string, { directory }: Pick<Read, 'directory'>): readonly Believed[] {
  const places = [...directory.villages()].flatMap(({ name }) => [name, name.replace(/村$/, '')]);
  meant ??= createMeant();
  return meant(
    masked(text, { households: directory.householdNames(), people: directory.personNames(), places }),
  );
}
