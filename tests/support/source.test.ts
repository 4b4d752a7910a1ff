import { expect, test } from 'vitest';
import { codeOf, importsOf } from './source.ts';

test.each([
  ['a comment', '// console.log\n/* Date.now() */ x'],
  ['strings', `const a = 'console.log', b = "it's Math.random()";`],
  ['an escaped quote', String.raw`const a = 'it\'s console.log';`],
  ['a template', 'const a = `console.log §{b ? `Date.now()` : c} console.log`;'],
  ['a regular expression', String.raw`const a = /console.log["'/]\/Date.now()/.test(b);`],
  ['a template with an object in it', 'const a = `§{[{ b: {} }].length} console.log`;'],
])('%s is blank', (_, written) => {
  // The linter takes a dollar and a brace in a plain string for a mistake.
  const source = written.replaceAll('§', '$');
  expect(codeOf(source)).not.toMatch(/console|Date|random/);
  expect(codeOf(source)).toHaveLength(source.length);
});

test('a division does not open a regular expression', () => {
  expect(codeOf('const a = b / 2; c(); const d = (e) / 3;')).toContain('c(); const d');
});

test('imports in all their forms', () => {
  const source = [
    "import a, { b } from 'one';",
    "import type { C } from './two.ts';",
    'import {\n  d,\n  type E,\n} from "three";',
    "export * from 'four';",
    "export type { F } from 'five';",
    "import 'six';",
    "const g = await import('seven');",
    "type H = import('eight').H;",
    "// import x from 'none';",
    "const i = \"from 'none'\"; Array.from('none'); import.meta.url;",
  ].join('\n');
  expect(importsOf(source)).toEqual([
    { from: 'one', typeOnly: false },
    { from: './two.ts', typeOnly: true },
    { from: 'three', typeOnly: false },
    { from: 'four', typeOnly: false },
    { from: 'five', typeOnly: true },
    { from: 'six', typeOnly: false },
    { from: 'seven', typeOnly: false },
    { from: 'eight', typeOnly: false },
  ]);
});
