import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { iso } from '../../src/core/clock.ts';
import { createLog } from '../../src/log.ts';
import { startPrivateRedis } from '../redis.ts';
import { readSample } from '../sample/shape.ts';
import { readLine, type ScriptLine } from './line.ts';

export interface ReplayArgs {
  sample: boolean;
  dump?: string;
  seed: number;
}

export function readReplayArgs(argv: readonly string[]): ReplayArgs | { wrong: string } {
  const args: ReplayArgs = { sample: false, seed: 1 };
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i];
    if (arg === '--sample') args.sample = true;
    else if (arg === '--dump') {
      args.dump = argv[++i];
      if (!args.dump) return { wrong: '--dump needs a file' };
    } else if (arg === '--seed') {
      args.seed = Number(argv[++i]);
      if (!Number.isInteger(args.seed)) return { wrong: '--seed needs a whole number' };
    } else return { wrong: `unknown option ${arg}` };
  }
  return args;
}

/** What the simulator put into here bears the paths that were printed: whoever reads them opens the files afterwards. */
const SENT = 'sent';

/** Takes the store and all else away, but not the pictures and files that were sent. */
function clear(dir: string): void {
  const all = readdirSync(dir);
  for (const name of all.filter((n) => n !== SENT)) rmSync(join(dir, name), { recursive: true, force: true });
  if (!all.includes(SENT)) rmdirSync(dir);
}

/** Plays a script from `input` and prints what is sent. Ends with the exit code: 2 for a line that cannot be read. */
export async function replay(
  args: ReplayArgs,
  input: NodeJS.ReadableStream,
  print: (line: string) => void,
): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-replay-'));
  const log = createLog(process.env.LOG_LEVEL ?? 'warn');
  // Redis comes up while the program is loaded.
  const [redis, { createStage }] = await Promise.all([
    startPrivateRedis({ dir: join(dir, 'redis') }),
    import('./stage.ts'),
  ]);
  const bail = (signal: NodeJS.Signals) => {
    void redis.stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', bail).once('SIGTERM', bail);
  try {
    const stage = createStage({
      dir,
      log,
      redisUrl: redis.url,
      sample: args.sample ? readSample() : undefined,
      dataKey: createHash('sha256').update(`replay ${args.seed}`).digest(),
      seed: args.seed,
      print: (sent) => print(JSON.stringify({ ...sent, at: iso(sent.at) })),
    });
    let number = 0;
    for await (const raw of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (raw.trim() === '') continue;
      let line: ScriptLine;
      try {
        line = readLine(raw);
        stage.check(line);
      } catch (error) {
        process.stderr.write(`line ${number} ${(error as Error).message}\n`);
        return 2;
      }
      await stage.play(line);
    }
    if (args.dump) writeFileSync(args.dump, `${JSON.stringify(await stage.dump())}\n`);
    await stage.close();
    return 0;
  } finally {
    process.off('SIGINT', bail).off('SIGTERM', bail);
    await redis.stop();
    clear(dir);
  }
}
