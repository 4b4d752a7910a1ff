import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { superviseRedis } from './redis.ts';

/** The application on a channel. */
export type Launch = (options: {
  channel: 'simulator' | 'wechaty';
  redisUrl: string;
  loadSample: boolean;
}) => Promise<{ stop(): Promise<void>; url?: string; failed?: Promise<never> }>;

/** What `run` takes from its process. */
export interface RunOptions {
  args: string[];
  env: Record<string, string | undefined>;
  load(): Promise<Launch>;
  /** Resolves when somebody asks it to stop. */
  stopAsked: Promise<unknown>;
  print(text: string): void;
  complain(text: string): void;
}

const USAGE = 'Usage: scripts/start [--channel simulator|wechaty]';

/**
 * Provides Redis (REDIS_URL, or a private supervised one), runs the application until it is asked to stop, and stops in
 * the reverse order. Resolves with the exit code: 0, 1 when something failed, 2 for options that it does not know.
 */
export async function run(options: RunOptions): Promise<number> {
  const { env, print, complain } = options;
  const wanted = readArgs(options.args);
  if (typeof wanted === 'string') {
    complain(wanted);
    return 2;
  }
  if (wanted.help) {
    print(USAGE);
    return 0;
  }
  const steps: (() => Promise<void>)[] = [];
  let code = 0;
  try {
    const config = readConfig({ ...env, CHANNEL: wanted.channel ?? env.CHANNEL });
    let redisUrl = config.redisUrl;
    if (redisUrl === undefined) {
      const redis = await superviseRedis({ dir: path.join(config.dataDir, 'redis'), log: complain });
      steps.push(() => redis.stop());
      redisUrl = redis.url;
    }
    const launch = await options.load();
    const loadSample = config.channel === 'simulator';
    const app = await launch({ channel: config.channel, redisUrl, loadSample });
    steps.push(() => app.stop());
    print(greeting(app.url));
    await Promise.race([options.stopAsked, app.failed ?? options.stopAsked]);
  } catch (error) {
    complain(describe(error));
    code = 1;
  }
  for (const stop of steps.reverse()) {
    try {
      await stop();
    } catch (error) {
      complain(describe(error));
      code = 1;
    }
  }
  return code;
}

function readArgs(args: string[]): { channel?: string; help?: boolean } | string {
  try {
    const { values } = parseArgs({
      args,
      options: { channel: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    const { channel } = values;
    if (channel === undefined || channel === 'simulator' || channel === 'wechaty') return values;
    return `There is no channel ${channel}.\n${USAGE}`;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  }
}

function greeting(url: string | undefined): string {
  const where = url === undefined ? 'The assistant runs.' : `The assistant runs. Chat with it here: ${url}`;
  return `${where}\nStop it with Ctrl-C; what was recorded stays.`;
}

/** The sentence of an error; its stack only where it is a fault of the program and not of its surroundings. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isFault =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  const text = isFault ? (error.stack ?? error.message) : error.message;
  return error.cause === undefined ? text : `${text}\nbecause of: ${describe(error.cause)}`;
}
