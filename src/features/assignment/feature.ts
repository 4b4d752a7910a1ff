import type { Feature } from '../define.ts';
import { contactCard, whoHelpsThem } from './cards.ts';
import { handover } from './handover.ts';
import { whomTheyHelp } from './helped.ts';
import { handoverTold } from './spoken.ts';
import { unhelpedNow, weeklyUnhelped } from './unhelped.ts';

/** Who helps whom: handed over, asked for, and told where nobody does. */
export const assignment: Feature = {
  name: 'assignment',
  title: '帮扶关系',
  commands: [handover, whoHelpsThem, whomTheyHelp, contactCard, unhelpedNow],
  pushes: [weeklyUnhelped],
  asked: handoverTold,
};
