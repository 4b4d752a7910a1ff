import { mayUse, type Right } from './rights.ts';
import type { Place, Sender } from './roles.ts';
import { nearest, soundOf } from './text/fuzzy.ts';

/** What the router needs of a command. */
export interface Routable {
  name: string;
  aliases: readonly string[];
  /** Words that people say for it: never taken for the command, only suggested. */
  alike?: readonly string[];
  /** The right that whoever says it must have. */
  needs: Right;
  where: readonly Place[];
}

/** A way to read a line as a command: which one, and how sure. */
export interface Reading<C> {
  command: C;
  rest: string;
  near: boolean;
}

export interface Line {
  /** Normalised, without mention and quote. */
  text: string;
  /** `#` in front was taken off. */
  hash: boolean;
  /** Meant for the bot beyond doubt. */
  explicit: boolean;
}

/** Takes the `#` off a normalised line and says whether it is meant for the bot. */
export function lineOf(text: string, mention: boolean, place: Place): Line {
  const hash = /^#/.test(text) && !/^#接龙/.test(text);
  return {
    text: hash ? text.replace(/^#+\s*/, '') : text,
    hash,
    explicit: hash || mention || place === 'private',
  };
}

/**
 * Reads which commands a line may begin with, likeliest first: the longest exact word, then those whose word sounds the same
 * or differs in one character (`走坊` for 走访). Several features may share a word (`撤回 S12`, `撤回 P22`). Of some hundred
 * words only those with the line's first character are looked at.
 */
export function commandReader<C extends Routable>(commands: readonly C[]): (line: Line) => Reading<C>[] {
  const byFirst = new Map<string, Map<C, string[]>>();
  for (const command of commands) {
    for (const word of [command.name, ...command.aliases]) {
      const first = word.charAt(0).toLowerCase();
      const here = byFirst.get(first) ?? new Map<C, string[]>();
      byFirst.set(first, here);
      here.set(command, [...(here.get(command) ?? []), word]);
    }
  }
  return (line) => {
    const exact: (Reading<C> & { word: string })[] = [];
    for (const [command, words] of byFirst.get(line.text.charAt(0).toLowerCase()) ?? []) {
      const word = words.filter((w) => startsWith(line.text, w)).sort((a, b) => b.length - a.length)[0];
      if (word) exact.push({ command, rest: after(line.text, word.length), near: false, word });
    }
    if (exact.length > 0) return exact.sort((a, b) => b.word.length - a.word.length);
    return commands.flatMap((command) => nearMiss(line, command));
  };
}

/** What follows a command word. */
function after(text: string, length: number): string {
  return text.slice(length).replace(/^[\s:,、]+/, '');
}

/** A latin alias must end where the word ends (`zf 罗启明`, not `zfb`); a Chinese one may go on. */
function startsWith(text: string, word: string): boolean {
  if (!text.toLowerCase().startsWith(word.toLowerCase())) return false;
  return !/^[\w]+$/.test(word) || !/^[\w]/.test(text.slice(word.length));
}

function nearMiss<C extends Routable>(line: Line, command: C): Reading<C>[] {
  for (const word of [command.name, ...command.aliases]) {
    const head = line.text.slice(0, word.length);
    if (word.length < 2 || head.length < word.length || /^\w+$/.test(word)) continue;
    const oneSame = [...head].some((c, i) => c === word[i]);
    if (oneSame && soundOf(head) === soundOf(word)) {
      return [{ command, rest: after(line.text, word.length), near: true }];
    }
  }
  return [];
}

/** For a `#` line that begins with no command: the likeliest ones that this sender may use, two at most. */
export function suggest<C extends Routable>(line: Line, commands: readonly C[], sender: Sender): C[] {
  const word = /^[^\s:,、]+/.exec(line.text)?.[0] ?? '';
  const allowed = commands.filter((c) => mayUse(sender, c.needs));
  const words = allowed.flatMap((c) => [c.name, ...c.aliases, ...(c.alike ?? [])].map((w) => ({ w, c })));
  const meant = words.filter(({ w }) => word.startsWith(w) || holds(word, w));
  const close = nearest(
    word,
    words.map((x) => x.w),
  ).flatMap((w) => words.filter((x) => x.w === w));
  return [...new Set([...meant, ...close].map((x) => x.c))].slice(0, 2);
}

/** The characters of `inner` stand in `outer` in their order: 走个访 holds 走访. */
function holds(outer: string, inner: string): boolean {
  if (inner.length < 2) return false;
  let from = 0;
  for (const c of inner) {
    const at = outer.indexOf(c, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
