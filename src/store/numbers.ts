import { key, NUMBERS } from './keys.ts';
import { answered, type Connections } from './redis.ts';

/** Takes the next number of a letter, `S12`. */
export interface Numbers {
  (letter: string): Promise<string>;
  /** What was taken ahead is not given out any more: others may have the numbers around it. */
  forget(letter: string): void;
}

/**
 * Takes numbers. Those that are asked for while Redis is being asked are taken together with the next question, and where
 * several are, as many again for those who come next: under load most wait for no durable write. A process that ends leaves
 * a gap of a few numbers at most, and none where one message came after the other.
 */
export function createNumbers({ write }: Connections): Numbers {
  interface Asking {
    take(n: number): void;
    fail(error: unknown): void;
  }
  const asking = new Map<string, Asking[]>();
  /** Taken and given to nobody yet, lowest first. */
  const ahead = new Map<string, number[]>();

  async function ask(letter: string): Promise<void> {
    for (let list = asking.get(letter); list && list.length > 0; list = asking.get(letter)) {
      asking.set(letter, []);
      try {
        const count = list.length > 1 ? list.length * 2 : 1;
        const last = await answered(write.incrby(key(NUMBERS, letter), count));
        const numbers = Array.from({ length: count }, (_, i) => last - count + 1 + i);
        for (const { take } of list) take(numbers.shift() ?? last);
        // Whoever asked meanwhile came before those who are still to come.
        for (const { take } of asking.get(letter)?.splice(0, numbers.length) ?? [])
          take(numbers.shift() ?? last);
        if (numbers.length > 0) ahead.set(letter, numbers);
      } catch (error) {
        for (const { fail } of list) fail(error);
      }
    }
    asking.delete(letter);
  }

  const next = (letter: string) => {
    const waiting = ahead.get(letter);
    const number = asking.has(letter) ? undefined : waiting?.shift();
    if (number !== undefined) return Promise.resolve(`${letter}${number}`);
    return new Promise<string>((resolve, fail) => {
      const mine: Asking = { take: (n) => resolve(`${letter}${n}`), fail };
      const list = asking.get(letter);
      if (list) list.push(mine);
      else {
        asking.set(letter, [mine]);
        // What is asked for in this very turn is taken together, too.
        queueMicrotask(() => void ask(letter));
      }
    });
  };
  return Object.assign(next, { forget: (letter: string) => void ahead.delete(letter) });
}
