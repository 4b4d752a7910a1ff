import { randomInt } from 'node:crypto';

const FINE = 2 ** 47;

/** Chance that nobody can guess: 0 ≤ n < 1, 47 bits. */
export const unguessable = () => randomInt(FINE) / FINE;
