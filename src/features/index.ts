import { asking } from './asking/feature.ts';
import { assignment } from './assignment/feature.ts';
import { binding } from './binding/feature.ts';
import type { Feature } from './define.ts';
import { digest } from './digest/feature.ts';
import { friend } from './friend/feature.ts';
import { helpFeature } from './help/feature.ts';
import { household } from './household/feature.ts';
import { ladder } from './ladder/feature.ts';
import { leave } from './leave/feature.ts';
import { ledger } from './ledger/feature.ts';
import { money } from './money/feature.ts';
import { monthly } from './monthly/feature.ts';
import { need } from './need/feature.ts';
import { nudging } from './nudge/feature.ts';
import { policyFeature } from './policy/feature.ts';
import { privacy } from './privacy/feature.ts';
import { problem } from './problem/feature.ts';
import { publicity } from './publicity/feature.ts';
import { relocation } from './relocation/feature.ts';
import { rosterFeature } from './roster/feature.ts';
import { season } from './season/feature.ts';
import { signup } from './signup/feature.ts';
import { task } from './task/feature.ts';
import { visit } from './visit/feature.ts';
import { importedRhythm } from './visit/import.ts';

const work: readonly Feature[] = [
  // Before the visits: that somebody died is asked about, not logged as a visit.
  household,
  visit,
  // Before the problems: what somebody is asked to do about one is no new problem, and what he had to do is his own.
  task,
  problem,
  money,
  need,
  signup,
  season,
  digest,
  asking,
  ledger,
  monthly,
  assignment,
  // Before the policies: that a household has moved is no question about moving.
  relocation,
  // Before the policies: when a household's own publicity is full is no question about the rule.
  publicity,
  // Before the policies, which answer whatever a household asks.
  privacy,
  policyFeature(),
  nudging,
  ladder,
  leave,
  friend,
  binding,
  rosterFeature((household, at, steps) => importedRhythm(household, [], at, steps)),
];

/** THE list: one line a feature. */
export const features: readonly Feature[] = [...work, helpFeature(work)];
