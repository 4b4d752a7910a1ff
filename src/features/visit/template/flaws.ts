import type { Day } from '../../../core/clock.ts';
import type { Field } from './labels.ts';

/** What keeps a sheet from being saved; `field` is the line to put right, `said` what stands in it. */
export type Flaw = { field: Field; said: string } & (
  | { kind: 'noSuchDay' | 'unreadable' | 'past' | 'twice' | 'nobody' | 'gone' | 'missing' | 'tooLong' }
  | { kind: 'future'; day: Day }
);
