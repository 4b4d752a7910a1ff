import { key, NUMBERS } from './keys.ts';
import { answered, type Connections } from './redis.ts';

/**
 * Takes numbers of a letter, `S12`. Those that are asked for while Redis is being asked are taken together with the next
 * question: many at once cost one durable write, and none is left unused.
 */
export function createNumbers({ write }: Connections): (letter: string) => Promise<string> {
  interface Asking {
    take(n: number): void;
    fail(error: unknown): void;
  }
  const asking = new Map<string, Asking[]>();

  async function ask(letter: string): Promise<void> {
    for (let list = asking.get(letter); list && list.length > 0; list = asking.get(letter)) {
      asking.set(letter, []);
      try {
        const last = await answered(write.incrby(key(NUMBERS, letter), list.length));
        for (const [i, { take }] of list.entries()) take(last - list.length + 1 + i);
      } catch (error) {
        for (const { fail } of list) fail(error);
      }
    }
    asking.delete(letter);
  }

  return (letter) =>
    new Promise((resolve, fail) => {
      const mine: Asking = { take: (n) => resolve(`${letter}${n}`), fail };
      const list = asking.get(letter);
      if (list) list.push(mine);
      else {
        asking.set(letter, [mine]);
        // What is asked for in this very turn is taken together, too.
        queueMicrotask(() => void ask(letter));
      }
    });
}
