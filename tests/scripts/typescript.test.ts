import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Says whether a function of the program was given its name once more while its file was loaded, and what its name is. */
const PROGRAM = `
  const { defineProperty } = Object;
  let named = 'left alone';
  Object.defineProperty = (target, key, value) => {
    if (key === 'name' && value.value === 'createLanes') named = 'named';
    return defineProperty(target, key, value);
  };
  const { createLanes } = await import('./src/core/lanes.ts');
  console.log(named, createLanes.name);
`;

const run = (loader: string) =>
  spawnSync(process.execPath, ['--import', loader, '--input-type=module', '--eval', PROGRAM], {
    encoding: 'utf8',
  }).stdout.trim();

describe('the loader of the running program', () => {
  test('makes functions without naming each once more, and each has its name', () => {
    expect(run('./scripts/typescript.js')).toBe('left alone createLanes');
  });

  test('tsx alone names them: once it does not, the loader is no longer needed', () => {
    expect(run('tsx')).toBe('named createLanes');
  });
});

test('what is measured runs with the same flags as what is started', () => {
  const flags = (file: string) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.find((l) => /(start|bench)\.ts/.test(l) && l.includes('--import'));
    return line?.match(/--max-semi-space-size=\d+|[\w/.]+typescript\.js/g);
  };
  const wanted = ['--max-semi-space-size=32', './scripts/typescript.js'];
  for (const file of ['scripts/start', 'scripts/deploy/bangfu.service', 'scripts/deploy/Containerfile'])
    expect(flags(file), file).toEqual(wanted);
  expect(flags('package.json')).toEqual(wanted);
});
