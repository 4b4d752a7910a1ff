import '../../src/transport/quiet.ts';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { types } from 'wechaty-puppet';
import { freePort } from '../../scripts/redis-process.ts';
import { NO_PAUSES } from '../../scripts/replay/stage.ts';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { createApp } from '../../src/app.ts';
import { features } from '../../src/features/index.ts';
import type { Visit } from '../../src/records/visit.ts';
import { dump } from '../../src/store/dump.ts';
import { roomChannelId } from '../../src/transport/simulator/ids.ts';
import { type PuppetSent, SimulatorPuppet } from '../../src/transport/simulator/puppet.ts';
import { createWorld } from '../../src/transport/simulator/world.ts';
import { createWechatyTransport } from '../../src/transport/wechaty.ts';
import { until } from '../support/redis.ts';
import { freshStore } from '../support/store.ts';
import { tempDir } from './rig.ts';

/** Wechaty's own server; its types would drag theirs for Node along. */
const SERVICE: string = 'wechaty-puppet-service';
interface Server {
  start(): Promise<void>;
  stop(): Promise<void>;
}
type MakeServer = new (options: { endpoint: string; puppet: unknown; token: string }) => Server;

const NOW = Date.parse('2017-09-13T10:00:00+08:00');
/** Its prefix names the certificate that the ecosystem's own gateways use. */
const TOKEN = 'insecure_0b6c5a5e-7d5d-4f0b-9d65-0a3b5f6f7a11';

/**
 * The bot with wechaty-puppet-service, over gRPC and TLS on loopback, against Wechaty's own puppet server with the mock
 * puppet behind it: what a vendor's service is, without the vendor.
 */
async function overTheWire() {
  const world = createWorld();
  const sample = readSample();
  world.know({
    contacts: sample.people,
    rooms: sample.chat_groups.map(({ id, name, members }) => ({ id, name, members })),
  });
  const dir = await tempDir();
  const sent: PuppetSent[] = [];
  const puppet = new SimulatorPuppet({
    world,
    botName: sample.meta.bot_name,
    loggedIn: () => true,
    copyTo: (name) => join(dir, 'sent', name),
    take: async (one) => void sent.push(one),
    accept: async () => {},
  });
  const endpoint = `127.0.0.1:${await freePort()}`;
  const { PuppetServer } = (await import(SERVICE)) as { PuppetServer: MakeServer };
  const serve = async () => {
    const server = new PuppetServer({ endpoint, puppet, token: TOKEN });
    await server.start();
    return server;
  };
  let server = await serve();
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const clock = { now: () => NOW };
  const transport = createWechatyTransport({
    puppetName: 'wechaty-puppet-service',
    puppetOptions: { token: TOKEN, endpoint },
    name: sample.meta.bot_name,
    clock,
    log,
    dataDir: dir,
    onHandled: (id) => world.handled(id),
  });
  const store = await freshStore();
  await loadSample(store, sample, roomChannelId);
  const settings = { botName: sample.meta.bot_name, pace: NO_PAUSES, maxAge: 72 * 3_600_000 };
  const quiet = features.map((f) => ({ ...f, pushes: f.pushes?.map((p) => ({ ...p, cron: '0 0 1 1 *' })) }));
  const app = createApp({ clock, random: () => 0.5, log, store, transport, settings }, quiet);
  app.onQueued(() => void app.wake());
  await app.start();
  onTestFinished(async () => {
    await app.stop();
    await server.stop();
  });
  const health: boolean[] = [];
  const watch = setInterval(() => void health.push(transport.health().loggedIn), 5);
  onTestFinished(() => clearInterval(watch));
  let n = 0;
  return {
    health,
    puppet,
    transport,
    sent,
    logged,
    store,
    say(from: string, text: string, room?: string) {
      const id = `wire-${n++}`;
      const base = { id, talkerId: from, text, timestamp: NOW, type: types.Message.Text };
      world.messages.set(id, {
        payload: room ? { ...base, roomId: roomChannelId(room) } : { ...base, listenerId: 'bot' },
      });
      void world.post(id);
    },
    async restartServer() {
      await server.stop();
      server = await serve();
    },
  };
}

test('a visit goes in and its answer comes back through a real client and server', {
  timeout: 60_000,
}, async () => {
  const { say, sent, store, transport } = await overTheWire();
  await until(() => transport.health().loggedIn, 'logged in over the wire', 20_000);
  say('U18', '走访 罗启明 入户 老伴头晕好些了', 'G2');
  await until(() => sent.length > 0, 'the answer', 20_000);
  expect(sent).toMatchObject([{ to: roomChannelId('G2'), text: expect.stringContaining('已记 S15') }]);
  const { visits } = (await dump(store)) as { visits: Visit[] };
  expect(visits.filter((v) => v.id === 'S15')).toMatchObject([
    { householdId: 'H01', mode: 'home', summary: '老伴头晕好些了', source: { messageId: 'wire-0' } },
  ]);
});

test('a logout and a login over the wire: the answer waits for it', { timeout: 60_000 }, async () => {
  const { say, sent, puppet, transport, store } = await overTheWire();
  await until(() => transport.health().loggedIn, 'logged in', 20_000);
  say('U18', '走访 罗启明 电话 好');
  await until(() => sent.length === 1, 'the first answer', 20_000);
  // The client answers a logout with one of its own: a login before that one has come would be undone by it.
  const plain = puppet.logout.bind(puppet);
  let logouts = 0;
  puppet.logout = async (reason) => {
    await plain(reason);
    logouts += 1;
  };
  await puppet.leave();
  await until(() => !transport.health().loggedIn, 'the logout is heard', 20_000);
  await until(() => logouts === 2, 'the logout has come back', 20_000);
  puppet.enter();
  await until(() => transport.health().loggedIn, 'the login is heard', 20_000);
  say('U18', '我的走访');
  await until(() => sent.length === 2, 'the second answer', 20_000);
  expect(sent[1]?.text).toContain('罗启明');
  await expect.poll(async () => (await store.home.outbox()).length).toBe(0);
});

test('the service goes away and comes back: it is noticed, and messages are heard again', {
  timeout: 120_000,
}, async () => {
  const { say, sent, transport, restartServer, health } = await overTheWire();
  await until(() => transport.health().loggedIn, 'logged in', 20_000);
  await restartServer();
  await until(() => health.some((on) => !on), 'the loss is noticed', 20_000);
  await until(() => transport.health().loggedIn, 'connected again', 60_000);
  say('U18', '走访 罗启明 电话 好');
  await until(() => sent.length > 0, 'the answer', 20_000);
});
