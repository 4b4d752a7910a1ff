import { spawnSync } from 'node:child_process';
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
