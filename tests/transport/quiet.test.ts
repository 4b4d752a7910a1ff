import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempDir } from './rig.ts';

test('nothing on standard output, no text in the log, no file beside the data, and the process ends by itself', async () => {
  const cwd = await tempDir();
  const script = fileURLToPath(new URL('./quiet-script.ts', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), script],
    { cwd, env: { ...process.env, WECHATY_LOG: 'silly', BROLOG_LEVEL: 'silly' }, timeout: 60_000 },
  );
  const stoppedAt = Number(/STOPPED AT (\d+)/.exec(stderr)?.[1]);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/机密|罗启明/);
  expect(await readdir(cwd)).toEqual(['data']);
  expect(Date.now() - stoppedAt).toBeLessThan(3000);
}, 90_000);
