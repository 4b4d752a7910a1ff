import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createChatLog } from '../../src/transport/simulator/chatlog.ts';
import type { Entry } from '../../src/transport/simulator/entry.ts';
import { scriptOf } from '../../src/transport/simulator/script.ts';
import { createSimulator } from '../../src/transport/simulator/simulator.ts';
import { rig, START } from './rig.ts';

/** The next process over the same folder, with what its bot hears. */
async function next(made: Awaited<ReturnType<typeof rig>>) {
  await made.sim.transport.stop();
  const again = await rig();
  const log = { ...made.clock };
  const sim = createSimulator({ clock: made.clock, log: silent(), dataDir: made.dir });
  const chats = createChatLog(sim, () => made.clock.time);
  await sim.transport.start({ ...again.handlers });
  return { sim, chats, got: again.got, log };
}

function silent() {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing, child: silent } as never;
}

test('what was said and sent is there after a restart, and a quoted message can still be taken back', async () => {
  const made = await rig();
  const chats = createChatLog(made.sim, () => made.clock.time);
  await made.start();
  const id = await made.sim.say({ from: 'U18', room: 'G2', text: '走访 罗启明' });
  chats.taken(id);
  await made.sim.transport.send({ kind: 'room', id: 'G2@chatroom' }, { text: '已记 S15' });
  const after = await next(made);
  await after.chats.redeliver();
  expect(after.chats.entries()).toMatchObject([
    { n: 1, chat: 'G2', from: 'U18', text: '走访 罗启明' },
    { n: 2, chat: 'G2', from: 'bot', text: '已记 S15' },
  ]);
  expect(after.got).toEqual([]);
  await after.sim.recall(id);
  expect(after.got).toMatchObject([{ kind: 'recall', recalled: id }]);
  await after.sim.transport.stop();
});

test('what the bot had not taken in when its process ended comes to the next one, once', async () => {
  const made = await rig();
  createChatLog(made.sim, () => made.clock.time);
  await made.sim.say({ from: 'U18', text: '帮助' });
  const after = await next(made);
  await after.chats.redeliver();
  expect(after.got).toMatchObject([{ from: 'U18', text: '帮助' }]);
  await after.chats.redeliver();
  const third = await next({ ...made, sim: after.sim });
  await third.chats.redeliver();
  expect(third.got).toEqual([]);
  await third.sim.transport.stop();
});

test('a line that was torn by a kill is dropped, the rest is kept', async () => {
  const made = await rig();
  const chats = createChatLog(made.sim, () => made.clock.time);
  await made.start();
  chats.taken(await made.sim.say({ from: 'U18', text: '一' }));
  const file = join(made.dir, 'chats.jsonl');
  appendFileSync(file, '{"what":"entry","ent');
  expect(createChatLog(made.sim, () => START).entries()).toMatchObject([{ text: '一' }]);
  expect(readFileSync(file, 'utf8')).not.toContain('"ent\n');
  writeFileSync(file, '');
  expect(createChatLog(made.sim, () => START).entries()).toEqual([]);
});

test('only the last messages of each chat stay, their numbers go on', async () => {
  const made = await rig();
  const chats = createChatLog(made.sim, () => made.clock.time, 3);
  await made.start();
  for (const text of ['一', '二', '三', '四', '五']) chats.taken(await made.sim.say({ from: 'U18', text }));
  const again = createChatLog(made.sim, () => made.clock.time, 3);
  expect(again.entries().map(({ n, text }) => [n, text])).toEqual([
    [3, '三'],
    [4, '四'],
    [5, '五'],
  ]);
});

test('a conversation as a script: times moved, quotations whole, what was taken back at its time', () => {
  const at = (minutes: number) => START + minutes * 60_000;
  const entries: Entry[] = [
    { n: 1, chat: 'G2', from: 'U18', at: at(0), id: 'a', text: '走访', recalled: true, recalledAt: at(9) },
    { n: 2, chat: 'G2', from: 'bot', at: at(0), text: '已记 S15' },
    {
      n: 3,
      chat: 'U18',
      from: 'U18',
      at: at(5),
      id: 'b',
      text: '好',
      quote: { n: 2, name: '小助手', text: '已记' },
    },
    { n: 4, chat: 'G2', from: 'U04', at: at(5), id: 'c', image: '/media/4' },
  ];
  const lines = scriptOf(entries, 7 * 86_400_000)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toEqual([
    { at: '2017-09-20T08:00:00+08:00' },
    { from: 'U18', room: 'G2', text: '走访', id: 'a' },
    { at: '2017-09-20T08:05:00+08:00' },
    { from: 'U18', text: '「小助手：已记」\n- - - - - - - - - - - - - - -\n好', id: 'b' },
    { from: 'U04', room: 'G2', image: 'c.png', id: 'c' },
    { at: '2017-09-20T08:09:00+08:00' },
    { recall: 'a' },
  ]);
});
