import type { Feature } from '../define.ts';
import { asked } from './asked/command.ts';
import { detail } from './detail.ts';
import { overdue } from './overdue.ts';
import { progress } from './progress.ts';
import { officeDigest, townshipDigest, villageDigest } from './pushes.ts';
import { ranking } from './ranking.ts';
import { unanswered } from './unanswered.ts';
import { urge } from './urge.ts';

/** Figures for those who lead: asked for at any time, and what the week brings of itself (F01–F11). */
export const digest: Feature = {
  name: 'digest',
  title: '进度和周报',
  example: '本周进度',
  // Before what is asked in general: 哪些户半个月没人上门 has its own days.
  commands: [overdue, asked, progress, unanswered, urge, detail, ranking],
  pushes: [townshipDigest, villageDigest, officeDigest],
};
