import { afterEach, beforeEach, expect, it } from 'vitest';
import { addDays } from '../../src/core/clock.ts';
import type { Visit } from '../../src/records/visit.ts';
import { brokenAt, readEntry } from '../../src/store/audit.ts';
import { dump } from '../../src/store/dump.ts';
import { openStore } from '../../src/store/store.ts';
import { type OwnRedis, ownRedis, until } from '../support/redis.ts';
import { startVictim, type Victim } from '../support/victim.ts';

/** In CI the short form; `scripts/test --long` kills ten times in 2,000 messages. */
const LONG = process.env.BANGFU_LONG !== undefined;
const KILLS = LONG ? 10 : 2;
const MESSAGES = LONG ? 2000 : 300;

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
  { what: 'the process', kills: (n: number) => n >= 0 && 'process' },
  { what: 'Redis and the process by turns', kills: (n: number) => (n % 2 === 0 ? 'redis' : 'process') },
])(
  `no acknowledged visit is lost or doubled when $what is killed ${KILLS} times in ${MESSAGES} messages`,
  {
    timeout: LONG ? 1_800_000 : 300_000,
  },
  async ({ what, kills }) => {
    const sent: string[] = [];
    const taken = new Set<string>();
    const chance = dice(20170913);
    const begin = () =>
      startVictim(redis.url, { taken: (id) => taken.add(id), sent: (text) => sent.push(text) });
    /** As WeChat does: what a dead process had not taken in is delivered again to the next one. */
    const say = (victim: Victim, from: number, to: number) => {
      for (const m of messages.slice(from, to)) if (!taken.has(m.id)) victim.say(m);
    };

    let victim = begin();
    for (let n = 0; n < KILLS; n++) {
      await until(victim.ready, 'the victim is ready', 120_000);
      const before = taken.size;
      say(victim, 0, Math.floor((MESSAGES * (n + 1)) / (KILLS + 1)));
      const share = before + Math.floor(chance() * Math.min(60, MESSAGES / (KILLS + 1)));
      await until(() => taken.size >= share, `${share} messages are taken`, 120_000);
      if (kills(n) === 'redis') {
        await redis.kill();
        await redis.restart();
        // Who was told that it is not saved says it again later; the process itself goes on.
        continue;
      }
      await victim.kill();
      victim = begin();
    }
    await until(victim.ready, 'the victim is ready', 120_000);
    say(victim, 0, MESSAGES);
    await until(() => taken.size === MESSAGES, 'all messages are taken', LONG ? 300_000 : 120_000);
    const refusals = sent.filter((t) => t.includes('没有存上')).length;
    const keptNow = async () => {
      const texts = (await recordsOf(redis.url)).visits.map((v) => v.summary);
      return marks.map((m) => times(m, texts));
    };
    const first = await keptNow();
    const acknowledged = marks.map((m) => times(m, sent));
    const unsaved = messages.filter((_, i) => first[i] === 0);
    // Nobody who heard «已记» has lost his visit, and whoever has none was told so.
    expect(messages.filter((_, i) => first[i] === 0 && (acknowledged[i] ?? 0) > 0)).toEqual([]);
    expect(unsaved.length).toBeLessThanOrEqual(refusals);
    for (const m of unsaved) victim.say({ ...m, id: `${m.id}-again` });
    await until(() => taken.size === MESSAGES + unsaved.length, 'they are said again', 120_000);
    await victim.kill();

    const kept = await keptNow();
    const answers = marks.map((m) => times(m, sent));
    const repeated = answers.filter((n) => n > 1).length;
    console.log(
      JSON.stringify({
        killed: what,
        messages: MESSAGES,
        kills: KILLS,
        refused: unsaved.length,
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
    const { broken } = await recordsOf(redis.url);
    expect(broken).toEqual([]);
  },
);

const marks = messages.map((_, i) => `记号${i}完`);
const times = (mark: string, texts: readonly string[]) => texts.filter((t) => t.includes(mark)).length;

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
