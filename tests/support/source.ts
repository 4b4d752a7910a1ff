/** One import of a module. */
export interface Import {
  /** As written: `./clock.ts`, `ioredis`. */
  from: string;
  /** `import type`: gone at run time. */
  typeOnly: boolean;
}

/**
 * TypeScript source with comments, the contents of strings and regular expressions as blanks: every other character keeps
 * its place, so that a word found in it is code. What stands in `${…}` stays code.
 */
export function codeOf(source: string): string {
  const out = source.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' ';
  };
  /** For each open template: the depth of braces at which its `${` was opened. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const template = () => {
    const start = at;
    while (at < source.length && source[at] !== '`' && !source.startsWith('${', at))
      at += source[at] === '\\' ? 2 : 1;
    blank(start, Math.min(at, source.length));
    if (source.startsWith('${', at)) {
      templates.push(depth++);
      at += 2;
    } else at++;
  };
  while (at < source.length) {
    const char = source[at];
    const rest = source.slice(at, at + 2);
    if (rest === '//' || rest === '/*') {
      const close = rest === '//' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 2;
      const end = close < at + 2 ? source.length : close;
      blank(at, end);
      at = end;
    } else if (char === "'" || char === '"') {
      const end = closing(source, at, char);
      blank(at + 1, end);
      at = end + 1;
    } else if (char === '/' && startsRegex(out, at)) {
      const end = closing(source, at, '/');
      blank(at + 1, end);
      at = end + 1;
    } else if (char === '`') {
      at++;
      template();
    } else if (char === '}' && templates.at(-1) === depth - 1) {
      templates.pop();
      depth--;
      at++;
      template();
    } else {
      if (char === '{') depth++;
      if (char === '}') depth--;
      at++;
    }
  }
  return out.join('');
}

/** Every static and dynamic import, re-export and `import('…')` type of a source. */
export function importsOf(source: string): Import[] {
  const code = codeOf(source);
  return [...code.matchAll(/(?<![.\w])(?:from\s*|(?:import|require)\s*\(\s*|import\s*)(['"`])/g)].map(
    (match) => {
      const start = match.index + match[0].length;
      const end = code.indexOf(match[1] ?? '', start);
      const before = code.slice(0, match.index);
      const statement = before.slice(Math.max(before.lastIndexOf('import'), before.lastIndexOf('export')));
      const typeOnly = match[0].startsWith('from') && /^(import|export)\s+type\b/.test(statement);
      return { from: source.slice(start, end), typeOnly };
    },
  );
}

/** Index of the closing quote or slash of what opens at `at`; a line's end closes it too. */
function closing(source: string, at: number, quote: string): number {
  let inClass = false;
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i];
    if (char === '\\') i++;
    else if (char === '\n') return i;
    else if (quote === '/' && char === '[') inClass = true;
    else if (quote === '/' && char === ']') inClass = false;
    else if (char === quote && !inClass) return i;
  }
  return source.length;
}

/** A slash after a value divides; after anything else it opens a regular expression. */
function startsRegex(out: string[], at: number): boolean {
  const before = out
    .slice(Math.max(0, at - 40), at)
    .join('')
    .trimEnd();
  return before === '' || /[^\w$)\]}'"`]$|\b(return|typeof|case|of|in|await|yield)$/.test(before);
}
