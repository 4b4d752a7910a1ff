import type { Feature } from '../define.ts';
import { needMet, recalledNeeds, withdrawNeed } from './end.ts';
import { lacking } from './list.ts';
import { logNeed } from './log.ts';
import { needReminder } from './remind.ts';

/** What households lack: told in a visit, with a problem or by command; asked about when its day comes (D29, M40). */
export const need: Feature = {
  name: 'need',
  title: '需求',
  commands: [lacking, logNeed, needMet, withdrawNeed],
  pushes: [needReminder],
  recalled: recalledNeeds,
};
