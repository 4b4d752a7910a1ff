import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addDays } from '../../src/core/clock.ts';
import type { Visit } from '../../src/records/visit.ts';
import { brokenAt, readEntry } from '../../src/store/audit.ts';
import { dump } from '../../src/store/dump.ts';
import { openStore } from '../../src/store/store.ts';
import { type OwnRedis, ownRedis, until } from '../support/redis.ts';
import { startVictim } from '../support/victim.ts';

/** In CI the short form; `scripts/test --long` kills ten times in 2,000 messages. */
const LONG = process.env.BANGFU_LONG !== undefined;
const KILLS = LONG ? 10 : 3;
const MESSAGES = LONG ? 2000 : 300;
const AT_ONCE = 50;

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

let redis: OwnRedis;
beforeEach(async () => {
  redis = await ownRedis();
});
afterEach(() => redis.stop());

/** A small repeatable chance. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

it.each([
  { what: 'the process', kills: () => ['process'] },
  {
    what: 'Redis, the process and both at once by turns',
    kills: (n: number) => [['redis'], ['process'], ['redis', 'process']][n % 3] ?? [],
  },
])(
  `no acknowledged visit is lost or doubled when $what: killed ${KILLS} times in ${MESSAGES} messages`,
  { timeout: LONG ? 1_800_000 : 300_000 },
  async ({ what, kills }) => {
    const sent: string[] = [];
    const taken = new Set<string>();
    const saidAt = new Map<string, number>();
    const heardAt = new Map<number, number>();
    const chance = dice(20170913);
    let upTo = 0;
    let underway = new Set<string>();
    const news = {
      taken(id: string) {
        taken.add(id);
        underway.delete(id);
        pump();
      },
      sent(text: string) {
        sent.push(text);
        const [n] = marksIn(text);
        if (n !== undefined && !heardAt.has(n)) heardAt.set(n, performance.now());
      },
    };
    let victim = startVictim(redis.url, news);
    /** So many people at once wait for an answer; the next one speaks when one has it. */
    function pump(): void {
      for (const m of messages.slice(0, upTo)) {
        if (underway.size >= AT_ONCE) return;
        if (taken.has(m.id) || underway.has(m.id)) continue;
        underway.add(m.id);
        if (!saidAt.has(m.id)) saidAt.set(m.id, performance.now());
        victim.say(m);
      }
    }

    for (let n = 0; n < KILLS; n++) {
      await until(victim.ready, 'the victim is ready', 120_000);
      const before = sent.length;
      upTo = Math.floor((MESSAGES * (n + 1)) / (KILLS + 1));
      const answers = 1 + Math.floor(chance() * Math.min(120, (upTo - taken.size) / 2));
      pump();
      // In the middle of the work: some answers are out, others are being made.
      await until(() => sent.length >= before + answers, `${answers} more answers`, 120_000);
      await pause(chance() * 20);
      const hit = kills(n);
      if (hit.includes('redis')) {
        // People see that nothing comes and hold on; who was told that it is not saved says it again later.
        upTo = 0;
        await redis.kill();
      }
      if (hit.includes('process')) await victim.kill();
      if (hit.includes('redis')) {
        await redis.restart();
        await pause(1000);
      }
      if (hit.includes('process')) {
        // As WeChat does: what a dead process had not taken in is delivered again to the next one.
        underway = new Set();
        victim = startVictim(redis.url, news);
      }
    }
    await until(victim.ready, 'the victim is ready', 120_000);
    upTo = MESSAGES;
    pump();
    await until(() => taken.size === MESSAGES, 'all messages are taken', LONG ? 600_000 : 120_000);
    const refusals = sent.filter((t) => t.includes('没有存上')).length;
    const first = count((await recordsOf(redis.url)).visits.map((v) => v.summary));
    const acknowledged = count(sent);
    // Nobody who heard «已记» has lost his visit, and whoever has none was told so.
    expect(messages.filter((_, i) => first[i] === 0 && acknowledged[i] !== 0)).toEqual([]);
    const unsaved = messages.filter((_, i) => first[i] === 0);
    expect(unsaved.length).toBeLessThanOrEqual(refusals);
    const late = messages.map((m, i) => (heardAt.get(i) ?? Number.NaN) - (saidAt.get(m.id) ?? 0));
    for (const m of unsaved) victim.say({ ...m, id: `${m.id}-again` });
    await until(() => taken.size === MESSAGES + unsaved.length, 'they are said again', 120_000);
    await victim.kill();

    const { visits, broken } = await recordsOf(redis.url);
    const kept = count(visits.map((v) => v.summary));
    const answers = count(sent);
    const repeated = answers.filter((n) => n > 1).length;
    const ordered = late.filter((ms) => !Number.isNaN(ms)).sort((a, b) => a - b);
    const at = (share: number) => Math.round(ordered[Math.ceil(share * ordered.length) - 1] ?? 0);
    console.log(
      JSON.stringify({
        killed: what,
        messages: MESSAGES,
        kills: KILLS,
        notSaved: unsaved.length,
        lost: kept.filter((n) => n === 0).length,
        doubled: kept.filter((n) => n > 1).length,
        unanswered: answers.filter((n) => n === 0).length,
        repeatedReplies: repeated,
        answeredAfterMs: { median: at(0.5), p99: at(0.99), slowest: at(1) },
      }),
    );
    expect(kept.filter((n) => n !== 1)).toEqual([]);
    expect(answers.filter((n) => n === 0)).toEqual([]);
    expect(sent.filter((t) => t.includes('已经记过'))).toEqual([]);
    expect(repeated).toBeLessThanOrEqual(KILLS);
    expect(broken).toEqual([]);
  },
);

/** The numbers of the messages of which a text speaks. */
const marksIn = (text: string) => [...text.matchAll(/记号(\d+)完/g)].map((m) => Number(m[1]));

/** How many of the texts speak of each message. */
function count(texts: readonly string[]): number[] {
  const counts = messages.map(() => 0);
  for (const text of texts) for (const n of new Set(marksIn(text))) counts[n] = (counts[n] ?? 0) + 1;
  return counts;
}

/** The visits of a store, and the villages whose audit chain does not hold. */
async function recordsOf(url: string): Promise<{ visits: Visit[]; broken: string[] }> {
  const keys = [Buffer.alloc(32, 7)];
  const store = await openStore({ url, account: 'replay', keys, onError: () => undefined });
  const broken: string[] = [];
  for (const v of ['V01', 'V02', 'V03', 'V04']) {
    const chain = await store.raw.connections.read.xrange(`bf:{v:${v}}:audit`, '-', '+');
    if (brokenAt(chain.map(([id, fields]) => readEntry(v, id, fields))) !== null) broken.push(v);
    if ((await store.raw.connections.read.hlen(`bf:{v:${v}}:week:2017-W37`)) === 0)
      broken.push(`${v} counts`);
  }
  const visits = (await dump(store)).visits as Visit[];
  store.close();
  return { visits, broken };
}
