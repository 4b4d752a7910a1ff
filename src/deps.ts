import type { Logger } from 'pino';
import type { Clock } from './core/clock.ts';
import type { Meter } from './core/meter.ts';
import type { Pace } from './core/pace.ts';
import type { Store } from './store/store.ts';
import type { Transport } from './transport/transport.ts';

/** All that the program has of the world outside: time, chance, the log, the store, the channel. */
export interface Deps {
  clock: Clock;
  /** 0 ≤ n < 1, which nobody can guess: codes are made of it, and the jitter of pacing. */
  random(): number;
  /** Carries ids, never texts or names. */
  log: Logger;
  store: Store;
  transport: Transport;
  settings: Settings;
  /** Counts for whoever runs the program; absent: nobody looks. */
  meter?: Meter;
}

export interface Settings {
  botName: string;
  pace: Pace;
  /** Messages older than this when they arrive are left alone, ms. */
  maxAge: number;
}
