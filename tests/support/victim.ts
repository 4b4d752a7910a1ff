import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from './redis.ts';

/** What is said to the victim. */
export interface SaidToVictim {
  id: string;
  from: string;
  room?: string;
  text: string;
}

/** The real program in a process of its own, to be killed. */
export interface Victim {
  ready(): boolean;
  say(message: SaidToVictim): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** `taken`: the program has dealt with that message; `sent`: that text went out. Both are known also of a dead process. */
export function startVictim(
  redisUrl: string,
  news: { taken(id: string): void; sent(text: string): void },
): Victim {
  const file = fileURLToPath(new URL('../faults/victim.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, REDIS_URL: redisUrl },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let ready = false;
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = JSON.parse(line) as { ready?: boolean; taken?: string; sent?: { text?: string } };
      if (told.ready) ready = true;
      if (told.taken) news.taken(told.taken);
      if (told.sent?.text) news.sent(told.sent.text);
    });
  }
  return {
    ready: () => ready,
    say: (message) => void child.send(message),
    async kill() {
      child.kill('SIGKILL');
      await until(() => child.exitCode !== null || child.signalCode !== null, 'the victim is dead');
    },
  };
}
