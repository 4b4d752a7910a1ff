import type { Effect } from '../../define.ts';
import { type Heard, handOn } from './handOn.ts';
import { homely } from './homely.ts';

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

const HIM = /帮扶|包户|结对|(?:管|包|联系|帮)我家/;
const AMISS =
  /没(?:来|见|到|上|露|进|看)|不(?:来|上门|进门|露面|见人)|只(?:拍|打|填|要)|光(?:拍|打|填|要)|日白|扯白|撒谎|说谎|造假|(?:假|乱|空)(?:的|写|填|记|话)|哄|骗|骂|凶|态度|敷衍|摆拍|不管/;

/** `帮扶的两个月没上过门了`, `表上写何大庆来走了4回,我一回没见到人`: something is amiss with who helps. */
export const isAgainstHim = (text: string, helper: string | undefined): boolean =>
  helper !== undefined && AMISS.test(text) && HIM.test(homely(text, [helper]));

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
