import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { pixelPng } from '../../src/transport/simulator/pixel.ts';
import { startSimulatorServer } from '../../src/transport/simulator/server.ts';
import { uploadName } from '../../src/transport/simulator/uploads.ts';
import { pause, rig, START } from './rig.ts';

const HOUR = 3600_000;

async function served() {
  const made = await rig();
  await made.start();
  const moves: number[] = [];
  const server = await startSimulatorServer({
    simulator: made.sim,
    clock: made.clock,
    port: 0,
    directory: {
      people: [
        { id: 'U18', name: '冯立群', does: '帮扶责任人', group: '干部' },
        { id: 'U04', name: '陶文勇', does: '网格长', group: '干部' },
      ],
      rooms: [{ id: 'G2', name: '枫树湾村帮扶群', members: ['U18', 'U04'] }],
    },
    async moveClock(to) {
      await pause(5);
      moves.push(to);
      made.clock.time = to;
    },
  });
  onTestFinished(() => server.close());
  const at = (path: string) => server.url + path;
  async function post(
    path: string,
    body: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const sent = typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);
    const headers = body instanceof FormData ? undefined : { 'content-type': 'application/json' };
    const response = await fetch(at(path), { method: 'POST', body: sent, headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const state = async () =>
    (await (await fetch(at('/api/state'))).json()) as {
      messages: Record<string, unknown>[];
      [key: string]: unknown;
    };
  return { ...made, server, at, post, state, moves };
}

function form(
  fields: Record<string, string>,
  kind: string,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): FormData {
  const made = new FormData();
  for (const [key, value] of Object.entries(fields)) made.set(key, value);
  made.set(kind, new Blob([bytes]), name);
  return made;
}

test('what a person says reaches the bot, and both sides are on the page', async () => {
  const { post, got, sim, state } = await served();
  const said = await post('/api/say', { from: 'U18', room: 'G2', text: '走访 罗启明', id: 'm1' });
  expect(said).toEqual({ status: 200, body: { id: 'm1' } });
  await post('/api/say', { from: 'U18', location: { latitude: 27.5, longitude: 109, name: '村部' } });
  await sim.transport.send({ kind: 'room', id: 'G2@chatroom' }, { text: '已记 S15' });
  expect(got).toMatchObject([{ id: 'm1', text: '走访 罗启明' }, { kind: 'location' }]);
  const { messages, ...rest } = await state();
  expect(rest).toMatchObject({
    now: START,
    botName: '栗坪小助手',
    directory: { people: [{ id: 'U18' }, { id: 'U04' }] },
  });
  expect(rest.hints).toEqual({ tries: [] });
  expect(messages).toMatchObject([
    { n: 1, chat: 'G2', from: 'U18', id: 'm1', text: '走访 罗启明', at: START },
    { n: 2, chat: 'U18', from: 'U18', location: { name: '村部' } },
    { n: 3, chat: 'G2', from: 'bot', text: '已记 S15' },
  ]);
});

test('everybody in the directory can be sent to before he said a word', async () => {
  const { sim, sent } = await served();
  await sim.transport.send({ kind: 'contact', id: 'U04' }, { text: '您好' });
  expect(sent).toMatchObject([{ to: 'U04' }]);
});

test('a picture and a file are uploaded, reach the bot whole and can be looked at', async () => {
  const { post, got, state, at } = await served();
  const png = new Uint8Array(pixelPng('a'));
  expect((await post('/api/say', form({ from: 'U18', room: 'G2' }, 'image', png, '照片.png'))).status).toBe(
    200,
  );
  const html = new TextEncoder().encode('<script>alert(1)</script>');
  expect(
    (await post('/api/say', form({ from: 'U18', room: '' }, 'file', html, '../../坏.html'))).status,
  ).toBe(200);
  expect(got).toMatchObject([
    { kind: 'image', room: 'G2@chatroom', file: { name: '照片.png' } },
    { kind: 'file', room: undefined, file: { name: '坏.html' } },
  ]);
  expect(new Uint8Array(await readFile(got[0]?.file?.path ?? ''))).toEqual(png);
  const { messages } = await state();
  const image = await fetch(at(String(messages[0]?.image)));
  expect(image.headers.get('content-type')).toBe('image/png');
  const file = await fetch(at((messages[1] as unknown as { file: { url: string } }).file.url));
  expect(file.headers.get('content-type')).toBe('application/octet-stream');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await fetch(at('/media/99'))).status).toBe(404);
});

test('one takes back what one said oneself, once', async () => {
  const { post, got, state } = await served();
  await post('/api/say', { from: 'U18', room: 'G2', text: '发错了', id: 'm1' });
  expect(await post('/api/recall', { from: 'U04', id: 'm1' })).toMatchObject({ status: 400 });
  expect(await post('/api/recall', { from: 'U18', id: 'm1' })).toEqual({ status: 200, body: { id: 'm1' } });
  expect(await post('/api/recall', { from: 'U18', id: 'm1' })).toMatchObject({ status: 400 });
  expect(got).toMatchObject([{ id: 'm1' }, { kind: 'recall', recalled: 'm1' }]);
  expect((await state()).messages).toMatchObject([{ id: 'm1', recalled: true }]);
});

test('the clock moves to an instant and by seconds, never back, and one move after the other', async () => {
  const { post, moves } = await served();
  expect(await post('/api/clock', { to: '2017-09-13T20:00:00+08:00' })).toEqual({
    status: 200,
    body: { now: START + 12 * HOUR, at: '2017-09-13T20:00:00+08:00' },
  });
  await Promise.all([post('/api/clock', { by: 3600 }), post('/api/clock', { by: 3600 })]);
  expect(moves).toEqual([START + 12 * HOUR, START + 13 * HOUR, START + 14 * HOUR]);
  const back = await post('/api/clock', { to: '2017-09-13T20:00:00+08:00' });
  expect(back).toEqual({ status: 400, body: { error: '时钟只能往前走，现在是 2017-09-13T22:00:00+08:00' } });
});

test.each([
  ['/api/say', '{', '要一个 JSON 对象'],
  ['/api/say', [], '要一个 JSON 对象，如 {"from":"U18","room":"G2","text":"帮助"}'],
  ['/api/say', { text: 'x' }, 'from：要写说话人的编号，如 U18'],
  ['/api/say', { from: 'bot', text: 'x' }, 'from：不能替小助手说话'],
  ['/api/say', { from: 'U18' }, '要写 text 或 location，只写一个'],
  ['/api/say', { from: 'U18', text: '' }, 'text：没有内容'],
  ['/api/say', { from: 'U18', text: 'x'.repeat(20_001) }, 'text：内容太长，最多 20000 字'],
  ['/api/say', { from: 'U18', text: 'x', room: '../G2' }, 'room：群编号只能是字母和数字，如 G2'],
  ['/api/say', { from: 'U18', text: 'x', imgae: 'y' }, '不认识的字段：imgae'],
  ['/api/say', { from: 'U18', text: 'x', quote: 7 }, '没有要引用的那条消息'],
  ['/api/say', { from: 'U18', text: 'x', quote: -1 }, 'quote：quote 是消息的序号'],
  [
    '/api/say',
    { from: 'U18', location: { latitude: 91, longitude: 0, name: '' } },
    'location.latitude：纬度超出范围',
  ],
  ['/api/recall', { from: 'U18', id: 'm9' }, '没有这条消息'],
  ['/api/clock', {}, '要写 to 或 by，只写一个'],
  ['/api/clock', { to: '明天' }, 'to：to 要写成 2017-09-13T20:00:00+08:00'],
  ['/api/clock', { by: -5 }, 'by：时钟只能往前走'],
  ['/api/clock', { to: '2117-09-13T20:00:00+08:00' }, '一次最多走一年'],
])('%s with something wrong says what (%#)', async (path, body, error) => {
  const { post, got } = await served();
  expect(await post(path, body)).toEqual({ status: 400, body: { error } });
  expect(got).toEqual([]);
});

test('uploads that are none', async () => {
  const { post } = await served();
  const bytes = new TextEncoder().encode('GIF? no');
  const wrong = await post('/api/say', form({ from: 'U18' }, 'image', bytes, 'a.png'));
  expect(wrong).toEqual({ status: 400, body: { error: '不是图片：只收 PNG、JPEG、GIF、WebP' } });
  expect(await post('/api/say', form({ from: 'U18' }, 'file', new Uint8Array(), 'a'))).toMatchObject({
    status: 400,
  });
  expect(await post('/api/say', form({ from: 'U18' }, 'other', bytes, 'a'))).toMatchObject({ status: 400 });
  expect(await post('/api/say', form({}, 'file', bytes, 'a'))).toMatchObject({ status: 400 });
  const large = await post('/api/say', form({ from: 'U18' }, 'file', new Uint8Array(26 * 1024 * 1024), 'a'));
  expect(large).toEqual({ status: 413, body: { error: '太大了，最多 25 MB' } });
  expect(uploadName('C:\\x\\花名册.xlsx')).toBe('花名册.xlsx');
  expect(uploadName('...')).toBe('_');
  expect(uploadName('')).toBe('文件');
});

test('events tell what is said, sent, taken back, and the time', async () => {
  const { at, post, sim } = await served();
  const stop = new AbortController();
  const response = await fetch(at('/api/events'), { signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let all = '';
  const reading = (async () => {
    for (;;) {
      const read = await reader?.read();
      if (!read || read.done) return;
      all += read.value;
    }
  })().catch(() => {});
  await post('/api/say', { from: 'U18', room: 'G2', text: '走访', id: 'm1' });
  await sim.transport.send({ kind: 'contact', id: 'U18' }, { text: '好' });
  await post('/api/recall', { from: 'U18', id: 'm1' });
  await post('/api/clock', { by: 60 });
  await expect
    .poll(() => [...all.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name))
    .toEqual(['ready', 'said', 'sent', 'recalled', 'clock']);
  expect(all).toContain(`"now":${START + 60_000}`);
  stop.abort();
  await reading;
});

test('the page comes with a strict policy, and nothing else is served', async () => {
  const { at } = await served();
  const page = await fetch(at('/'));
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|style=/);
  const links = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
  for (const path of links) expect((await fetch(at(path))).status, path).toBe(200);
  expect((await fetch(at('/..%2fserver.ts'))).status).toBe(404);
  expect(await (await fetch(at('/none'))).json()).toEqual({ error: '没有这个地址' });
});

test('another site in the same browser gets nothing', async () => {
  const { at, server, got } = await served();
  const evil = { origin: 'http://evil.example', 'content-type': 'application/json' };
  const body = JSON.stringify({ from: 'U18', text: 'x' });
  expect((await fetch(at('/api/say'), { method: 'POST', headers: evil, body })).status).toBe(403);
  const status = await new Promise((resolve) => {
    request(`${server.url}/api/state`, { headers: { host: 'evil.example' } }, (res) =>
      resolve(res.statusCode),
    ).end();
  });
  expect(status).toBe(403);
  expect(got).toEqual([]);
});

test('a port that is taken is an error; close ends open streams', async () => {
  const { server, sim, clock, at } = await served();
  const port = Number(new URL(server.url).port);
  const directory = { people: [], rooms: [] };
  const again = startSimulatorServer({ simulator: sim, clock, port, directory, moveClock: async () => {} });
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const stream = await fetch(at('/api/events'));
  await server.close();
  await expect(
    stream.text().then(
      () => 'ended',
      () => 'ended',
    ),
  ).resolves.toBe('ended');
});
