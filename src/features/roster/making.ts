import type { Stored } from '../../records/kind.ts';
import type { HouseholdBrief, Read } from '../../records/read.ts';
import type { Rhythm } from '../../records/rhythm.ts';
import type { VisitStep } from '../../records/visitLadder.ts';
import type { Report } from './compare.ts';

/** Where a household begins in the rhythm of visits, as the feature of visits has it. */
export type BeginRhythm = (household: HouseholdBrief, at: string, steps: readonly VisitStep[]) => Rhythm;

export interface Making {
  read: Read;
  report: Report;
  by: string;
  now: number;
  source: Stored['source'];
  /** The next number that no household has; of what happened to one. */
  allot(letter: 'H' | 'M'): Promise<string>;
  rhythm: BeginRhythm;
}
