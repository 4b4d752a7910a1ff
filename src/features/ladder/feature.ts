import type { Feature } from '../define.ts';
import { busySeason, noBusySeason } from './busy.ts';
import { setLadder } from './set.ts';
import { showLadders } from './show.ts';

/** How reminders climb: set for the township, a village or one thing; and a village's busy season. */
export const ladder: Feature = {
  name: 'ladder',
  title: '催办规则',
  example: '催办规则 枫树湾',
  commands: [setLadder, showLadders, busySeason, noBusySeason],
};
