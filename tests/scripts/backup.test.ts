import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { backupsIn } from '../../scripts/store/backup.ts';
import { command } from '../../scripts/store/command.ts';
import type { Push } from '../../src/records/push.ts';
import type { Visit } from '../../src/records/visit.ts';
import { type Dump, dump } from '../../src/store/dump.ts';
import { openStore } from '../../src/store/store.ts';
import { verifyChains } from '../../src/store/verify.ts';
import { type OwnRedis, ownRedis, temporaryFolder } from '../support/redis.ts';
import { createWorld, KEY, type World } from '../support/world.ts';

/** Of the letter x. */
const PHOTO = 'photos/2d/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881.jpg';
const HEADS = ['罗启明', '覃秀英', '龙国栋', '石长顺', '吴春桃', '马树根'];

interface Rig {
  redis: OwnRedis;
  target: string;
  dataDir: string;
  world: World;
  /** Runs a command on a store; what it said. */
  run(
    name: 'backup' | 'restore' | 'audit',
    args: string[],
    url?: string,
  ): Promise<{ code: number; said: string }>;
}

async function own(): Promise<OwnRedis> {
  const redis = await ownRedis();
  onTestFinished(() => redis.stop());
  return redis;
}

function folder(): string {
  const dir = temporaryFolder('bangfu-bk-');
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function rig(): Promise<Rig> {
  const redis = await own();
  const world = await createWorld({ url: redis.url });
  onTestFinished(() => world.close());
  const [target, dataDir] = [folder(), folder()];
  mkdirSync(path.dirname(path.join(dataDir, PHOTO)), { recursive: true });
  writeFileSync(path.join(dataDir, PHOTO), 'x');
  return {
    redis,
    target,
    dataDir,
    world,
    async run(name, args, url = redis.url) {
      const said: string[] = [];
      const say = (text: string) => void said.push(text);
      const env = { REDIS_URL: url, DATA_DIR: dataDir };
      return { code: await command(name, args, env, say, say), said: said.join('\n') };
    },
  };
}

const MODES = ['电话', '入户', '服务'];
/** Visits that differ in household, day or mode, so that none is merged into another. */
const visit = (i: number) => {
  const day = 1 + (Math.floor(i / HEADS.length) % 12);
  const mode = MODES[Math.floor(i / HEADS.length / 12) % MODES.length];
  return `走访 ${HEADS[i % HEADS.length]} ${mode} 9.${day} 记号${i}完`;
};

async function contents(url: string): Promise<Dump> {
  const store = await openStore({ url, account: 'test', keys: [KEY], onError: () => undefined });
  return dump(store).finally(() => store.close());
}

it('what is backed up comes back the same, with its files, and the program goes on there', {
  timeout: 120_000,
}, async () => {
  const { run, target, dataDir, world, redis } = await rig();
  for (let i = 0; i < 6; i++) await world.say('U03', visit(i), { room: 'G2' });
  await redis.restart(); // killed: what was acknowledged is in the append-only file
  await expect
    .poll(
      () =>
        world.store.ping().then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);
  const before = await contents(redis.url);
  const made = await run('backup', [target]);
  expect(made.said).toContain('1 files');
  expect(made.code).toBe(0);
  expect(await world.store.home.lastBackup()).toBeGreaterThan(0);

  const other = await own();
  rmSync(path.join(dataDir, 'photos'), { recursive: true });
  const back = await run('restore', [target], other.url);
  expect(back).toMatchObject({ code: 0, said: expect.stringContaining('is back') });
  expect(await contents(other.url)).toEqual(before);
  expect(readFileSync(path.join(dataDir, PHOTO), 'utf8')).toBe('x');
  expect((await run('audit', ['verify'], other.url)).code).toBe(0);
  // The next number goes on behind the last one.
  const next = await createWorld({ url: other.url });
  onTestFinished(() => next.close());
  const again = await run('restore', [target], other.url);
  expect(again).toMatchObject({ code: 1, said: expect.stringContaining('not empty') });
});

it('made while the program writes: no answered visit is missing in it, every chain holds', {
  timeout: 180_000,
}, async () => {
  const { run, target, world } = await rig();
  let stop = false;
  let said = 0;
  const writing = (async () => {
    while (!stop && said < 200) await world.say('U03', visit(said++), { room: 'G2' });
  })();
  await expect.poll(() => said, { timeout: 60_000 }).toBeGreaterThan(3);
  const made = await run('backup', [target]);
  const then = said;
  stop = true;
  await writing;
  expect(made.code).toBe(0);
  const other = await own();
  expect((await run('restore', [target], other.url)).code).toBe(0);
  const { visits, pushes } = (await contents(other.url)) as { visits: Visit[]; pushes: Push[] };
  const kept = new Set(visits.map((v) => v.id));
  const answered = pushes.filter((p) => p.kind === 'reply' && p.state === 'sent').length;
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThanOrEqual(then);
  // Whatever the account's slot calls done has its record: every number taken by an answered message is there.
  const marked = new Set(visits.map((v) => v.source.messageId));
  for (const p of pushes)
    if (p.kind === 'reply' && p.state === 'sent') expect(marked).toContain(p.source.messageId);
  expect(kept.size).toBe(visits.length);
});

it('a damaged backup is refused with what is wrong, and nothing is written', {
  timeout: 120_000,
}, async () => {
  const { run, target } = await rig();
  await run('backup', [target]);
  const [name = ''] = await backupsIn(target);
  const dir = path.join(target, name);
  const other = await own();
  const file = path.join(dir, 'store.jsonl.gz');
  const whole = readFileSync(file);
  const bytes = Buffer.from(whole);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await run('restore', [dir], other.url)).toMatchObject({
    code: 1,
    said: expect.stringContaining('store.jsonl.gz'),
  });
  writeFileSync(file, whole);
  rmSync(path.join(dir, 'files'), { recursive: true });
  expect((await run('restore', [dir], other.url)).said).toMatch(/files\/photos\/.* is missing/);
  rmSync(path.join(dir, 'SHA256SUMS'));
  expect((await run('restore', [dir], other.url)).said).toContain('no whole backup');
  const redis = new Redis(other.url);
  expect(await redis.dbsize()).toBe(0);
  redis.disconnect();
});

it('a restore that was cut off: the program does not start on it, and the same command ends it', {
  timeout: 120_000,
}, async () => {
  const { run, target, redis } = await rig();
  await run('backup', [target]);
  const [name = ''] = await backupsIn(target);
  const other = await own();
  const client = new Redis(other.url);
  await client.mset('bf:restoring', name, 'bf:{n}:S', '999');
  await expect(contents(other.url)).rejects.toThrow(/cut off/);
  expect((await run('restore', [target], other.url)).code).toBe(0);
  expect(await contents(other.url)).toEqual(await contents(redis.url));
  await client.flushall();
  await client.set('bf:restoring', 'bangfu-20170101-000000');
  expect((await run('restore', [target], other.url)).said).toContain('a part of bangfu-20170101-000000');
  client.disconnect();
});

it('a record or an entry that was changed past the program is found and named', {
  timeout: 120_000,
}, async () => {
  const { run, world, redis } = await rig();
  await world.say('U18', visit(0));
  await world.say('U18', visit(1));
  const { visits } = (await contents(redis.url)) as { visits: Visit[] };
  const { id, villageId } = visits.at(-1) ?? { id: '', villageId: '' };
  const client = new Redis(redis.url);
  const k = `bf:{v:${villageId}}:visit:${id}`;
  const raw = (await client.get(k)) ?? '';
  await client.set(k, raw.replace('"mode":"phone"', '"mode":"home"'));
  expect(await run('audit', ['verify'])).toMatchObject({
    code: 1,
    said: expect.stringContaining(`visit:${id} was changed`),
  });
  await client.set(k, raw);
  expect((await run('audit', ['verify'])).code).toBe(0);
  const chain = `bf:{v:${villageId}}:audit`;
  const entries = await client.xrange(chain, '-', '+');
  const [third = ''] = entries[2] ?? [];
  await client.xdel(chain, third);
  const [report] = (await verifyChains(client)).filter((r) => r.chain === villageId);
  expect(report?.broken).toContain('entry 3 is missing');
  client.disconnect();
});

it('a photo that was damaged in the last backup is copied afresh and told, not passed on', {
  timeout: 120_000,
}, async () => {
  const { run, target } = await rig();
  await run('backup', [target]);
  const [first = ''] = await backupsIn(target);
  const photo = path.join('files', PHOTO);
  writeFileSync(path.join(target, first, photo), 'y');
  const second = () => Math.floor(Date.now() / 1000);
  const then = second();
  await expect.poll(second, { interval: 50, timeout: 5000 }).toBeGreaterThan(then); // a folder's name has seconds
  const made = await run('backup', [target]);
  expect(made.said).toContain(`${path.join(first, photo)} is damaged`);
  const last = (await backupsIn(target)).at(-1) ?? '';
  expect(last).not.toBe(first);
  expect(readFileSync(path.join(target, last, photo), 'utf8')).toBe('x');
  expect(readFileSync(path.join(target, first, photo), 'utf8')).toBe('y');
  const other = await own();
  expect((await run('restore', [target], other.url)).code).toBe(0);
});

it('so many are kept; a wrong call says how it is called', { timeout: 120_000 }, async () => {
  const { run, target } = await rig();
  for (const day of ['20170911', '20170912', '20170913'])
    mkdirSync(path.join(target, `bangfu-${day}-023000`));
  mkdirSync(path.join(target, 'mine'));
  await run('backup', [target, '--keep', '2']);
  const left = await backupsIn(target);
  expect(left).toHaveLength(2);
  expect(left[0]).toBe('bangfu-20170913-023000');
  expect(await run('backup', [])).toMatchObject({ code: 2, said: expect.stringContaining('Usage') });
  expect((await run('backup', [target, '--keep', '0'])).code).toBe(2);
  expect((await run('audit', ['x'])).code).toBe(2);
});
