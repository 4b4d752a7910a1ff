import type { Feature } from '../define.ts';
import { nudge } from './nudge.ts';
import { toAnswer } from './requests.ts';
import { sendings, whyNot } from './why.ts';

/** Reminders of what is to be done, and why a message did or did not go out. */
export const nudging: Feature = {
  name: 'nudge',
  title: '待办',
  example: '为什么没发 T5',
  commands: [toAnswer, whyNot, sendings],
  pushes: [nudge],
};
