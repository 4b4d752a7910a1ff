import { setImmediate as turn } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Clock } from '../core/clock.ts';

/** Wakes the program: a heartbeat every minute, and a timer for what is due before the next one. */
export interface Timer {
  /** There is something to do now: wakes it once more, however often that is said while it is awake. */
  soon(): void;
  stop(): void;
}

/** The longest that the timer sleeps between two looks, ms: the heartbeat is there in any case. */
const LONGEST = 60_000;

export function startTimer(
  clock: Clock,
  nextWake: (after: number) => number | undefined,
  wake: () => Promise<void>,
): Timer {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let awake = false;
  let again = false;

  function rearm(): void {
    clearTimeout(timer);
    if (stopped) return;
    const now = clock.now();
    const next = nextWake(now);
    const wait = Math.min(Math.max((next ?? now + LONGEST) - now, 10), LONGEST);
    timer = setTimeout(() => void beat(), wait);
  }

  async function beat(): Promise<void> {
    await wake();
    rearm();
  }

  async function beatSoon(): Promise<void> {
    again = true;
    if (awake) return;
    awake = true;
    while (again && !stopped) {
      // Whatever else is told of in this turn of the event loop is seen to by the same beat.
      await turn();
      again = false;
      await beat();
    }
    awake = false;
  }

  const heartbeat = schedule('* * * * *', beat, { name: 'heartbeat', noOverlap: true });
  rearm();
  return {
    soon: () => void beatSoon(),
    stop() {
      stopped = true;
      clearTimeout(timer);
      void heartbeat.destroy();
    },
  };
}
