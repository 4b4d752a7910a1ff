import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gatekeeper, pause, rig, START } from './rig.ts';

test('health follows login and logout, and a second login is told again', async () => {
  const { sim, health, clock, start } = await rig();
  expect(sim.transport.health()).toEqual({ loggedIn: false });
  await start();
  expect(sim.transport.health()).toEqual({ loggedIn: true, since: START, self: 'bot' });
  clock.time += 1000;
  await sim.login(true);
  await sim.login(false);
  clock.time += 1000;
  await sim.login(true);
  expect(health).toEqual([
    { loggedIn: true, since: START, self: 'bot' },
    { loggedIn: true, since: START, self: 'bot' },
    { loggedIn: false, since: START + 1000 },
    { loggedIn: true, since: START + 2000, self: 'bot' },
  ]);
});

test('stopping is no logout to report', async () => {
  const { sim, health, start } = await rig();
  await start();
  await sim.transport.stop();
  await sim.transport.stop();
  expect(health).toHaveLength(1);
  expect(sim.transport.health().loggedIn).toBe(false);
});

test('what is said while logged out comes at the login, in order, with its own time and id', async () => {
  const { sim, got, clock, start } = await rig();
  await start();
  await sim.login(false);
  await sim.say({ from: 'U18', room: 'G2', text: '一', id: 'm1' });
  clock.time += 5000;
  await sim.say({ from: 'U19', room: 'G2', text: '二' });
  await sim.say({ from: 'U18', room: 'G2', image: 'a.jpg' });
  expect(got).toEqual([]);
  clock.time += 5000;
  await sim.login(true);
  expect(got).toMatchObject([
    { id: 'm1', text: '一', sentAt: START },
    { text: '二', sentAt: START + 5000 },
    { kind: 'image', sentAt: START + 5000 },
  ]);
});

test('what was under way at the logout is still dealt with, once', async () => {
  const { sim, got, start, texts } = await rig();
  const slow = gatekeeper();
  await start({
    onMessage: async (message) => {
      await slow.opened;
      got.push(message);
    },
  });
  const said = sim.say({ from: 'U18', text: '一' });
  await pause();
  await Promise.all([sim.login(false), pause().then(slow.open)]);
  await said;
  await sim.login(true);
  expect(texts()).toEqual(['一']);
});

test('a transport that was stopped and one that comes up later: nothing is lost or told twice', async () => {
  const { sim, texts, start } = await rig();
  await sim.say({ from: 'U18', text: 'before the first start' });
  await start();
  await sim.settled();
  await sim.say({ from: 'U18', text: 'running' });
  await sim.transport.stop();
  await sim.say({ from: 'U18', text: 'off' });
  sim.revive();
  await start();
  await sim.settled();
  expect(texts()).toEqual(['before the first start', 'running', 'off']);
});

test('after a crash the undelivered comes, the delivered does not, and the dead one hears nothing', async () => {
  const { sim, got, health, start, texts } = await rig();
  await start();
  await sim.say({ from: 'U18', text: 'delivered', id: 'm1' });
  const stuck = gatekeeper();
  sim.crash();
  sim.revive();
  await start({ onMessage: () => stuck.opened });
  const said = sim.say({ from: 'U18', text: 'in the hands of the one that dies' });
  await pause();
  sim.crash();
  await said;
  stuck.open();
  await sim.say({ from: 'U18', text: 'while down' });
  const told = health.length;
  sim.revive();
  await start();
  await sim.settled();
  expect(texts()).toEqual(['delivered', 'in the hands of the one that dies', 'while down']);
  expect(health).toHaveLength(told + 1);
  await sim.say({ from: 'U18', text: 'x', id: 'm1' });
  expect(got.at(-1)).toMatchObject({ id: 'm1', text: 'delivered' });
});

test('a crash while logged out loses nothing either', async () => {
  const { sim, start, texts } = await rig();
  await start();
  await sim.login(false);
  await sim.say({ from: 'U18', text: '一' });
  sim.crash();
  sim.revive();
  await start();
  expect(sim.transport.health().loggedIn).toBe(false);
  await sim.login(true);
  expect(texts()).toEqual(['一']);
});

test('what a dying bot had in its hands comes before what was said later', async () => {
  const { sim, start, texts } = await rig();
  await start({ onMessage: () => new Promise(() => {}) });
  const said = sim.say({ from: 'U18', text: '一' });
  await pause();
  void sim.login(false);
  await sim.say({ from: 'U18', text: '二' });
  sim.crash();
  await said;
  sim.revive();
  await start();
  await sim.login(true);
  expect(texts()).toEqual(['一', '二']);
});

test('stopping waits for what is being handled; what comes meanwhile is for the next one', async () => {
  const { sim, start, texts, got } = await rig();
  const slow = gatekeeper();
  const seen: string[] = [];
  await start({
    onMessage: async (message) => {
      await slow.opened;
      seen.push(message.text);
    },
  });
  void sim.say({ from: 'U18', text: '一' });
  await pause();
  const stopped = sim.transport.stop();
  void sim.say({ from: 'U18', text: '二' });
  await pause();
  slow.open();
  await stopped;
  expect(seen).toEqual(['一']);
  sim.revive();
  await start();
  await sim.settled();
  expect(texts()).toEqual(['二']);
  expect(got).toHaveLength(1);
});

test('revive takes the place of one that still runs; a transport starts once', async () => {
  const { sim, start, texts } = await rig();
  await start();
  const old = sim.transport;
  expect(sim.revive()).not.toBe(old);
  await start();
  await expect(start()).rejects.toThrow('started before');
  await sim.say({ from: 'U18', text: '一' });
  expect(texts()).toEqual(['一']);
});

test('no memory card is written', async () => {
  const before = readdirSync('.');
  const { dir, start } = await rig();
  await start();
  expect([...readdirSync('.'), ...readdirSync(dir)].filter((name) => name.includes('memory-card'))).toEqual(
    [],
  );
  expect(readdirSync('.')).toEqual(before);
});
