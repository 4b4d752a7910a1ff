import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { restore } from '../../scripts/store/restore.ts';
import { defineKind, envelope, type Stored } from '../../src/records/kind.ts';
import type { Visit } from '../../src/records/visit.ts';
import { visitKind } from '../../src/records/visit.ts';
import { decode, encode } from '../../src/store/codec.ts';
import { dump } from '../../src/store/dump.ts';
import { createSeal } from '../../src/store/seal.ts';
import { freshDatabase, temporaryFolder } from '../support/redis.ts';
import { aVisit, freshStore } from '../support/store.ts';
import { createWorld } from '../support/world.ts';

const YESTERDAY = fileURLToPath(new URL('./yesterday', import.meta.url));

it('a backup of the version before is read by this one, whole, and the program goes on with it', {
  timeout: 90_000,
}, async () => {
  const url = await freshDatabase();
  const from = path.join(temporaryFolder(), 'backup');
  await cp(YESTERDAY, from, { recursive: true });
  await restore({ from, url, dataDir: temporaryFolder() });
  const store = await freshStore(url);
  const all = await dump(store);
  store.close();
  const counts = JSON.parse(readFileSync(path.join(YESTERDAY, 'manifest.json'), 'utf8')).records;
  expect(all.visits?.length).toBe(counts.visit);
  expect(all.problems?.length).toBe(counts.problem);
  expect(all.households?.length).toBe(counts.household);
  expect((all.visits as Visit[]).find((v) => v.id === 'S15')).toMatchObject({
    mode: 'home',
    summary: '老伴头晕好些了',
  });
  const world = await createWorld({ url, begin: Date.parse('2017-09-14T10:00:00+08:00') });
  await world.say('U18', '记录 S15', { id: 'new-1' });
  expect(world.heard().at(-1)?.text).toContain('罗启明');
  await world.say('U18', '更正 S15 电话', { id: 'new-2' });
  expect(world.heard().at(-1)?.text).toContain('已更正 S15');
  await world.close();
});

interface Note extends Stored {
  minutes: number;
  words: string;
}
/** A made-up kind whose shape has changed twice: hours became minutes, `text` became `words`. */
const noteKind = defineKind<Note>({
  name: 'note',
  home: 'village',
  schema: z.object({ ...envelope, minutes: z.number(), words: z.string() }),
  sensitive: ['words'],
  version: 3,
  upgrades: {
    1: ({ hours, ...rest }) => ({ ...rest, minutes: Number(hours) * 60 }),
    2: ({ text, ...rest }) => ({ ...rest, words: text }),
  },
});
const seal = createSeal([Buffer.alloc(32, 7)]);
const base = { rev: 4, id: 'N1', by: 'U1', at: 'x', status: 'active', source: { messageId: 'm', chat: 'c' } };

it('an old shape is read through every step, and what is written is of today', () => {
  const old = JSON.stringify({ ...base, schema: 1, hours: 2, sealed: seal.seal('{"text":"好"}', 'k') });
  const record = decode(noteKind, old, 'k', seal);
  expect(record).toMatchObject({ schema: 3, minutes: 120, words: '好', rev: 4 });
  const written = encode(noteKind, record, 'k', seal);
  expect(written).toMatch(/^\{"rev":4,.*"schema":3/);
  expect(decode(noteKind, written, 'k', seal)).toEqual(record);
});

it('a shape of a later version is refused and not guessed at', () => {
  const later = JSON.stringify({ ...base, schema: 4, minutes: 1, words: 'x' });
  expect(() => decode(noteKind, later, 'k', seal)).toThrow(/N1 has shape 4; this program knows 3/);
});

it('the store still holds the old string after it was read', async () => {
  const url = await freshDatabase();
  const redis = new Redis(url);
  const old = JSON.stringify({ ...base, schema: 1, hours: 1, text: 'x' });
  await redis.set('k', old);
  decode(noteKind, (await redis.get('k')) ?? '', 'k', seal);
  expect(await redis.get('k')).toBe(old);
  redis.disconnect();
});

it('what a schema takes by default needs no place in the store, and is there when it is read', () => {
  const visit = { ...aVisit('S1'), rev: 1, history: [] };
  const written = encode(visitKind, visit, 'k', seal);
  expect(written).not.toMatch(/"schema"|"status"/);
  expect(decode(visitKind, written, 'k', seal)).toEqual(visit);
  const gone = { ...visit, status: 'void', history: [{ at: 'x', by: 'U1', action: 'withdraw' }] };
  const kept = encode(visitKind, gone, 'k', seal);
  expect(kept).toContain('"status":"void"');
  expect(decode(visitKind, kept, 'k', seal)).toEqual(gone);
});
