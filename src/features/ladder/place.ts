import { covers } from '../../core/rights.ts';
import type { Sender } from '../../core/roles.ts';
import type { Village } from '../../records/organisation.ts';
import type { Context } from '../define.ts';

/** A place that a line begins with. */
export type Place = { kind: 'town' } | { kind: 'village'; village: Village };

/** Reads `全乡` or a village's name (with or without 村) at the beginning; what follows is `rest`. */
export function placeFirst(text: string, { read }: Context): { place: Place; rest: string } | undefined {
  const town = /^全[乡镇](?:的)?[\s,:、]*/.exec(text)?.[0];
  if (town) return { place: { kind: 'town' }, rest: text.slice(town.length) };
  for (const village of read.directory.villages()) {
    const short = village.name.replace(/村$/, '');
    if (!text.startsWith(short)) continue;
    const rest = text.slice(short.length).replace(/^村?[\s,:、的]*/, '');
    return { place: { kind: 'village', village }, rest };
  }
  return undefined;
}

/** The rules of a village are set by its grid leader, first secretary or secretary, those of all by the township office. */
export function maySetRules(sender: Sender, place: Place): boolean {
  return covers(sender, 'setRules', place.kind === 'town' ? {} : { villageId: place.village.id });
}

export const WHO_SETS = '要村里的网格长、第一书记、村支书,或乡扶贫办、乡领导来定';

/** The village that is meant where none is named: the room's, or his only one. */
export function ownVillage({ room, sender, read }: Context): Village | undefined {
  const ids = sender.person?.villageIds ?? [];
  const id = room?.villageId ?? (ids.length === 1 ? ids[0] : undefined);
  return id === undefined ? undefined : read.directory.village(id);
}
