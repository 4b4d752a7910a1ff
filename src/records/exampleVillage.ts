import type { Sender } from '../core/roles.ts';
import type { Directory } from './read.ts';

/** The village in the forms that commands are written with: the sample's, which no other township knows. */
const SAMPLE = '枫树湾';

interface Asked {
  sender: Sender;
  read: { directory: Directory };
}

/** A village to stand in an example, as people say it: the sender's own, else the township's first. */
export function exampleVillage({ sender, read: { directory } }: Asked): string {
  const id = sender.person?.villageIds[0] ?? directory.household(sender.householdId ?? '')?.villageId;
  const village = directory.village(id ?? '') ?? [...directory.villages()][0];
  return village?.name.replace(/(?<=..)村$/, '') ?? '村名';
}

/** A command's form with a village that the sender knows in the place of the sample's. */
export const localForm = (form: string, asked: Asked): string =>
  form.replaceAll(SAMPLE, exampleVillage(asked));
