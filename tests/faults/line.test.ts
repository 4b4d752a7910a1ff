import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BadLine, proxyTo } from '../support/proxy.ts';
import { type OwnRedis, ownRedis, until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let redis: OwnRedis;
let proxy: BadLine;
let world: World;
beforeEach(async () => {
  redis = await ownRedis();
  proxy = await proxyTo(redis.url);
  world = await createWorld({ url: proxy.url, live: true, features: onlyPush('none') });
});
afterEach(async () => {
  await world.close();
  await proxy.close();
  await redis.stop();
});

const NOT_SAVED = /没有存上.*再发一遍/;
const SAVED = /已记/;
const answers = () => world.sent.map((s) => s.text ?? '');

it('a Redis that answers half a second late: people wait, and hear once', async () => {
  proxy.delay(500);
  const start = performance.now();
  for (const [i, from] of ['U18', 'U08', 'U18'].entries())
    void world.simulator.say({
      from,
      room: 'G2',
      text: `走访 罗启明 ${['入户', '电话', '服务'][i]} 慢的${i}`,
    });
  await until(() => world.sent.length >= 3, 'all have heard', 30_000);
  const slowestMs = Math.round(performance.now() - start);
  proxy.delay(0);
  for (const text of answers()) expect(text).toMatch(SAVED);
  const kept = (await world.visits()).filter((v) => v.summary.startsWith('慢的'));
  expect(kept).toHaveLength(3);
  console.log(JSON.stringify({ redisLateMs: 500, people: 3, slowestMs }));
}, 60_000);

const ASKED = ['我的走访', '我的户', '未走访', '今天走谁', '我的问题', '我的任务', '问题清单', '帮助'];

/** Replies to one message: more than a visit has, so that the last cuts hit what follows it. */
const CUTS = process.env.BANGFU_LONG ? 16 : 9;

it(`an answer of Redis that breaks off in its middle, at each of the first ${CUTS}: nothing lost, nothing twice`, async () => {
  let refused = 0;
  let repeated = 0;
  let asked = 0;
  for (let n = 1; n <= CUTS; n++) {
    const before = world.sent.length;
    proxy.cutReply(n);
    const text = `走访 罗启明 服务 7月${n}日 断在第${n}个回答`;
    await world.simulator.say({ from: 'U18', room: 'G2', text });
    await until(() => world.sent.length > before, `an answer to ${text}`, 10_000);
    await world.settled();
    proxy.cutReply(Number.POSITIVE_INFINITY);
    // The line comes back by itself; what is asked then is answered.
    await until(async () => {
      const at = world.sent.length;
      // Never the same twice in a row: whoever repeats himself like a machine is left alone.
      await world.simulator.say({ from: 'U08', text: ASKED[asked++ % ASKED.length] ?? '' });
      await until(() => world.sent.length > at, 'an answer');
      return !NOT_SAVED.test(answers().at(-1) ?? '');
    }, 'it works again');
    const mine = world.sent.slice(before).filter((s) => s.to === 'G2');
    const saved = mine.filter((s) => SAVED.test(s.text ?? ''));
    const kept = (await world.visits()).filter((v) => v.summary === `断在第${n}个回答`);
    if (NOT_SAVED.test(mine[0]?.text ?? '')) refused += 1;
    // He was told what is so: saved once, or not saved.
    expect(kept, text).toHaveLength(saved.length > 0 ? 1 : 0);
    expect(saved.length, text).toBeLessThanOrEqual(2);
    repeated += Math.max(0, saved.length - 1);
  }
  console.log(JSON.stringify({ cutReplies: CUTS, refused, repeatedReplies: repeated }));
}, 120_000);
