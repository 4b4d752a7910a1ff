import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('what is measured runs with the same memory as what is started', () => {
  for (const file of [
    'scripts/start',
    'scripts/deploy/bangfu.service',
    'scripts/deploy/Containerfile',
    'package.json',
  ]) {
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.find((l) => /(start|bench)\.ts/.test(l) && l.includes('--import'));
    expect(line, file).toContain('--max-semi-space-size=32');
  }
});
