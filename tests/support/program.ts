import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from './redis.ts';

/** The program as `scripts/start` runs it, in a process of its own. */
export interface Program {
  readonly pid: number;
  /** What it has written so far, on both streams. */
  said(): string;
  /** The address of its page; waits until it runs. */
  url(): Promise<string>;
  /** Its exit code, once it has ended; null where a signal ended it. */
  ended(ms?: number): Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** Ends it, frozen or not. */
  kill(): Promise<void>;
}

/** `env` goes over this process's own; the page's port is any free one. */
export function startProgram(env: Record<string, string>): Program {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test', HTTP_PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said += data));
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const where = () => /Chat with it here: (http:\S+?)\/?\n/.exec(said)?.[1];
  return {
    pid: child.pid ?? 0,
    said: () => said,
    async url() {
      await until(() => where() !== undefined || isOver(), 'the program runs', 60_000);
      const url = where();
      if (url === undefined) throw new Error(`it ended instead: ${said}`);
      return url;
    },
    async ended(ms = 30_000) {
      await until(isOver, 'the program has ended', ms);
      return child.exitCode;
    },
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL');
      await until(isOver, 'the program is dead');
    },
  };
}
