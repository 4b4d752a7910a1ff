import { SendError } from '../../errors.ts';
import { roomFromChannel } from './ids.ts';

/** What stands in the way of the next sends to a target. */
export interface Obstacles {
  refuse(to: string, times: number, retryable: boolean): void;
  hang(to: string, times: number, seen: boolean): void;
  /**
   * Asked before a send, with the target's channel id. Rejects for a refused one, and never comes back for one that hangs;
   * `deliver` is then called first if it arrives nevertheless.
   */
  pass(to: string, deliver: () => void): Promise<void>;
}

type Obstacle = { kind: 'refuse'; retryable: boolean } | { kind: 'hang'; seen: boolean };

export function createObstacles(): Obstacles {
  const ahead = new Map<string, Obstacle[]>();
  function put(to: string, times: number, one: Obstacle): void {
    const key = roomFromChannel(to);
    ahead.set(key, [...(ahead.get(key) ?? []), ...Array.from({ length: times }, () => one)]);
  }
  return {
    refuse: (to, times, retryable) => put(to, times, { kind: 'refuse', retryable }),
    hang: (to, times, seen) => put(to, times, { kind: 'hang', seen }),
    async pass(to, deliver) {
      const next = ahead.get(roomFromChannel(to))?.shift();
      if (next?.kind === 'refuse') {
        throw new SendError('the channel refused the message', { retryable: next.retryable });
      }
      if (next?.kind === 'hang') {
        if (next.seen) deliver();
        await new Promise<never>(() => {});
      }
    },
  };
}
