import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConflictError } from '../../src/errors.ts';
import { change } from '../../src/records/change.ts';
import { DUTIES, readBriefs } from '../../src/records/dueBrief.ts';
import { PLAIN_RULES } from '../../src/records/nudges.ts';
import { newTask, type Task, taskBrief, taskKind } from '../../src/records/task.ts';
import { key } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, NOW } from '../support/store.ts';

const V01 = '{v:V01}';
let store: Store & { url: string };
let redis: Redis;
let task: Task;

beforeEach(async () => {
  store = await freshStore();
  redis = new Redis(store.url);
  const source = { messageId: 'm', chat: 'G2' };
  const asked = {
    id: 'T1',
    by: 'U03',
    now: NOW,
    source,
    villageId: 'V01',
    title: '交表',
    rules: PLAIN_RULES,
  };
  task = newTask({ ...asked, assignees: ['U18', 'U19'], due: '2017-09-20', householdId: 'H01' });
  await write('ask', undefined, task);
});
afterEach(() => {
  redis.disconnect();
  store.close();
});

const write = (mark: string, before: Task | undefined, after: Task) =>
  store.commit(V01, {
    mark,
    now: NOW,
    changes: [change({ kind: taskKind, before, after, action: 'task.ask', actor: 'U03' })],
  });
const move = (mark: string, from: number, to?: number, member = 'task|T1') =>
  store.commit(V01, { mark, now: NOW, changes: [], moves: [{ villageId: 'V01', member, from, to }] });
const stands = () => store.read.score('V01', 'due', 'task|T1');
const first = () => task.nextStepAt ?? 0;
const written = () => redis.hget(key(V01, DUTIES), 'task|T1');
const brief = async () => readBriefs(['task|T1'], [await written()])[0];

it('reads what is due by an instant with what is known of each, the earliest first, and no more than asked for', async () => {
  await write('other', undefined, { ...task, id: 'T2', nextStepAt: first() - 1000 });
  await redis.zadd(key(V01, 'due'), first() - 500, 'overdue|H1');
  const all = await store.read.scoredFields('V01', 'due', DUTIES, first(), 10);
  expect(all.members).toEqual(['task|T2', 'overdue|H1', 'task|T1']);
  expect(all.scores).toEqual([first() - 1000, first() - 500, first()]);
  expect(all.values).toEqual([expect.stringContaining('U18'), null, await written()]);
  expect(readBriefs(all.members, all.values).map((b) => b?.id)).toEqual(['T2', undefined, 'T1']);
  expect((await store.read.scoredFields('V01', 'due', DUTIES, first(), 1)).members).toEqual(['task|T2']);
  expect((await store.read.scoredFields('V01', 'due', DUTIES, 0, 10)).members).toEqual([]);
});

it('keeps beside the due set what a due run has to know, and nothing once it is over', async () => {
  expect(await brief()).toEqual(taskBrief(task));
  const kept = await store.read.get(taskKind, 'T1', 'V01');
  if (!kept) throw new Error('not kept');
  const replied = { ...kept, replies: [{ by: 'U18', at: kept.at }] };
  await write('reply', kept, replied);
  expect((await brief())?.owing).toEqual(['U19']);
  await write('done', { ...replied, rev: 2 }, { ...replied, status: 'done', nextStepAt: undefined });
  expect(await written()).toBe(null);
  expect(await stands()).toBe(undefined);
});

it('moves a step once under a mark, without a record or a line in the audit', async () => {
  const lines = await redis.xlen('bf:{v:V01}:audit');
  expect(await move('step', first(), first() + 1000)).toBe('ok');
  expect(await move('step', first(), first() + 1000)).toBe('done');
  expect(await stands()).toBe(first() + 1000);
  expect((await store.read.get(taskKind, 'T1', 'V01'))?.rev).toBe(1);
  expect(await redis.xlen('bf:{v:V01}:audit')).toBe(lines);
  expect(store.dueTimes.earliest()).toBeLessThanOrEqual(first() + 1000);
});

it('refuses a step that was taken or ended meanwhile, and then writes nothing', async () => {
  await move('one', first(), first() + 1000);
  await expect(move('two', first(), first() + 2000)).rejects.toThrow(ConflictError);
  await expect(move('three', first(), first() + 2000, 'task|T9')).rejects.toThrow(ConflictError);
  const good = { villageId: 'V01', member: 'task|T1', from: first() + 1000, to: first() + 2000 };
  const both = [good, { ...good, member: 'task|T9' }];
  await expect(store.commit(V01, { mark: 'four', now: NOW, changes: [], moves: both })).rejects.toThrow(
    ConflictError,
  );
  expect(await stands()).toBe(first() + 1000);
});

it('ends a ladder, and takes it up anew where the record is given a step again', async () => {
  await move('end', first());
  expect(await stands()).toBe(undefined);
  const kept = await store.read.get(taskKind, 'T1', 'V01');
  if (!kept) throw new Error('not kept');
  await write('later', kept, { ...kept, due: '2017-09-25', nextStepAt: first() + 5000 });
  expect(await stands()).toBe(first() + 5000);
});

it('leaves a step where it stands when a record is written that says nothing of it', async () => {
  await move('one', first(), first() + 86_400_000);
  await store.dueTimes.refresh(['V01'], first());
  const kept = await store.read.get(taskKind, 'T1', 'V01');
  if (!kept) throw new Error('not kept');
  await write('told', kept, { ...kept, told: ['U06'] });
  expect(await stands()).toBe(first() + 86_400_000);
  // What is over is not awaited again.
  expect(store.dueTimes.earliest()).toBe(first() + 86_400_000);
});

it('moves more than one call of Redis takes as arguments', async () => {
  const members = Array.from({ length: 5000 }, (_, i) => `task|T${i + 100}`);
  await redis.zadd('bf:{v:V01}:due', ...members.flatMap((m) => [1, m]));
  const moves = members.map((member, i) => ({
    villageId: 'V01',
    member,
    from: 1,
    to: i % 2 ? 2 : undefined,
  }));
  expect(await store.commit(V01, { mark: 'many', now: NOW, changes: [], moves })).toBe('ok');
  expect(await redis.zcount('bf:{v:V01}:due', 1, 1)).toBe(0);
  expect(await redis.zcount('bf:{v:V01}:due', 2, 2)).toBe(2500);
});
