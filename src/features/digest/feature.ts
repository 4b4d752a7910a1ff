import type { Feature } from '../define.ts';
import { overdue } from './overdue.ts';
import { progress } from './progress.ts';
import { ranking } from './ranking.ts';

/** Figures for those who lead: asked for at any time, and what the week brings of itself (F01–F11). */
export const digest: Feature = {
  name: 'digest',
  title: '进度和周报',
  example: '本周进度',
  commands: [progress, overdue, ranking],
};
