const AT = /[@＠]/g;

/** The mark that a WeChat client puts behind a name it filled in after an @. */
const NAME_END = '\u2005';

/**
 * Takes the bot's name out of a text: `@名\u2005x`, `@名 x`, `x@名`, `a@名 b`, `@名x`, also with a full-width @. A name that
 * WeChat itself ended (with U+2005) must be the bot's whole name; where a hand typed it, the name's beginning is enough.
 * Other mentions, 所有人 among them, stay in the text. Give the text before `normalize`.
 */
export function stripMention(text: string, botName: string): { text: string; mention: boolean } {
  if (botName === '') return { text, mention: false };
  let rest = '';
  let from = 0;
  for (const found of text.matchAll(AT)) {
    if (found.index < from) continue;
    const end = mentionEnd(text, found.index + 1, botName);
    if (end === undefined) continue;
    rest = join(rest + text.slice(from, found.index), text.slice(end));
    from = end + leadingBlanks(text.slice(end));
  }
  if (from === 0) return { text, mention: false };
  return { text: (rest + text.slice(from)).trim(), mention: true };
}

/** Where the bot's name ends that begins at `start`, or undefined when another name stands there. */
function mentionEnd(text: string, start: number, botName: string): number | undefined {
  const end = start + botName.length;
  if (text.slice(start, end).normalize('NFKC') !== botName.normalize('NFKC')) return undefined;
  const marked = text.indexOf(NAME_END, start);
  const name = marked < 0 ? '@' : text.slice(start, marked);
  const another = !/[@＠\n]/.test(name) && marked > end && !/\s/.test(text.charAt(end));
  return another ? undefined : end;
}

/** What stood before the mention, with one space where something stood between it and what comes after. */
function join(before: string, after: string): string {
  const blanks = leadingBlanks(after);
  if (before === '' || /\s$/.test(before) || blanks === 0 || blanks === after.length) return before;
  return after.charAt(0) === '\n' ? before : `${before} `;
}

/** Spaces (not line ends) at the beginning. */
function leadingBlanks(text: string): number {
  return /^[^\S\n]*/.exec(text)?.[0].length ?? 0;
}
