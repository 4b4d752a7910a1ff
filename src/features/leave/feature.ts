import type { Feature } from '../define.ts';
import { endLeave, takeLeave } from './leave.ts';
import { myLeave } from './mine.ts';
import { mute, unmute } from './mute.ts';

/** When somebody is away or wants peace: who is told instead, and what waits. */
export const leave: Feature = {
  name: 'leave',
  title: '请假',
  example: '请假 9月20日到25日 谭振宇代',
  commands: [takeLeave, endLeave, myLeave, mute, unmute],
};
