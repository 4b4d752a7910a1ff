import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { roomChannelId, roomFromChannel } from '../../src/transport/simulator/ids.ts';
import { pause, rig, START } from './rig.ts';

const G2 = { kind: 'room', id: roomChannelId('G2') } as const;
const U18 = { kind: 'contact', id: 'U18' } as const;

async function started(options = {}) {
  const made = await rig(options);
  made.sim.know({ rooms: [{ id: 'G2', name: '枫树湾', members: ['U18', 'U19'] }] });
  await made.start();
  return made;
}

test('texts go to rooms and people under the ids that people write', async () => {
  const { sim, sent } = await started();
  await sim.transport.send(G2, { text: '已记 S15' });
  await sim.transport.send(U18, { text: '明天有一户要走' });
  expect(sent).toEqual([
    { at: START, to: 'G2', text: '已记 S15' },
    { at: START, to: 'U18', text: '明天有一户要走' },
  ]);
  expect(roomFromChannel('G2@chatroom')).toBe('G2');
  expect(roomFromChannel('U18')).toBe('U18');
  expect(roomChannelId('G2@chatroom')).toBe('G2@chatroom');
});

test('pictures and files go out as copies that stay', async () => {
  const { sim, sent, dir } = await started();
  for (const name of ['周报.png', '台账.xlsx']) await writeFile(join(dir, name), name);
  await sim.transport.send(U18, { image: join(dir, '周报.png') });
  await sim.transport.send(G2, { file: join(dir, '台账.xlsx') });
  await rm(join(dir, '台账.xlsx'));
  expect(sent).toMatchObject([{ to: 'U18' }, { to: 'G2' }]);
  expect(await readFile(sent[0]?.image ?? '', 'utf8')).toBe('周报.png');
  expect(await readFile(sent[1]?.file ?? '', 'utf8')).toBe('台账.xlsx');
  expect(sent[1]?.file?.endsWith('/台账.xlsx')).toBe(true);
});

test('whom the channel does not know cannot be sent to, and trying again does not help', async () => {
  const { sim, sent, logged } = await started();
  const never = { name: 'SendError', retryable: false, unknown: false };
  await expect(sim.transport.send({ kind: 'contact', id: 'U99' }, { text: '机密' })).rejects.toMatchObject(
    never,
  );
  await expect(
    sim.transport.send({ kind: 'room', id: 'G9@chatroom' }, { text: '机密' }),
  ).rejects.toMatchObject(never);
  await expect(sim.transport.send(U18, { file: '/none/x.xlsx' })).rejects.toMatchObject(never);
  expect(sent).toEqual([]);
  expect(logged.join('')).not.toContain('机密');
});

test('a refused send says whether to try again, and only as often as it was told', async () => {
  const { sim, sent } = await started();
  sim.refuse('G2', 2, true);
  sim.refuse('U18', 1, false);
  const refused = (retryable: boolean) => ({ name: 'SendError', retryable, unknown: false });
  await expect(sim.transport.send(G2, { text: '1' })).rejects.toMatchObject(refused(true));
  await expect(sim.transport.send(U18, { text: '2' })).rejects.toMatchObject(refused(false));
  await expect(sim.transport.send(G2, { text: '3' })).rejects.toMatchObject(refused(true));
  await sim.transport.send(G2, { text: '4' });
  await sim.transport.send(U18, { text: '5' });
  expect(sent.map((one) => one.text)).toEqual(['4', '5']);
});

test('a send that does not come back has an unknown outcome', async () => {
  const { sim, sent } = await started({ sendTimeoutMs: 50 });
  sim.hang('G2', 1);
  sim.hang('U18', 1, true);
  await expect(sim.transport.send(G2, { text: 'lost' })).rejects.toMatchObject({ unknown: true });
  await expect(sim.transport.send(U18, { text: 'seen' })).rejects.toMatchObject({ unknown: true });
  await sim.transport.send(G2, { text: 'next' });
  expect(sent.map((one) => one.text)).toEqual(['seen', 'next']);
});

test('logged out, a send is refused and can be tried again', async () => {
  const { sim, sent } = await started();
  const late = rig();
  await expect((await late).sim.transport.send(U18, { text: 'x' })).rejects.toMatchObject({
    retryable: true,
  });
  await sim.login(false);
  await expect(sim.transport.send(U18, { text: 'x' })).rejects.toMatchObject({
    retryable: true,
    unknown: false,
  });
  await sim.login(true);
  await sim.transport.send(U18, { text: 'y' });
  expect(sent.map((one) => one.text)).toEqual(['y']);
});

test('a dead bot sends nothing, and its send never comes back', async () => {
  const { sim, sent } = await started({ sendTimeoutMs: 20 });
  const dead = sim.transport;
  sim.hang('G2', 1);
  let back = 0;
  const note = () => {
    back += 1;
  };
  dead.send(G2, { text: 'hanging' }).then(note, note);
  await pause(5);
  dead.send(U18, { text: 'under way' }).then(note, note);
  sim.crash();
  dead.send(U18, { text: 'after' }).then(note, note);
  await pause(60);
  expect(back).toBe(0);
  expect(sent).toEqual([]);
});
