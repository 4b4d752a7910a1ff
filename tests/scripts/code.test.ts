import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, KEY, onlyPush, type World } from '../support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let world: World;
beforeEach(async () => {
  // The scripts read the real clock, so that the program must, too; what is due at that hour is not what is tested.
  world = await createWorld({ begin: Date.now(), features: onlyPush('none') });
});
afterEach(() => world.close());

async function run(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    env: {
      ...process.env,
      REDIS_URL: world.url,
      DATA_KEY: KEY.toString('base64'),
      DATA_DIR: mkdtempSync(join(tmpdir(), 'bangfu-script-')),
      ACCOUNT: 'test',
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (d) => {
    out += d;
  });
  child.stderr.on('data', (d) => {
    err += d;
  });
  const code = await new Promise<number>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

it('the terminal makes the first code, beside the running program', async () => {
  const { code, out } = await run('code', '宁晓波');
  expect(code).toBe(0);
  const words = /绑定 \w{4}-\w{4}/.exec(out)?.[0] ?? '';
  await world.say('W1', words);
  // By day his former account is told at once, by night in the morning: the test runs at any hour.
  const toHim = world.heard().filter((s) => s.to === 'W1');
  expect(toHim.map((s) => s.text)).toEqual([expect.stringContaining('绑定好了，宁晓波')]);
  await world.say('W1', '生成绑定码 U18');
  expect(world.heard()[0]?.text).toContain('绑定码');
});

it('says what is wrong: nobody of that name, or no name at all', async () => {
  const asked = [['code', '没有此人'], ['code'], ['forget', 'U18'], ['forget', 'H99']] as const;
  const told = await Promise.all(asked.map(([script, ...args]) => run(script, ...args)));
  expect(told.map((t) => t.code)).toEqual([1, 2, 2, 1]);
  const words = ['no 没有此人', 'usage', 'usage', 'no household H99'];
  for (const [i, { err }] of told.entries()) expect(err).toContain(words[i]);
}, 60_000);

it('a household is forgotten from the terminal', async () => {
  const { code, out } = await run('forget', 'H05', '--by', 'U03');
  expect(code).toBe(0);
  expect(out).toContain('H05 is forgotten');
});
