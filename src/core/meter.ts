/** What the program counts of itself. Every label is a word of a short fixed list: nothing of a person or a text. */
export interface Meter {
  /** A message came in. */
  heard(kind: string): void;
  /** A message or a push's slot took effect in the store. */
  committed(): void;
  /** A send came to its end: `sent`, `skipped`, `failed`; `late`: ms after it was due. */
  ended(state: string, kind: string, late: number): void;
  /** Which command answered, or `none`. */
  answered(by: string): void;
}

const nothing = () => undefined;

/** Counts nothing. */
export const NO_METER: Meter = { heard: nothing, committed: nothing, ended: nothing, answered: nothing };
