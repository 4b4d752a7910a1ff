import { afterEach, expect, it } from 'vitest';
import { until } from '../support/redis.ts';
import { createWorld, onlyPush, type World } from '../support/world.ts';

let world: World;
afterEach(() => world.close());

const MESSAGES = 20;
const answers = () => world.heard().map((s) => s.text ?? '');
const visits = async () => (await world.visits()).filter((v) => v.summary.startsWith('记号'));

async function talk(): Promise<void> {
  for (let i = 0; i < MESSAGES; i++)
    await world.say('U18', `走访 罗启明 服务 7月${i + 1}日 记号${i}`, { room: 'G2' });
}

/** Goes on until nothing waits any more, at most a day. */
async function endOfRetries(): Promise<void> {
  const next = new Date(world.now() + 6 * 3_600_000 + 8 * 3_600_000).toISOString().slice(0, 19);
  await world.until(`${next}+08:00`);
}

it('a channel that refuses for a while: every visit is kept, every answer comes, in order, once', async () => {
  world = await createWorld({ features: onlyPush('none') });
  world.simulator.refuse('G2', 3, true);
  await talk();
  await endOfRetries();
  const heard = answers();
  expect(heard).toHaveLength(MESSAGES);
  expect(heard.map((t) => /记号\d+/.exec(t)?.[0])).toEqual(
    Array.from({ length: MESSAGES }, (_, i) => `记号${i}`),
  );
  expect(await visits()).toHaveLength(MESSAGES);
});

it('a channel that refuses for good: the visits are kept, the answers stand as failed with their reason', async () => {
  world = await createWorld({ features: onlyPush('none') });
  world.simulator.refuse('G2', MESSAGES, false);
  await talk();
  expect(answers()).toEqual([]);
  expect(await visits()).toHaveLength(MESSAGES);
  const failed = (await world.pushes()).filter((p) => p.state === 'failed');
  expect(failed.map((p) => p.reason)).toEqual(Array.from({ length: MESSAGES }, () => 'refused'));
});

it.each([
  { name: 'hangs', seen: false, comes: 1 },
  { name: 'answers late, when the message has gone out all the same', seen: true, comes: 2 },
])('a channel that $name: the visit is kept, the answer is said again once', async ({ seen, comes }) => {
  world = await createWorld({ features: onlyPush('none'), sendTimeoutMs: 50 });
  world.simulator.hang('G2', 1, seen);
  await world.say('U18', '走访 罗启明 服务 7月1日 记号0', { room: 'G2' });
  await endOfRetries();
  expect(await visits()).toHaveLength(1);
  expect(answers()).toHaveLength(comes);
});

it('a channel that hangs for one chat keeps no visit of another from being saved', async () => {
  world = await createWorld({ features: onlyPush('none'), sendTimeoutMs: 500 });
  world.simulator.hang('G2', 2);
  void world.simulator.say({ from: 'U18', room: 'G2', text: '走访 罗启明 服务 7月1日 记号0' });
  void world.simulator.say({ from: 'U08', text: '走访 龙国栋 服务 7月1日 记号1' });
  await until(async () => (await visits()).length === 2, 'both are saved', 10_000);
});
