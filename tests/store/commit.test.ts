import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.ts';
import { change } from '../../src/records/change.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import { visitKind } from '../../src/records/visit.ts';
import { brokenAt, readEntry } from '../../src/store/audit.ts';
import { runOps } from '../../src/store/ops.ts';
import type { Store } from '../../src/store/store.ts';
import { aRhythm, aVisit, freshStore, NOW } from '../support/store.ts';

const V01 = '{v:V01}';
let store: Store & { url: string };
let redis: Redis;

beforeEach(async () => {
  store = await freshStore();
  redis = new Redis(store.url);
});
afterEach(() => {
  redis.disconnect();
  store.close();
});

/** Everything in the database, to see that nothing was written. */
async function all(): Promise<Record<string, string>> {
  const keys = (await redis.keys('*')).sort();
  return Object.fromEntries(
    await Promise.all(keys.map(async (k) => [k, (await redis.dump(k))?.toString() ?? ''])),
  );
}

const logged = (id: string, fields = {}) =>
  change({ kind: visitKind, after: aVisit(id, fields), action: 'visit.log', actor: 'U18' });
const put = (mark: string, ...changes: ReturnType<typeof change>[]) =>
  store.commit(V01, { mark, now: NOW, changes });

describe('a commit', () => {
  it('writes record, indexes, counters, audit and mark together', async () => {
    expect(await put('m1', logged('S1'))).toBe('ok');
    expect(await store.read.get(visitKind, 'S1', 'V01')).toMatchObject({ rev: 1, summary: '老伴头晕好些了' });
    expect(await store.read.range('V01', 'household:H01:visits')).toEqual(['S1']);
    expect(await store.read.counters('V01', 'week:2017-W37')).toEqual({
      home: 1,
      met: 1,
    });
    expect(await store.read.counters('V01', 'week:2017-W37:reached')).toEqual({ H01: 1 });
    expect(await store.read.counters('V01', 'week:2017-W37:ways')).toEqual({ 'home|H01': 1 });
    expect(await redis.zscore('bf:{v:V01}:done', 'm1')).toBe(String(NOW));
  });

  it('takes away what the old version counted', async () => {
    await put('m1', logged('S1'));
    const before = await store.read.get(visitKind, 'S1', 'V01');
    if (!before) throw new Error('not kept');
    await put(
      'm2',
      change({
        kind: visitKind,
        before,
        after: { ...before, status: 'void' },
        action: 'visit.void',
        actor: 'U18',
      }),
    );
    expect(await store.read.counters('V01', 'week:2017-W37')).toEqual({});
    expect(await store.read.range('V01', 'household:H01:visits')).toEqual(['S1']);
  });

  it('takes effect once under one mark', async () => {
    await put('m1', logged('S1'));
    const was = await all();
    expect(await put('m1', logged('S2'))).toBe('done');
    expect(await all()).toEqual(was);
  });

  it('keeps what is private unreadable in Redis', async () => {
    await put('m1', logged('S1'));
    const raw = Object.values(await all()).join();
    expect(raw).toContain('H01');
    expect(raw).not.toContain('头晕');
  });

  it('writes nothing on a stale rev, not even what came before it', async () => {
    await put('m1', change({ kind: rhythmKind, after: aRhythm(), action: 'x', actor: 'U18' }));
    const before = { ...aRhythm(), rev: 1 };
    await put(
      'm2',
      change({ kind: rhythmKind, before, after: { ...before, step: 1 }, action: 'x', actor: 'U18' }),
    );
    const was = await all();
    const stale = change({
      kind: rhythmKind,
      before,
      after: { ...before, step: 2 },
      action: 'x',
      actor: 'U18',
    });
    await expect(put('m3', logged('S1'), stale)).rejects.toThrow(ConflictError);
    expect(await all()).toEqual(was);
  });

  it('writes nothing where a new record has the number of an old one', async () => {
    await put('m1', logged('S1'));
    const was = await all();
    await expect(put('m2', logged('S1', { householdId: 'H02' }))).rejects.toThrow(ConflictError);
    expect(await all()).toEqual(was);
  });

  it('writes nothing where a key holds another type', async () => {
    await redis.set('bf:{v:V01}:visits', 'no set');
    const was = await all();
    await expect(put('m1', logged('S1'))).rejects.toThrow(/holds a string, not a zset/);
    expect(await all()).toEqual(was);
  });

  it('writes nothing where a counter is no number', async () => {
    await redis.hset('bf:{v:V01}:week:2017-W37', 'home', 'many');
    const was = await all();
    await expect(put('m1', logged('S1'))).rejects.toThrow(/is no number/);
    expect(await all()).toEqual(was);
  });

  it('sends nothing where a key is of another slot', async () => {
    const ops = [
      ['set', 'bf:{v:V01}:a', '1'],
      ['set', 'bf:{v:V02}:b', '1'],
    ] as [string, string, string][];
    await expect(runOps(store.raw.connections.write, V01, ops)).rejects.toThrow(/not of slot/);
    expect(await all()).toEqual({});
  });

  it.each([
    ['an unknown op', ['boil', 'bf:{v:V01}:a', '1']],
    ['an op without its arguments', ['zadd', 'bf:{v:V01}:a', '1']],
    ['a score that is none', ['zadd', 'bf:{v:V01}:a', 'x', 'm']],
  ])('writes nothing for %s', async (_, op) => {
    const ops = [['set', 'bf:{v:V01}:first', '1'], op] as [string, string, string][];
    await expect(runOps(store.raw.connections.write, V01, ops)).rejects.toThrow(/BFCOMMIT/);
    expect(await all()).toEqual({});
  });

  it.each([
    ['nothing', ''],
    ['what parts words from each other', 'a\u001fset\u001f1'],
    ['what stands for a long word', '\u001e1'],
    ['more than stands in the plan', '长'.repeat(65)],
    ['as much as still stands there', '长'.repeat(64)],
  ])('keeps a word that is %s as it is', async (_, word) => {
    const ops = [
      ['hset', 'bf:{v:V01}:words', 'first', 'x'.repeat(100)],
      ['hset', 'bf:{v:V01}:words', 'second', word],
      ['hset', 'bf:{v:V01}:words', 'third', 'last'],
    ] as [string, string, string, string][];
    await runOps(store.raw.connections.write, V01, ops);
    expect(await redis.hgetall('bf:{v:V01}:words')).toEqual({
      first: 'x'.repeat(100),
      second: word,
      third: 'last',
    });
  });

  it('refuses a record that does not fit its schema', async () => {
    await expect(put('m1', logged('S1', { date: 'today' }))).rejects.toThrow();
    expect(await all()).toEqual({});
  });
});

describe('the audit chain', () => {
  async function chain() {
    const entries = await redis.xrange('bf:{v:V01}:audit', '-', '+');
    return entries.map(([id, fields]) => readEntry('V01', id, fields));
  }

  it('holds, entry by entry, and names who did what to which record', async () => {
    await put('m1', logged('S1'));
    await put('m2', logged('S2'), logged('S3'));
    const entries = await chain();
    expect(entries.map((e) => [e.seq, e.action, e.record])).toEqual([
      [1, 'visit.log', 'visit:S1'],
      [2, 'visit.log', 'visit:S2'],
      [3, 'visit.log', 'visit:S3'],
    ]);
    expect(brokenAt(entries)).toBeNull();
  });

  it('shows where it was rewritten', async () => {
    for (const id of ['S1', 'S2', 'S3']) await put(`m-${id}`, logged(id));
    const entries = await chain();
    const forged = entries.map((e) => (e.seq === 2 ? { ...e, body: e.body.replace('U18', 'U19') } : e));
    expect(brokenAt(forged)).toBe(2);
    expect(brokenAt(entries.filter((e) => e.seq !== 2))).toBe(2);
  });
});
