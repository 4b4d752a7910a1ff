import type { Feature } from '../define.ts';
import { amend } from './amend.ts';
import { logVisit } from './log.ts';
import { myVisits, unvisited } from './mine.ts';
import { overdue } from './overdue.ts';
import { recalledVisits } from './recalled.ts';
import { withdraw } from './withdraw.ts';

/** Visits: logged in one line, taken back, amended, asked for, and reminded of. */
export const visit: Feature = {
  name: 'visit',
  commands: [logVisit, withdraw, amend, myVisits, unvisited],
  pushes: [overdue],
  recalled: recalledVisits,
};
