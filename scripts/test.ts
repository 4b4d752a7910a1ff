import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { provideBrowser } from './browser.ts';
import { closingLine, countTests } from './count-tests.ts';
import { provideServer } from './redis.ts';

const args = process.argv.slice(2);
const isLong = args.includes('--long');
const filters = args.filter((arg) => arg !== '--long');
const unknown = filters.find((arg) => arg.startsWith('-'));
if (unknown !== undefined) {
  console.error(`scripts/test does not know ${unknown}.\nUsage: scripts/test [--long] [PATTERN...]`);
  process.exit(2);
}

let failedSteps = 0;

async function step(title: string, work: () => Promise<number | null>): Promise<void> {
  try {
    const result = await work();
    if (result === 0) return console.log(`${title}: right`);
    console.log(`${title}: FAILED (exit code ${result})`);
  } catch (error) {
    console.log(`${title}: FAILED (${error instanceof Error ? error.message : String(error)})`);
  }
  failedSteps++;
}

/** Runs one of the installed programs with its output shown; resolves with its exit code, null when it was killed. */
function program(name: string, ...options: string[]): Promise<number | null> {
  const file = path.join('node_modules', '.bin', name);
  const env = isLong ? { ...process.env, BANGFU_LONG: '1' } : process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(file, options, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.once('error', reject);
    child.once('close', resolve);
  });
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'bangfu-report-'));
const file = path.join(folder, 'report.json');

await step('redis', async () => {
  await provideServer({ log: console.log });
  return 0;
});
await step('browser', async () => {
  await provideBrowser({ log: console.log });
  return 0;
});
await step('types', () => program('tsc', '--noEmit'));
await step('lint', () => program('biome', 'check', '--error-on-warnings', '.'));
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
const code = await program('vitest', 'run', '--config', 'tests/vitest.config.ts', ...reporters, ...filters);

const tally = countTests(readReport(), code, failedSteps);
rmSync(folder, { recursive: true, force: true });
console.log(closingLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;

function readReport(): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
