import { type Clock, MINUTE } from '../core/clock.ts';

/**
 * Passes a sentence on, but the same one at most once a minute, with how often it came since: a puppet without a network
 * reports the same error hundreds of times a second.
 */
export function createSeldom(
  clock: Clock,
  write: (sentence: string, times: number) => void,
): (sentence: string) => void {
  const heard = new Map<string, { at: number; times: number }>();
  return (sentence) => {
    const now = clock.now();
    const before = heard.get(sentence);
    if (before && now - before.at < MINUTE) {
      before.times += 1;
      return;
    }
    if (heard.size >= 100) heard.clear();
    heard.set(sentence, { at: now, times: 0 });
    write(sentence, 1 + (before?.times ?? 0));
  };
}
