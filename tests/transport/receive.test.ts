import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { gatekeeper, rig, START } from './rig.ts';

const ROOM = 'G2@chatroom';

test('a private text and one in a room arrive with sender, room and time', async () => {
  const { sim, got, clock, start } = await rig();
  await start();
  const id = await sim.say({ from: 'U18', text: '走访 罗启明 入户' });
  clock.time += 60_000;
  await sim.say({ from: 'U19', room: 'G2', text: '收到', id: 'm2' });
  expect(got).toEqual([
    { id, kind: 'text', from: 'U18', text: '走访 罗启明 入户', mention: false, sentAt: START },
    { id: 'm2', kind: 'text', from: 'U19', room: ROOM, text: '收到', mention: false, sentAt: START + 60_000 },
  ]);
});

test.each([
  ['@栗坪小助手\u2005我的走访', '我的走访', true],
  ['@栗坪小助手 我的走访', '我的走访', true],
  ['＠栗坪小助手我的走访', '我的走访', true],
  ['我的走访@栗坪小助手', '我的走访', true],
  ['@所有人\u2005明天开会', '@所有人\u2005明天开会', false],
  ['@苗青\u2005明天开会', '@苗青\u2005明天开会', false],
  ['邮箱 a@b.cn', '邮箱 a@b.cn', false],
])('mention in a room: %s', async (typed, text, mention) => {
  const { sim, got, start } = await rig();
  await start();
  await sim.say({ from: 'U18', room: 'G2', text: typed });
  expect(got).toMatchObject([{ text, mention }]);
});

test('mention: true puts the @ in front as a client does, and it is gone again on arrival', async () => {
  const { sim, got, start } = await rig({ botName: '小帮 手' });
  await start();
  await sim.say({ from: 'U18', room: 'G2', text: '帮助', mention: true });
  await sim.say({ from: 'U18', text: '帮助', mention: true });
  expect(got).toMatchObject([
    { text: '帮助', mention: true, room: ROOM },
    { text: '帮助', mention: false, room: undefined },
  ]);
});

test('a quoted message is set apart, and an @ inside it is not for the bot', async () => {
  const { sim, got, start } = await rig();
  await start();
  const dashes = '- - - - - - - - - - - - - - -';
  await sim.say({ from: 'U18', room: 'G2', text: `「李四：走访 罗启明」\n${dashes}\n收到` });
  await sim.say({ from: 'U18', room: 'G2', text: `「李四：@栗坪小助手 帮助」\n${dashes}\n好的` });
  await sim.say({ from: 'U18', room: 'G2', text: `「李四：上周的」\n${dashes}\n@栗坪小助手 我的走访` });
  expect(got).toMatchObject([
    { text: '收到', quoted: '走访 罗启明', mention: false },
    { text: '好的', mention: false },
    { text: '我的走访', quoted: '上周的', mention: true },
  ]);
});

test('lines and colons in a text stay as they were typed', async () => {
  const { sim, texts, start } = await rig();
  await start();
  await sim.say({ from: 'U18', room: 'G2', text: '走访:\n王伯伯\n方式: 入户' });
  expect(texts()).toEqual(['走访:\n王伯伯\n方式: 入户']);
});

test('a location arrives with degrees and name', async () => {
  const { sim, got, start } = await rig();
  await start();
  const location = { latitude: 27.5, longitude: 109.25, name: '枫树湾村部' };
  await sim.say({ from: 'U19', location });
  expect(got).toMatchObject([{ kind: 'location', text: '', location }]);
});

test('a picture that does not exist is made up, another one differently', async () => {
  const { sim, got, dir, start } = await rig();
  await start();
  await sim.say({ from: 'U19', room: 'G3', image: 'a.jpg', id: 'p/../1' });
  await sim.say({ from: 'U19', room: 'G3', image: 'b.jpg' });
  const [first, second] = got.map((one) => one.file);
  expect(got.map((one) => one.kind)).toEqual(['image', 'image']);
  expect(first?.name).toBe('a.jpg');
  expect(first?.path.startsWith(join(dir, 'incoming'))).toBe(true);
  const [one, two] = await Promise.all([readFile(first?.path ?? ''), readFile(second?.path ?? '')]);
  expect(one.subarray(1, 4).toString()).toBe('PNG');
  expect(one.equals(two)).toBe(false);
});

test('a file arrives whole under its name; one that does not exist cannot be sent', async () => {
  const { sim, got, dir, start } = await rig();
  await start();
  await writeFile(join(dir, '花名册.xlsx'), 'content');
  await sim.say({ from: 'U03', file: join(dir, '花名册.xlsx') });
  await expect(sim.say({ from: 'U03', file: join(dir, 'none.xlsx') })).rejects.toThrow('no such file');
  expect(got).toMatchObject([{ kind: 'file', file: { name: '花名册.xlsx' } }]);
  expect(await readFile(got[0]?.file?.path ?? '', 'utf8')).toBe('content');
});

test('a file over the limit is left out, the message comes', async () => {
  const { sim, got, dir, logged, start } = await rig({ maxFileBytes: 1000 });
  await start();
  await writeFile(join(dir, 'big.pdf'), Buffer.alloc(1001));
  await sim.say({ from: 'U03', file: join(dir, 'big.pdf'), id: 'f1' });
  expect(got).toMatchObject([{ id: 'f1', kind: 'file', file: undefined }]);
  expect(existsSync(join(dir, 'incoming', 'f1.pdf'))).toBe(false);
  expect(logged.some((line) => line.includes('f1') && line.includes('left out'))).toBe(true);
});

test('recalling a message names it and who took it back', async () => {
  const { sim, got, start } = await rig();
  await start();
  await sim.say({ from: 'U18', room: 'G2', text: '走访 罗启明', id: 'm1' });
  await sim.recall('m1');
  expect(got[1]).toMatchObject({ kind: 'recall', recalled: 'm1', from: 'U18', room: ROOM, text: '' });
  expect(got[1]?.id).not.toBe('m1');
  await expect(sim.recall('m9')).rejects.toThrow('m9');
});

test('the same id again is a duplicate delivery of the first message', async () => {
  const { sim, got, start } = await rig();
  await start();
  await sim.say({ from: 'U18', text: '走访 罗启明', id: 'm1' });
  await sim.say({ from: 'U19', text: '另一条', id: 'm1' });
  expect(got).toMatchObject([
    { id: 'm1', text: '走访 罗启明' },
    { id: 'm1', text: '走访 罗启明', from: 'U18' },
  ]);
});

test('what the bot itself says is not handed on', async () => {
  const { sim, got, sent, start } = await rig();
  await start();
  sim.know({ contacts: [{ id: 'U18' }] });
  await sim.transport.send({ kind: 'contact', id: 'U18' }, { text: '已记' });
  await sim.say({ from: 'bot', room: 'G2', text: '走访 罗启明' });
  await sim.say({ from: 'U18', text: '好' });
  expect(sent).toMatchObject([{ to: 'U18', text: '已记' }]);
  expect(got.map((one) => one.from)).toEqual(['U18']);
});

test('messages of one sender and of one room arrive in order, however slow the bot is', async () => {
  const { sim, texts, got, start } = await rig();
  const wait = [30, 0, 10, 0, 5, 0];
  await start({
    onMessage: async (message) => {
      await new Promise((resolve) => setTimeout(resolve, wait[Number(message.text)] ?? 0));
      got.push(message);
    },
  });
  await Promise.all([
    sim.say({ from: 'U18', room: 'G2', image: 'a.jpg' }),
    ...['0', '1', '2', '3'].map((text) => sim.say({ from: 'U18', room: 'G2', text })),
    sim.say({ from: 'U19', room: 'G2', text: '4' }),
    sim.say({ from: 'U18', text: '5' }),
  ]);
  expect(texts().filter((text) => text !== '5')).toEqual(['', '0', '1', '2', '3', '4']);
  expect(texts().indexOf('5')).toBeGreaterThan(texts().indexOf('3'));
});

test('a slow conversation does not hold up another one', async () => {
  const { sim, texts, got, start } = await rig();
  const slow = gatekeeper();
  await start({
    onMessage: async (message) => {
      if (message.room === ROOM) await slow.opened;
      got.push(message);
    },
  });
  const first = sim.say({ from: 'U18', room: 'G2', text: '一' });
  await sim.say({ from: 'U19', room: 'G3', text: '二' });
  slow.open();
  await first;
  expect(texts()).toEqual(['二', '一']);
});

test('say() comes back when the bot has dealt with the message, also when it failed to', async () => {
  const { sim, texts, logged, got, start } = await rig();
  await start({
    onMessage: async (message) => {
      if (message.text === '机密内容') throw new Error(`broken by 机密内容 ${message.id}`);
      got.push(message);
    },
  });
  await sim.say({ from: 'U18', text: '机密内容', id: 'm1' });
  await sim.say({ from: 'U18', text: '第二条' });
  expect(texts()).toEqual(['第二条']);
  const all = logged.join('');
  expect(all).toContain('broken by');
  expect(all).not.toMatch(/机密|第二/);
});

test('one of text, image, file and location has to be said', async () => {
  const { sim, start } = await rig();
  await start();
  await expect(sim.say({ from: 'U18' })).rejects.toThrow('exactly one');
  await expect(sim.say({ from: 'U18', text: 'a', image: 'b.png' })).rejects.toThrow('exactly one');
  expect(basename(await sim.say({ from: 'U18', text: '' }))).toMatch(/^sim-/);
});
