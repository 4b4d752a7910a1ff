import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Where a helper of the scripts tells what it does: one plain sentence a call. */
export type Log = (sentence: string) => void;

export type Env = Record<string, string | undefined>;

/** The first of `names` that can be executed on a PATH, or null. */
export function onPath(names: readonly string[], search: string | undefined): string | null {
  const folders = (search ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return null;
}

/** How to run a command as root without being asked for anything; null where that cannot be done. */
export function rootCommand(env: Env): string[] | null {
  if (process.getuid?.() === 0) return [];
  const sudo = onPath(['sudo'], env.PATH);
  if (sudo === null) return null;
  return spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore', timeout: 10_000 }).status === 0
    ? [sudo, '-n']
    : null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Runs to the end with both outputs in one text; at most ten minutes. */
export function run(command: string[], env: Env): Promise<{ code: number | null; output: string }> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
    let output = '';
    const keep = (part: Buffer) => {
      output += part.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
