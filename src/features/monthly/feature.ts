import type { Feature } from '../define.ts';
import { lookAtReport } from './look.ts';
import { monthEnd } from './monthEnd.ts';
import { monthlyDraft, monthlySummary } from './pushes.ts';
import { submit } from './submit.ts';

/** The monthly report: drafted from what was said, sent back with one word (F06–F08). */
export const monthly: Feature = {
  name: 'monthly',
  title: '月报',
  commands: [submit, lookAtReport],
  pushes: [monthlyDraft, monthlySummary, monthEnd],
};
