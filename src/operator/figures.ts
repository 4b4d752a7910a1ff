import type { Clock } from '../core/clock.ts';
import type { Meter } from '../core/meter.ts';
import { createMetrics } from './metrics.ts';

/** The program's figures, and when something last came in and went out. */
export function createFigures(clock: Clock) {
  const metrics = createMetrics();
  let lastIn: number | undefined;
  let lastOut: number | undefined;
  const meter: Meter = {
    ...metrics,
    heard(kind) {
      lastIn = clock.now();
      metrics.heard(kind);
    },
    ended(state, kind, late) {
      if (state === 'sent') lastOut = clock.now();
      metrics.ended(state, kind, late);
    },
  };
  return { meter, metrics, lastIn: () => lastIn, lastOut: () => lastOut };
}

export type Figures = ReturnType<typeof createFigures>;
