import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { holdersOf } from '../src/core/rights.ts';
import { WHO_LABELS } from '../src/core/roles.ts';
import { features } from '../src/features/index.ts';

/** `npm run reference`: writes the table of commands into README.md, from the command objects themselves. */
const file = fileURLToPath(new URL('../README.md', import.meta.url));
const MARK = /(<!-- commands -->\n)[\s\S]*?(<!-- \/commands -->)/;

/** The table as it has to stand in README.md. */
export function reference(): string {
  const rows = features.flatMap((f) =>
    f.commands.map(({ name, usage, summary, needs, examples }) => {
      const roles = holdersOf(needs)
        .map((w) => WHO_LABELS[w])
        .join('、');
      const cells = [name, usage, summary, roles, examples[0] ?? ''];
      return `| ${cells.map((c) => c.replaceAll('\n', ' ⏎ ').replaceAll('|', '\\|')).join(' | ')} |`;
    }),
  );
  return ['| command | form | what it does | for | example |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** README.md with today's table in it. */
export function withReference(readme: string): string {
  return readme.replace(MARK, (_, open: string, close: string) => `${open}${reference()}\n${close}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, withReference(readFileSync(file, 'utf8')));
}
