import { actorOf, isCadre, type Role } from '../../core/roles.ts';
import { wantsSecret } from '../../core/text/secret.ts';
import { holderOf } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { Directory, HouseholdBrief } from '../../records/read.ts';
import type { Context } from '../define.ts';
import type { Guarded } from './guard/rules.ts';
import { homely } from './talk/homely.ts';

/** For whom a question is asked, and who asks it. */
export interface Asker {
  /** The id under which the asker's own records stand. */
  actor: string;
  household?: HouseholdBrief;
  villageId?: string;
  /** Speaks as one of the organisation: gets sources and caveats (M24). */
  cadre: boolean;
  /** Asks for somebody else's household (D31). */
  proxy?: true;
  /** Nobody knows whose phone it is: who helps a house that he names is not for him. */
  stranger?: true;
}

export function askerIn({ sender, read }: Context): Asker {
  const household = sender.householdId ? read.directory.household(sender.householdId) : undefined;
  return {
    actor: actorOf(sender),
    household,
    villageId: household?.villageId ?? sender.person?.villageIds[0],
    cadre: isCadre(sender),
  };
}

/** The people around a household, as far as the posts are held. */
export interface Around {
  helper?: Person;
  secretary?: Person;
  leader?: Person;
  office?: Person;
}

/** From whom a household wants its words kept: its helper alone, or the whole village. */
export type Secret = 'helper' | 'village';

/** `莫给谭书记看到` of the helper keeps him out, `莫说是我讲的` the village (D14, E20); null where nothing is asked for. */
export function secretOf(text: string, asker: Asker, directory: Directory): Secret | null {
  if (asker.cadre || !wantsSecret(text)) return null;
  const helper = directory.person(asker.household?.helperId ?? '');
  const words = homely(text, helper ? [helper.name] : []);
  const his = /不(?:要|能|想)(?:再|去)?(?:跟|让|给|对|叫|告诉).{0,2}帮扶/.test(words);
  return his && !/是我|别人|村|谁/.test(words) ? 'helper' : 'village';
}

/** Whom words may reach: what is to be kept from the helper goes past him, from the village to the township (D14, E20). */
export function aroundSaid(text: string, asker: Asker, directory: Directory): Around {
  const all = around(asker, directory);
  const secret = secretOf(text, asker, directory);
  if (secret === 'village') return { office: all.office };
  if (secret !== 'helper') return all;
  // Whoever helps the house may be its village's secretary, too.
  const him = all.helper?.id;
  const others = Object.entries(all).filter(([, person]) => person?.id !== him);
  return Object.fromEntries(others);
}

export function around({ household, villageId }: Asker, directory: Directory): Around {
  const village = villageId ? directory.village(villageId) : undefined;
  return {
    helper: household?.helperId ? directory.person(household.helperId) : undefined,
    secretary: villageId ? holderOf('villageSecretary', villageId, directory) : undefined,
    leader: village?.gridLeaderId ? directory.person(village.gridLeaderId) : undefined,
    office: holderOf('office', undefined, directory),
  };
}

/** All who work for a village: what is said against one of them is kept from every one of them (E20). */
export function villageStaff(directory: Directory, villageId: string, helperId?: string): string[] {
  const village = directory.village(villageId);
  const local: readonly Role[] = [
    'helper',
    'villageSecretary',
    'firstSecretary',
    'infoOfficer',
    'deputy',
    'gridLeader',
    'teamLeader',
  ];
  const posted = [...directory.people()]
    .filter((p) => p.villageIds.includes(villageId) && p.roles.some((r) => local.includes(r)))
    .map((p) => p.id);
  const named = [village?.gridLeaderId, village?.infoOfficerId, helperId, ...(village?.deputyIds ?? [])];
  return [...new Set([...posted, ...named.filter((id): id is string => typeof id === 'string')])];
}

/** What the open question of an asker is. */
export type AskState =
  /** Whether it is urgent (`talk/doubt.ts`). */
  | {
      kind: 'urgent';
      road: Guarded;
      text: string;
      asker: Asker;
      offered?: { id: string; villageId: string };
    }
  | { kind: 'after'; policyId: string; givenId: string; text: string; asker: Asker }
  | {
      kind: 'choose';
      ids: string[];
      text: string;
      asker: Asker;
      offered?: { id: string; villageId: string };
      /** A person has the words already: the titles stand beside. */
      passed?: true;
    };
