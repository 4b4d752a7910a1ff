import type { Feature } from '../define.ts';
import { monthEnd } from './monthEnd.ts';
import { monthlyAhead, monthlyDraft, monthlySummary } from './pushes.ts';
import { monthReport } from './status.ts';
import { submit } from './submit.ts';

/** The monthly report: drafted from what was said, sent back with one word (F06–F08). */
export const monthly: Feature = {
  name: 'monthly',
  title: '月报',
  commands: [submit, monthReport],
  pushes: [monthlyAhead, monthlyDraft, monthlySummary, monthEnd],
};
