import { readFileSync } from 'node:fs';
import { masked, type Names, placesOf } from '../../src/core/meaning/masked.ts';
import type { Meaning } from '../../src/core/meaning/meaning.ts';
import { buildNames } from '../../src/core/text/names.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { readRows } from '../learn/files.ts';

/** Masked words and what they mean. */
export interface Example {
  /** Who wrote it. */
  hand: string;
  meaning: Meaning;
  text: string;
}

/** Of the township that the examples speak of. */
interface Township {
  villages: { id: string; name: string }[];
  people: Named[];
  households: (Named & { head?: string })[];
}
interface Named {
  id: string;
  name?: string;
  aliases?: string[];
}

const TOWNSHIP = new URL('../sample/sample.json', import.meta.url);
const FILE = new URL('examples.tsv', import.meta.url);

export function namesOfSample(): Names {
  const { villages, people, households } = JSON.parse(readFileSync(TOWNSHIP, 'utf8')) as Township;
  const entry = ({ id, name, aliases = [] }: Named) => ({ id, name: name ?? '', aliases, villageId: '' });
  return {
    households: buildNames(households.map((h) => entry({ ...h, name: h.head ?? h.name }))),
    people: buildNames(people.map(entry)),
    places: placesOf(villages),
  };
}

/** What the meanings were learned from. */
export function readExamples(): Example[] {
  const names = namesOfSample();
  return readRows(FILE).map(([hand = '', meaning = '', text = '']) => ({
    hand,
    meaning: meaning as Meaning,
    text: masked(normalize(text), names),
  }));
}
