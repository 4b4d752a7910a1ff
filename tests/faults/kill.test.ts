import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { addDays } from '../../src/core/clock.ts';
import type { Visit } from '../../src/records/visit.ts';
import { brokenAt, readEntry } from '../../src/store/audit.ts';
import { dump } from '../../src/store/dump.ts';
import { openStore } from '../../src/store/store.ts';
import { freshDatabase, until } from '../support/redis.ts';

const KILLS = 5;
const MESSAGES = 500;
const HEADS = [
  '罗启明',
  '覃秀英',
  '龙国栋',
  '石长顺',
  '吴春桃',
  '马树根',
  '邓有福',
  '秦海生',
  '蒋来发',
  '何玉兰',
  '莫建军',
  '罗启民',
  '彭志高',
];
const MODES = ['入户', '电话', '服务'];
const ROOMS = [undefined, 'G1', 'G2', 'G3', 'G4', 'G5'];

/** Visits that differ in household, day or mode, so that none is merged into another. */
const messages = Array.from({ length: MESSAGES }, (_, i) => {
  const head = HEADS[i % HEADS.length];
  const mode = MODES[Math.floor(i / HEADS.length) % MODES.length];
  const day = addDays('2017-09-13', -Math.floor(i / (HEADS.length * MODES.length)));
  const room = ROOMS[i % ROOMS.length];
  return {
    id: `k${i}`,
    from: 'U03',
    room,
    text: `走访 ${head} ${mode} ${day.slice(5).replace('-', '.')} 记号${i}完`,
  };
});

interface Victim {
  process: ChildProcess;
  ready: boolean;
}

it(`no acknowledged visit is lost or doubled when the process is killed ${KILLS} times in ${MESSAGES} messages`, {
  timeout: 120_000,
}, async () => {
  const url = await freshDatabase();
  const sent: string[] = [];
  const taken = new Set<string>();
  let seed = 20170913;
  const chance = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };

  function start(): Victim {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./victim.ts', import.meta.url))],
      {
        env: { ...process.env, REDIS_URL: url },
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      },
    );
    const victim: Victim = { process: child, ready: false };
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const news = JSON.parse(line) as { ready?: boolean; taken?: string; sent?: { text: string } };
        if (news.ready) victim.ready = true;
        if (news.taken) taken.add(news.taken);
        if (news.sent) sent.push(news.sent.text);
      });
    }
    return victim;
  }

  /** As WeChat does: what a dead process had not taken in is delivered again to the next one. */
  const say = (victim: Victim, from: number, to: number) => {
    for (const m of messages.slice(from, to)) if (!taken.has(m.id)) victim.process.send(m);
  };
  const gone = async (victim: Victim) => {
    victim.process.kill('SIGKILL');
    await until(
      () => victim.process.exitCode !== null || victim.process.signalCode !== null,
      'the victim is dead',
    );
  };

  let victim = start();
  for (let kill = 0; kill < KILLS; kill++) {
    await until(() => victim.ready, 'the victim is ready', 20_000);
    const before = taken.size;
    say(victim, 0, Math.floor((MESSAGES * (kill + 1)) / (KILLS + 1)));
    const share = before + Math.floor(chance() * 60);
    await until(() => taken.size >= share, `${share} messages are taken`, 20_000);
    await gone(victim);
    victim = start();
  }
  await until(() => victim.ready, 'the victim is ready', 20_000);
  say(victim, 0, MESSAGES);
  await until(() => taken.size === MESSAGES, 'all messages are taken', 40_000);
  await gone(victim);

  const store = await openStore({
    url,
    account: 'replay',
    keys: [Buffer.alloc(32, 7)],
    onError: () => undefined,
  });
  const visits = (await dump(store)).visits as Visit[];
  const times = (mark: string, texts: readonly string[]) => texts.filter((t) => t.includes(mark)).length;
  const marks = messages.map((_, i) => `记号${i}完`);
  const kept = marks.map((m) =>
    times(
      m,
      visits.map((v) => v.summary),
    ),
  );
  const answers = marks.map((m) => times(m, sent));
  const repeated = answers.filter((n) => n > 1).length;
  console.log(
    JSON.stringify({
      messages: MESSAGES,
      kills: KILLS,
      lost: kept.filter((n) => n === 0).length,
      doubled: kept.filter((n) => n > 1).length,
      unanswered: answers.filter((n) => n === 0).length,
      repeatedReplies: repeated,
    }),
  );
  expect(kept.filter((n) => n !== 1)).toEqual([]);
  expect(answers.filter((n) => n === 0)).toEqual([]);
  expect(sent.filter((t) => t.includes('已经记过'))).toEqual([]);
  expect(repeated).toBeLessThanOrEqual(KILLS);
  for (const v of ['V01', 'V02', 'V03', 'V04']) {
    const chain = await store.raw.connections.read.xrange(`bf:{v:${v}}:audit`, '-', '+');
    expect(brokenAt(chain.map(([id, fields]) => readEntry(v, id, fields)))).toBeNull();
    expect(await store.raw.connections.read.hlen(`bf:{v:${v}}:week:2017-W37`)).toBeGreaterThan(0);
  }
  store.close();
});
