import { createRequire } from 'node:module';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadPuppetPackage } from '../../src/transport/puppetPackage.ts';
import { createReconnect } from '../../src/transport/reconnect.ts';
import { createScanDesk } from '../../src/transport/scan.ts';
import { disarm, withoutDisk } from '../../src/transport/tame.ts';
import { createWechatyTransport } from '../../src/transport/wechaty.ts';
import { over } from './over.ts';
import { rig, START, tempDir } from './rig.ts';

test('a puppet that is not installed: the sentence says how to install it', async () => {
  const transport = createWechatyTransport({
    puppetName: 'wechaty-puppet-nowhere',
    clock: { now: () => START },
    log: pino({ level: 'silent' }),
    dataDir: await tempDir(),
  });
  const handlers = { onMessage: async () => {}, onHealth: () => {} };
  await expect(transport.start(handlers)).rejects.toThrow(
    /wechaty-puppet-nowhere, but that package is not installed.*npm install wechaty-puppet-nowhere/,
  );
});

test('wechat4u leaves no listener behind that swallows exceptions', async () => {
  const mine = () => {};
  process.on('uncaughtException', mine);
  onTestFinished(() => void process.off('uncaughtException', mine));
  const before = process.listeners('uncaughtException').length;
  await loadPuppetPackage('wechaty-puppet-wechat4u');
  expect(process.listeners('uncaughtException')).toHaveLength(before);
  expect(process.listeners('uncaughtException')).toContain(mine);
});

test('the three emoji that log wechat4u out do so no more, in its own code', async () => {
  const from = createRequire(import.meta.url);
  const folder = from.resolve('wechaty-puppet-wechat4u').replace(/\/dist\/.*/, '/');
  const listeners = process.listeners('uncaughtException');
  const Core = createRequire(folder)('wechat4u');
  for (const l of process.listeners('uncaughtException'))
    if (!listeners.includes(l)) process.off('uncaughtException', l);
  const hear = async (tamed: boolean) => {
    const core = new Core();
    const stop = vi.fn();
    Object.assign(core, { stop, contacts: { friend: { MemberCount: 1 } } });
    if (tamed) {
      disarm({ wechat4u: core });
      disarm({ wechat4u: core });
    }
    const said: string[] = [];
    core.on('message', (m: { Content: string }) => said.push(m.Content));
    core.on('error', () => {});
    const Content = '🌚 🌝'.repeat(3);
    core.handleMsg([{ MsgId: '1', MsgType: 1, FromUserName: 'friend', ToUserName: 'me', Content }]);
    await vi.waitFor(() => expect(said).toHaveLength(1));
    await new Promise((resolve) => setImmediate(resolve));
    return stop.mock.calls.length;
  };
  expect(await hear(false)).toBe(1); // so it is in the package as it comes
  expect(await hear(true)).toBe(0);
});

test('a puppet of any other kind is left as it is', () => {
  const puppet = { login() {} };
  disarm(puppet);
  withoutDisk(puppet);
  expect(Object.keys(puppet)).toEqual(['login']);
});

test('the code to scan is drawn and linked once, held until the login, and not shown twice', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const drawn: string[] = [];
  const desk = createScanDesk(
    log,
    () => 'http://127.0.0.1:8420/qr',
    (text) => void drawn.push(text),
  );
  for (const code of ['https://login.example/1', 'https://login.example/1', 'https://login.example/2'])
    desk.show(code);
  await vi.waitFor(() => expect(drawn).toHaveLength(2));
  expect(drawn[0]).toMatch(/[█▄▀]/);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('"page":"http://127.0.0.1:8420/qr"');
});

test('a scan while logged in is a logout that the puppet forgot to tell; a login takes the code away', async () => {
  const { puppet, transport, health } = await over();
  puppet.emit('scan', { qrcode: 'code', status: 2 });
  expect(transport.health()).toMatchObject({ loggedIn: false, scan: 'code' });
  expect(health.at(-1)?.loggedIn).toBe(false);
  puppet.emit('login', { contactId: 'bot' });
  expect(transport.health().scan).toBeUndefined();
});

test('a friend request that cannot be read ends nothing, and a yes to ours is no request', async () => {
  const { sim, start } = await rig();
  const asked: string[] = [];
  await start({ onFriendRequest: ({ contact }) => void asked.push(contact) });
  sim.askFriend('U99');
  await vi.waitFor(() => expect(asked).toEqual(['U99']));
  await sim.transport.accept?.('nothing').catch((error) => expect(error.retryable).toBe(true));
});

test('a service that is gone is tried again with growing pauses until it is back', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let tries = 0;
  const reconnect = createReconnect(
    async () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
    },
    () => tries >= 3,
  );
  expect(reconnect.saw('Error: something else')).toBe(false);
  expect(reconnect.saw('Error: 14 UNAVAILABLE: Connection dropped')).toBe(true);
  expect(reconnect.saw('Error: 14 UNAVAILABLE: Connection dropped')).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(tries).toBe(1);
  await vi.advanceTimersByTimeAsync(5_000 + 15_000);
  expect(tries).toBe(3);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(tries).toBe(3);
});

test('starts and stops leave no listener on the puppet of the next one', async () => {
  const warnings: Error[] = [];
  const note = (w: Error) => void warnings.push(w);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const { sim, start } = await rig();
  for (let i = 0; i < 12; i++) {
    await start();
    await sim.transport.stop();
    sim.revive();
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(warnings.filter((w) => w.name === 'MaxListenersExceededWarning')).toEqual([]);
});
