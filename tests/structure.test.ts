import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type SourceFile, violations } from './support/structure.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Tracked files and new ones that are not ignored; without git (an unpacked archive) everything that is ours by name. */
function projectFiles(): string[] {
  try {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const output = execFileSync('git', list, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 1 << 26,
    });
    return output.split('\0').filter((file) => file !== '' && existsSync(path.join(ROOT, file)));
  } catch {
    return readdirSync(ROOT, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isFile()) return [entry.name];
      if (!['src', 'scripts', 'tests', '.ci'].includes(entry.name)) return [];
      return readdirSync(path.join(ROOT, entry.name), { recursive: true, withFileTypes: true })
        .filter((inner) => inner.isFile())
        .map((inner) =>
          path.relative(ROOT, path.join(inner.parentPath, inner.name)).replaceAll(path.sep, '/'),
        );
    });
  }
}

test('the project keeps to its structure', () => {
  const names = projectFiles();
  expect(names).toContain('src/config.ts');
  const files = names.map((file) => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
  const topLevel = [...new Set(names.map((file) => file.split('/')[0] ?? ''))];
  expect(violations(files, topLevel)).toEqual([]);
});

test('who hears a plain answer is decided by one name each, in one place', () => {
  const own =
    /\(text: string[^)]*\): Effect\s*(?:=>)?[\s({]*(?:return )?\{ replies: \[\{ text(?:, to: 'private')? \}\] \}/;
  const features = projectFiles().filter((file) => /^src\/features\/.*\.ts$/.test(file));
  const decide = features.filter((file) => own.test(readFileSync(path.join(ROOT, file), 'utf8')));
  expect(decide).toEqual(['src/features/define.ts']);
});

/** A small right project; `changed` replaces or adds files. */
function project(changed: Record<string, string> = {}): SourceFile[] {
  const files: Record<string, string> = {
    'src/main.ts': "import { createApp } from './app.ts';\ncreateApp(Date.now());\n",
    'src/app.ts':
      "import './runtime/inbound.ts';\nimport './store/store.ts';\nimport './transport/wechaty.ts';\n",
    'src/errors.ts': 'export class UserError extends Error {}\n',
    'src/config.ts': "import { z } from 'zod';\n",
    'src/core/clock.ts': 'export const day = (ms: number) => new Date(ms);\n',
    'src/core/due.ts': "import { day } from './clock.ts';\n",
    'src/records/visit.ts': "import { day } from '../core/clock.ts';\n",
    'src/features/index.ts': "import { visit } from './visit/command.ts';\n",
    'src/features/define.ts': 'export const define = 1;\n',
    'src/features/visit/command.ts': "import '../define.ts';\nimport { rule } from './rules.ts';\n",
    'src/features/visit/rules.ts': "import '../../records/visit.ts';\n",
    'src/features/problem/rules.ts': 'export const x = 1;\n',
    'src/runtime/inbound.ts':
      "import { features } from '../features/index.ts';\nimport type { Store } from '../store/store.ts';\n",
    'src/store/store.ts': "import { Redis } from 'ioredis';\nimport '../errors.ts';\n",
    'src/transport/wechaty.ts': "import { WechatyBuilder } from 'wechaty';\n",
    ...changed,
  };
  return Object.entries(files).map(([name, text]) => ({ path: name, text }));
}

test('a right project breaks no rule', () => {
  const top = ['src', 'scripts', 'tests', 'README.md', '.ci', '.env.example', 'node_modules'];
  expect(violations(project(), top)).toEqual([]);
});

describe('each rule finds what breaks it', () => {
  test.each<[string, string, string, string]>([
    [
      'core imports records',
      'src/core/a.ts',
      "import '../records/visit.ts';",
      'may not import src/records/visit.ts',
    ],
    [
      'core imports a feature',
      'src/core/a.ts',
      "export * from '../features/index.ts';",
      'may not import src/features/index.ts',
    ],
    [
      'records import the store',
      'src/records/a.ts',
      "import type { S } from '../store/store.ts';",
      'may not import src/store/store.ts',
    ],
    [
      'a feature imports the store',
      'src/features/visit/a.ts',
      "const s = await import('../../store/store.ts');",
      'may not import src/store/store.ts',
    ],
    [
      'a feature imports runtime',
      'src/features/visit/a.ts',
      "import x from '../../runtime/inbound.ts';",
      'may not import src/runtime/inbound.ts',
    ],
    [
      'a feature imports the transport',
      'src/features/visit/a.ts',
      "import type { T } from '../../transport/wechaty.ts';",
      'may not import src/transport/wechaty.ts',
    ],
    [
      'a feature imports another',
      'src/features/visit/a.ts',
      "import { x } from '../problem/rules.ts';",
      'may not import src/features/problem/rules.ts',
    ],
    [
      'a feature imports the list',
      'src/features/problem/a.ts',
      "import { x } from '../index.ts';",
      'may not import src/features/index.ts',
    ],
    [
      'what lies beside the list imports a feature',
      'src/features/define.ts',
      "import { x } from './problem/rules.ts';",
      'may not import src/features/problem/rules.ts',
    ],
    [
      'the store imports a feature',
      'src/store/a.ts',
      "import '../features/visit/rules.ts';",
      'may not import src/features/visit/rules.ts',
    ],
    [
      'the transport imports records',
      'src/transport/a.ts',
      "import '../records/visit.ts';",
      'may not import src/records/visit.ts',
    ],
    [
      'the transport imports the store',
      'src/transport/a.ts',
      "import type { S } from '../store/store.ts';",
      'may not import src/store/store.ts',
    ],
    [
      'runtime imports more than types of the store',
      'src/runtime/a.ts',
      "import { type S } from '../store/store.ts';",
      'may not import src/store/store.ts',
    ],
    ['runtime imports app', 'src/runtime/a.ts', "import '../app.ts';", 'may not import src/app.ts'],
    [
      'config imports core',
      'src/config.ts',
      "import '../src/core/clock.ts';",
      'may not import src/core/clock.ts',
    ],
    [
      'the environment is for config alone',
      'src/variables.ts',
      "import './core/clock.ts';",
      'may not import src/core/clock.ts',
    ],
    [
      'an unknown part imports',
      'src/extra/a.ts',
      "import '../core/clock.ts';",
      'may not import src/core/clock.ts',
    ],
    [
      'src imports scripts',
      'src/store/a.ts',
      "import '../../scripts/redis.ts';",
      'imports scripts/redis.ts, outside src',
    ],
    [
      'a file is not there',
      'src/core/a.ts',
      "import './gone.ts';",
      'imports src/core/gone.ts, which is not there',
    ],
    [
      'ioredis outside store',
      'src/runtime/a.ts',
      "import type { Redis } from 'ioredis';",
      'only src/store/ imports ioredis',
    ],
    [
      'wechaty outside transport',
      'src/app.ts',
      "import { x } from 'wechaty-puppet-mock';",
      'only src/transport/ imports wechaty-puppet-mock',
    ],
    ['console', 'src/core/a.ts', "console.log('x');", 'uses console (use Deps.log)'],
    [
      'console inside a template',
      'src/core/a.ts',
      'const a = `x§{console.log(1)}`;',
      'uses console (use Deps.log)',
    ],
    ['Date.now', 'src/core/a.ts', 'const now = Date.now();', 'uses Date.now (use Deps.clock)'],
    ['Date.now handed on', 'src/core/a.ts', 'run({ now: Date.now });', 'uses Date.now (use Deps.clock)'],
    ['new Date()', 'src/app.ts', 'const now = new Date( );', 'uses new Date() (use Deps.clock)'],
    ['new Date', 'src/app.ts', 'const now = new Date;', 'uses new Date() (use Deps.clock)'],
    ['Math.random', 'src/core/a.ts', 'const x = Math.random();', 'uses Math.random (use Deps.ids)'],
    ['an index.ts', 'src/core/index.ts', '', 'the only index.ts is src/features/index.ts'],
    ['a long file', 'src/core/a.ts', '\n'.repeat(251), '251 lines, more than 250'],
    ['a long test', 'tests/a.test.ts', '\n'.repeat(251), '251 lines, more than 250'],
    ['utils', 'src/core/utils.ts', '', 'a name that says nothing'],
    ['helpers', 'src/core/text/helpers/a.ts', '', 'a name that says nothing'],
    [
      'the folder outside',
      'README.md',
      `See ${['..', 'shared'].join('/')}/x.md`,
      'names a folder outside the project',
    ],
  ])('%s', (_, file, text, expected) => {
    // The linter takes a dollar and a brace in a plain string for a mistake.
    const files = project({ [file]: text.replaceAll('§', '$') });
    expect(violations(files, [])).toEqual([`${file}: ${expected}`]);
  });

  test('something else on the top level', () => {
    expect(violations(project(), ['src', 'docs', 'biome.json', '.github'])).toEqual([
      'docs: does not belong on the top level',
      'biome.json: does not belong on the top level',
    ]);
  });

  test('a circle, also of types alone, is told once', () => {
    const files = project({
      'src/core/b.ts': "import './c.ts';",
      'src/core/c.ts': "import type { D } from './d.ts';",
      'src/core/d.ts': "export { b } from './b.ts';",
      'src/core/a.ts': "import './c.ts';",
    });
    expect(violations(files, [])).toEqual([
      'src/core/b.ts → src/core/c.ts → src/core/d.ts → src/core/b.ts: an import circle',
    ]);
  });
});
