import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { holdersOf, RIGHTS, type Right, rightLabel, scopesOf } from '../src/core/rights.ts';
import { WHO_LABELS } from '../src/core/roles.ts';
import { features } from '../src/features/index.ts';

/** `npm run reference`: writes the table of commands into README.md, from the command objects themselves. */
const file = fileURLToPath(new URL('../README.md', import.meta.url));
const MARK = /(<!-- commands -->\n)[\s\S]*?(<!-- \/commands -->)/;

const RIGHTS_MARK = /(<!-- rights -->\n)[\s\S]*?(<!-- \/rights -->)/;

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

const SCOPES = { own: '自己的', village: '本村', township: '全乡' } as const;

/** Who may what, and how far, as it has to stand in README.md: one line a right of `core/rights.ts`. */
export function rightsTable(): string {
  const rows = (Object.keys(RIGHTS) as Right[]).map((right) => {
    const scopes = scopesOf(right);
    const cells = (['own', 'village', 'township'] as const).map((scope) =>
      scopes.flatMap(([who, has]) => (has === scope ? [WHO_LABELS[who]] : [])).join('、'),
    );
    return `| ${[rightLabel(right), ...cells].join(' | ')} |`;
  });
  const head = ['', ...Object.values(SCOPES)];
  return [`| ${head.join(' | ')} |`, '|---|---|---|---|', ...rows].join('\n');
}

/** README.md with today's tables in it. */
export function withReference(readme: string): string {
  const put = (text: string, mark: RegExp, table: string) =>
    text.replace(mark, (_, open: string, close: string) => `${open}${table}\n${close}`);
  return put(put(readme, MARK, reference()), RIGHTS_MARK, rightsTable());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(file, withReference(readFileSync(file, 'utf8')));
}
