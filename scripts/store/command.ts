import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../../src/config.ts';
import { verifyChains } from '../../src/store/verify.ts';
import { startPrivateRedis } from '../redis.ts';
import { loadSettings } from '../settings.ts';
import { backup } from './backup.ts';
import { withRedis } from './client.ts';
import { restore } from './restore.ts';

const USAGE = {
  backup: 'Usage: scripts/backup DIR [--keep N]   (14 are kept where N is left out)',
  restore: 'Usage: scripts/restore DIR   (a backup, or a folder of backups: then the last one)',
  audit: 'Usage: scripts/audit verify',
};

/** What a command tells: 0 done, 1 it failed or found something wrong, 2 it was called wrongly. */
type Code = 0 | 1 | 2;

/** Runs one of the store's commands on the store that the settings name. */
export async function command(
  name: keyof typeof USAGE,
  args: string[],
  env: Record<string, string | undefined>,
  print: (text: string) => void = console.log,
  complain: (text: string) => void = console.error,
): Promise<Code> {
  const given = read(name, args, env.CALLED_FROM ?? process.cwd());
  if (!given) {
    complain(USAGE[name]);
    return 2;
  }
  try {
    const config = readConfig({ ...env, CHANNEL: undefined, NODE_ENV: undefined });
    const dataDir = path.resolve(config.dataDir);
    const own = config.redisUrl ? undefined : await startPrivateRedis({ dir: path.join(dataDir, 'redis') });
    const url = config.redisUrl ?? own?.url ?? '';
    try {
      if (name === 'backup') return await runBackup({ url, dataDir, ...given }, print);
      if (name === 'restore') return await runRestore({ url, dataDir, from: given.target }, print);
      return await runVerify(url, print);
    } finally {
      await own?.stop();
    }
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function read(
  name: keyof typeof USAGE,
  args: string[],
  from: string,
): { target: string; keep: number } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { keep: { type: 'string' } },
      allowPositionals: true,
    });
    const [target] = positionals;
    const keep = Number(values.keep ?? 14);
    const right = positionals.length === 1 && target && Number.isInteger(keep) && keep >= 1;
    if (!right || (name === 'audit' && target !== 'verify')) return undefined;
    // The shell script has gone to the project's folder by now.
    return { target: path.resolve(from, target), keep };
  } catch {
    return undefined;
  }
}

type Wanted = { url: string; dataDir: string; target: string; keep: number };

async function runBackup(wanted: Wanted, print: (text: string) => void): Promise<Code> {
  const { dir, manifest, damaged } = await backup({ ...wanted, now: Date.now() });
  const { keys, files, chains } = manifest;
  print(`${dir}: ${keys} keys, ${files.count} files, ${Object.keys(chains).length} audit chains.`);
  print('The data key (DATA_KEY, or data.key in the data folder) is not in it: keep it in another place.');
  for (const file of damaged)
    print(`${file} is damaged: it was copied afresh into this backup. Look at the disk.`);
  const broken = Object.entries(chains).filter(([, c]) => c.broken);
  for (const [chain, { broken: what }] of broken) print(`Audit chain ${chain}: ${what}`);
  return broken.length > 0 ? 1 : 0;
}

async function runRestore(
  wanted: { url: string; dataDir: string; from: string },
  print: (text: string) => void,
): Promise<Code> {
  const { dir, manifest } = await restore(wanted);
  print(`${dir} of ${manifest.at} is back: ${manifest.keys} keys, ${manifest.files.count} files, checked.`);
  print('Start the program with the same DATA_KEY as before.');
  return 0;
}

async function runVerify(url: string, print: (text: string) => void): Promise<Code> {
  return withRedis(url, async (redis) => {
    const reports = await verifyChains(redis);
    for (const { chain, length, head, broken } of reports)
      print(`${chain}\t${length}\t${head || '-'}\t${broken ?? 'ok'}`);
    return reports.some((r) => r.broken) ? 1 : 0;
  });
}

/** For the three small programs that a shell calls. */
export async function main(name: keyof typeof USAGE): Promise<void> {
  loadSettings();
  process.exit(await command(name, process.argv.slice(2), process.env));
}
