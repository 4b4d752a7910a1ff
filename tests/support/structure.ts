import path from 'node:path';
import { codeOf, importsOf } from './source.ts';

/** A file of the project: its path from the top, with `/`, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Imports go one way. For each part of `src`: the parts it may import; with `type` only their types. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  records: ['core'],
  sheets: ['errors'],
  workshop: ['core', 'sheets', 'errors'],
  features: ['core', 'records', 'sheets', 'errors'],
  store: ['core', 'records', 'errors'],
  transport: ['core', 'errors', 'http'],
  runtime: ['core', 'records', 'features', 'type store', 'type transport', 'type workshop', 'errors', 'deps'],
  http: ['core'],
  operator: ['core', 'http'],
  operations: ['*'],
  errors: [],
  variables: [],
  config: ['variables'],
  'real-clock': ['core'],
  ids: [],
  log: ['config', 'errors'],
  deps: ['core', 'records', 'config', 'errors', 'type store', 'type transport'],
  host: ['type store'],
  channel: ['core', 'config', 'transport', 'type store', 'type http'],
  app: ['*'],
  'policy-files': ['core', 'features', 'records', 'runtime', 'store'],
  main: ['*'],
};

/** The only folders (or files) of `src` that may import a package. */
const PACKAGE_HOMES: [RegExp, string][] = [
  [/^ioredis($|\/)/, 'src/store/'],
  [/^wechaty/, 'src/transport/'],
  [/^exceljs($|\/)/, 'src/sheets/'],
  [/^(echarts|@resvg\/)/, 'src/workshop/'],
];

/** Where the wall clock and chance may be read; everyone else is given them. */
const REAL_WORLD = ['src/main.ts', 'src/real-clock.ts', 'src/ids.ts'];

const FORBIDDEN: [RegExp, string, readonly string[]][] = [
  [/\bconsole\s*\./, 'console (use Deps.log)', []],
  [/\bDate\s*\.\s*now\b/, 'Date.now (use Deps.clock)', REAL_WORLD],
  [/\bnew\s+Date\s*(\(\s*\)|(?![\w\s(]))/, 'new Date() (use Deps.clock)', REAL_WORLD],
  [/\bMath\s*\.\s*random\b/, 'Math.random (use Deps.ids)', REAL_WORLD],
];

const LONGEST = 250;
/** Files that may be longer, each with its reason. */
const LONG_FILES: Record<string, string> = {};

const TOP_LEVEL = [
  'src',
  'scripts',
  'tests',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'node_modules',
];

/** Names that say nothing of what is inside. */
const EMPTY_NAME = /^(utils?|helpers?|misc|common)\b/i;
const OUTSIDE = ['..', 'shared'].join('/');

/** Everything that breaks a rule of the project's structure, one sentence each, in the order of the files. */
export function violations(files: readonly SourceFile[], topLevel: readonly string[]): string[] {
  const found = topLevel
    .filter((name) => !name.startsWith('.') && !TOP_LEVEL.includes(name))
    .map((name) => `${name}: does not belong on the top level`);
  const known = new Set(files.map((file) => file.path));
  for (const file of files) {
    if (file.text.includes(OUTSIDE)) found.push(`${file.path}: names a folder outside the project`);
    if (/^(src|scripts|tests)\/.*\.ts$/.test(file.path)) found.push(...checkFile(file));
    if (isSource(file)) found.push(...checkSource(file, known));
  }
  return [...found, ...circles(files.filter(isSource))];
}

function isSource(file: SourceFile): boolean {
  return /^src\/.*\.ts$/.test(file.path);
}

function checkFile({ path: file, text }: SourceFile): string[] {
  const found: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > LONGEST && !(file in LONG_FILES)) found.push(`${file}: ${lines} lines, more than ${LONGEST}`);
  if (file.split('/').some((part) => EMPTY_NAME.test(part))) found.push(`${file}: a name that says nothing`);
  return found;
}

function checkSource({ path: file, text }: SourceFile, known: ReadonlySet<string>): string[] {
  const found: string[] = [];
  if (file.endsWith('/index.ts') && file !== 'src/features/index.ts')
    found.push(`${file}: the only index.ts is src/features/index.ts`);
  const code = codeOf(text);
  for (const [pattern, name, allowed] of FORBIDDEN)
    if (pattern.test(code) && !allowed.includes(file)) found.push(`${file}: uses ${name}`);
  for (const { from, typeOnly } of importsOf(text)) {
    for (const [name, home] of PACKAGE_HOMES)
      if (name.test(from) && !file.startsWith(home)) found.push(`${file}: only ${home} imports ${from}`);
    const target = resolve(file, from);
    if (target === null) continue;
    if (!target.startsWith('src/')) found.push(`${file}: imports ${target}, outside src`);
    else if (!known.has(target)) found.push(`${file}: imports ${target}, which is not there`);
    else if (!mayImport(file, target, typeOnly)) found.push(`${file}: may not import ${target}`);
  }
  return found;
}

/** `src/core/due.ts` is of the part `core`, `src/app.ts` of the part `app`. */
function partOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function mayImport(file: string, target: string, typeOnly: boolean): boolean {
  const [from, to] = [partOf(file), partOf(target)];
  if (from === 'features' && to === 'features') {
    // The list knows every feature; a feature knows itself and what lies beside the list.
    const [folder, targetFolder] = [file, target].map((each) => /^src\/features\/([^/]+)\//.exec(each)?.[1]);
    const isShared = targetFolder === undefined && target !== 'src/features/index.ts';
    const isOwn = folder !== undefined && folder === targetFolder;
    return isOwn || isShared || file === 'src/features/index.ts';
  }
  if (from === to) return true;
  const allowed = MAY_IMPORT[from] ?? [];
  return allowed.includes('*') || allowed.includes(to) || (typeOnly && allowed.includes(`type ${to}`));
}

function resolve(file: string, from: string): string | null {
  return from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : null;
}

/** Each import circle once, told from its first file in the alphabet. */
function circles(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map((file) => [
      file.path,
      importsOf(file.text).flatMap(({ from }) => resolve(file.path, from) ?? []),
    ]),
  );
  const found = new Set<string>();
  const finished = new Set<string>();
  const visit = (file: string, way: string[]) => {
    const start = way.indexOf(file);
    if (start >= 0) {
      const circle = way.slice(start);
      const first = circle.indexOf([...circle].sort()[0] ?? file);
      const told = [...circle.slice(first), ...circle.slice(0, first)];
      found.add(`${[...told, told[0]].join(' → ')}: an import circle`);
    } else if (!finished.has(file)) {
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      finished.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return [...found];
}
