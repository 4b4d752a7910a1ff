/** Numbers that one piece of work takes. Deciding it again (a conflict, several villages) uses the same ones again. */
export interface NumberBook {
  next(letter: string): Promise<string>;
  /** The work is decided anew: its first number is the first one taken. */
  rewind(): void;
}

export function numberBook(take: (letter: string) => Promise<string>): NumberBook {
  const taken = new Map<string, Promise<string>[]>();
  let used = new Map<string, number>();
  return {
    next(letter) {
      const list = taken.get(letter) ?? [];
      taken.set(letter, list);
      const place = used.get(letter) ?? 0;
      used.set(letter, place + 1);
      const number = list[place] ?? take(letter);
      list[place] = number;
      // A number that could not be taken is asked for again.
      number.catch(() => list.splice(place, 1));
      return number;
    },
    rewind() {
      used = new Map();
    },
  };
}
