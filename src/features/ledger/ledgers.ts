import { problems, requests, reviews, tasks } from './duties.ts';
import type { Ledger } from './ledger.ts';
import { log, visits } from './visits.ts';

/** Every ledger, by what people call it. */
export const LEDGERS: readonly Ledger[] = [visits, problems, tasks, requests, log, reviews];
