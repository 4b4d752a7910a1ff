import { readFileSync } from 'node:fs';
import { canonical } from '../search/dialect.ts';

/** Names of the ideas that a text speaks of, by whatever words: 龙头 and 水管子 are both water. */
export type Concepts = (text: string) => string[];

const FILE = new URL('concepts.txt', import.meta.url);

/** Reads the ideas: one a line, its words after the colon. A word is also looked for as the book would say it. */
export function readConcepts(source: string = readFileSync(FILE, 'utf8')): Concepts {
  const byStart = new Map<string, [word: string, name: string][]>();
  for (const line of source.split('\n')) {
    const [name = '', words = ''] = line.split(':');
    if (line.startsWith('#')) continue;
    for (const word of new Set(words.split(' ').flatMap((w) => [w, canonical(w)]))) {
      const start = word.slice(0, 1);
      if (start === '') continue;
      const list = byStart.get(start);
      if (list) list.push([word, name]);
      else byStart.set(start, [[word, name]]);
    }
  }
  return (text) => {
    const found = new Set<string>();
    for (const said of new Set([text.toLowerCase(), canonical(text)]))
      for (let at = 0; at < said.length; at++)
        for (const [word, name] of byStart.get(said[at] ?? '') ?? [])
          if (said.startsWith(word, at)) found.add(name);
    return [...found].sort();
  };
}
