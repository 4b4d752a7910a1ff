import { holdersOf, type Right, scopesOf } from '../core/rights.ts';
import { type Place, ROLE_LABELS, type Role, type Sender, WHO_LABELS } from '../core/roles.ts';
import type { Directory } from './read.ts';

/** So many roles are told; who needs more is helped by the first ones just as well. */
const TOLD = 3;

/** Where cadres listen and nobody else. */
const NAMING: readonly Place[] = ['private', 'cadreRoom', 'leaderRoom'];

/**
 * Who can, for a refusal: the roles of the table, each with one who holds it where `sender` is a cadre (to households no
 * names are given but their own helper's, elsewhere). `扶贫办宁晓波`, `网格长陶文勇、副网格长罗福民`.
 */
export function whoCan(right: Right, sender: Sender, place: Place, directory: Directory): string {
  const names = sender.person !== undefined && NAMING.includes(place);
  return holdersOf(right)
    .slice(0, TOLD)
    .map((who) => {
      if (!(who in ROLE_LABELS)) return WHO_LABELS[who];
      const name = names ? holderNear(who as Role, right, sender, directory) : undefined;
      return `${WHO_LABELS[who]}${name ?? ''}`;
    })
    .join('、');
}

/** Somebody who holds the role and whose right reaches where the sender works; not himself. */
function holderNear(role: Role, right: Right, { person }: Sender, directory: Directory): string | undefined {
  const scope = new Map(scopesOf(right)).get(role);
  if (scope === 'own') return undefined;
  const near = [...directory.people()].filter(
    (p) =>
      p.status === 'active' &&
      p.id !== person?.id &&
      p.roles.includes(role) &&
      (scope === 'township' || p.villageIds.some((v) => person?.villageIds.includes(v))),
  );
  return near[0]?.name;
}
