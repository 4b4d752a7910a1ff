import type { Sender } from '../core/roles.ts';
import { findNames, lookUp } from '../core/text/names.ts';
import { colleagueAsker } from './find.ts';
import type { Person } from './organisation.ts';
import type { Directory } from './read.ts';

/** A colleague whom a question names, and the words without his name. */
export interface Colleague {
  person: Person;
  about: string;
}

/** What may stand behind a name that was typed wrong: where the name ends. */
const BEHIND =
  /^(?:请问|问下|查下|看下|看看)?(\p{Script=Han}{2,4}?)(?=帮|包|管|联系|结对|负责|手[上头里边]|名下|那边|这边|现在|还|有|的|在|是|$)/u;
const LIKELY = 0.75;

/** The one colleague whom words name: by his name as the roster has it, or by one that sounds the same and is nobody else's. */
export function colleagueIn(text: string, sender: Sender, directory: Directory): Colleague | undefined {
  const names = directory.personNames();
  const asker = colleagueAsker(sender, directory);
  const [found] = findNames(names, text, asker);
  if (found) {
    const person = found.others.length === 0 ? directory.person(found.entry.id) : undefined;
    const about = `${text.slice(0, found.index)}${text.slice(found.index + found.length)}`;
    return person && { person, about: about.trim() };
  }
  const word = BEHIND.exec(text)?.[1] ?? '';
  if (word.length < 3) return undefined;
  const [like, other] = lookUp(names, word, asker).filter((m) => !m.weak && m.score >= LIKELY);
  const person = like && (!other || like.score - other.score > 0.1) && directory.person(like.entry.id);
  return person ? { person, about: text.replace(word, '').trim() } : undefined;
}
