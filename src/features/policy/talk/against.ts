import type { Effect } from '../../define.ts';
import { type Heard, handOn } from './handOn.ts';

/** Another helper is wanted: to the office alone, and the present one never learns who said it (D14). */
export function another(heard: Heard): Promise<Effect> {
  const { helper, office } = heard.near;
  return handOn(
    heard,
    office?.id === helper?.id ? heard.near.leader : office,
    {
      lead: '想换帮扶人。请先问清楚,别让现在的帮扶人知道是谁说的:\n',
      hiddenFrom: helper ? [helper.id] : undefined,
    },
    (name) => `记下了。只转给乡里的${name},您现在的帮扶人看不到,`,
  );
}

/** What is amiss with the helper goes past him, to the township (D14). */
export function aboutHim(heard: Heard): Promise<Effect> {
  const { helper, leader, office } = heard.near;
  const owner = leader && leader.id !== helper?.id ? leader : office;
  return handOn(
    heard,
    owner,
    {
      lead: '对帮扶人有意见,请先听他说,别转给帮扶人:\n',
      hiddenFrom: helper ? [helper.id] : undefined,
    },
    (name) => `您的话我记下了。只转给乡里的${name},帮扶人看不到,`,
  );
}
