import { describe, expect, it, test } from 'vitest';
import { MINUTE } from '../../src/core/clock.ts';
import type { Draft, OpenDialog } from '../../src/core/dialog.ts';
import { readChecks } from '../../src/features/visit/quick/checks.ts';
import { readHow, readNext } from '../../src/features/visit/quick/read.ts';
import { CHECKS } from '../../src/records/visit.ts';
import { freshStore, NOW } from '../support/store.ts';
import { withStage } from '../support/transcript.ts';

/** What is not in order, `check:state`, and the problems' words. */
function told(text: string, sure = false): string {
  const reading = readChecks(text, sure);
  if (!reading.ok) return reading.stray ? 'stray' : 'asks';
  const { checks, problems, more } = reading.value;
  const wrong = CHECKS.filter((c) => checks[c] !== 'ok').map((c) => `${c}:${checks[c]}`);
  return [...wrong, ...problems.map((p) => `“${p}”`), ...(more ? [`(${more})`] : [])].join(' ');
}

describe('the six checks in one answer', () => {
  it.each([
    '全好',
    '都好',
    '都没问题',
    '没问题',
    '没啥问题',
    '一切正常',
    '都有保障',
    '吃穿好,上学好,看病好,住房好,喝水好',
  ])('“%s”: all are in order', (text) => expect(told(text)).toBe(''));

  it.each([
    ['住房漏雨', 'housing:problem “住房漏雨”'],
    ['2 看病', 'medical:problem “看病有问题”'],
    ['住房 有问题 屋顶漏', 'housing:problem “住房 有问题 屋顶漏”'],
    ['住房有问题,天天接雨', 'housing:problem “住房有问题,天天接雨”'],
    ['都好,就是住房漏雨', 'housing:problem “住房漏雨”'],
    ['除了住房都好', 'housing:problem “住房有问题”'],
    ['住房漏雨,其他都好', 'housing:problem “住房漏雨”'],
    ['住房没问题看病钱不够', 'medical:problem “看病钱不够”'],
    ['房子漏雨喝水困难', 'housing:problem water:problem “房子漏雨喝水困难”'],
    ['吃水困难', 'water:problem “吃水困难”'],
    ['药吃完了', 'medical:problem “药吃完了”'],
    ['娃不想上学', 'education:problem “娃不想上学”'],
    ['没有被子', 'clothing:problem “没有被子”'],
    ['没米了', 'food:problem “没米了”'],
    ['全好,老伴头晕好些了', '(老伴头晕好些了)'],
    ['都好,住房没看', 'housing:unknown'],
    ['吃穿不愁', 'education:unknown medical:unknown housing:unknown water:unknown'],
  ])('“%s”: %s', (text, expected) => expect(told(text)).toBe(expected));

  it.each(['路灯坏了', '帮助他们办了慢病卡', '下午开会都来', '好的', '收到', '没有', '老伴头晕好些了'])(
    '“%s” in a room is no answer',
    (text) => expect(told(text)).toBe('stray'),
  );

  test('a bare yes counts where the bot was meant, a bare 2 is asked about', () => {
    expect(told('好的', true)).toBe('');
    expect(told('没有', true)).toBe('');
    expect(told('2')).toBe('asks');
    expect(told('有问题', true)).toBe('asks');
  });
});

describe('the other answers', () => {
  it.each([
    ['入户', 'home', undefined],
    ['入户了', 'home', undefined],
    ['是电话', 'phone', undefined],
    ['打了电话,药快吃完了', 'phone', '药快吃完了'],
    ['门锁着', 'absent', undefined],
    ['没人接电话', 'noAnswer', undefined],
    ['陪同', 'accompanied', undefined],
  ])('“%s” is %s', (text, mode, note) =>
    expect(readHow(text)).toEqual({ ok: true, value: note === undefined ? { mode } : { mode, note } }),
  );
  it.each(['收到', '下午开会', '5'])('“%s” is no way to go', (text) =>
    expect(readHow(text)).toMatchObject({ ok: false, stray: true }),
  );

  it.each([
    ['下周三', '2017-09-20'],
    ['下次9月20日', '2017-09-20'],
    ['20号', '2017-09-20'],
    ['20', '2017-09-20'],
    ['明天去', '2017-09-14'],
  ])('“%s” is %s', (text, day) => expect(readNext(text, '2017-09-13')).toEqual({ ok: true, value: day }));
  it.each(['昨天', '9月31日', '今天'])('“%s” is said to be wrong', (text) =>
    expect(readNext(text, '2017-09-13')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/不是以后|没有/),
    }),
  );
});

const dialog: OpenDialog = {
  id: 'm1',
  command: '走访',
  state: { secret: '罗启明' },
  askedAt: NOW,
  expires: NOW + 60 * MINUTE,
  owner: 'U18',
  chat: 'G2',
  via: { kind: 'room', id: 'r2' },
};
const left: Draft = {
  id: 'm1',
  owner: 'U18',
  chat: 'G2',
  command: '走访',
  state: dialog.state,
  title: '罗启明',
  at: NOW,
};

describe('drafts in the store', () => {
  test('are sealed, come with the home commit that makes them, and are there after a restart', async () => {
    const store = await freshStore();
    await store.home.commit({ mark: 'a', now: NOW, pushes: [], dialog: { conversation: 'c', open: dialog } });
    await store.home.commit({
      mark: 'b',
      now: NOW,
      pushes: [],
      dialog: { conversation: 'c', open: null },
      drafts: { put: [left, { ...left, id: 'm0', at: NOW - 1 }] },
    });
    expect(store.home.drafts('U18').map((d) => d.id)).toEqual(['m0', 'm1']);
    expect(store.home.drafts('U19')).toEqual([]);
    const raw = await store.raw.connections.read.hgetall('bf:{a:test}:drafts');
    expect(Object.keys(raw).sort()).toEqual(['m0', 'm1']);
    expect(JSON.stringify(raw)).not.toContain('罗');
    const again = await freshStore(store.url);
    expect(again.home.dialogs().size).toBe(0);
    expect(again.home.drafts('U18')[1]).toEqual(left);
    await again.home.commit({ mark: 'c', now: NOW, pushes: [], drafts: { drop: ['m0'] } });
    expect(again.home.drafts('U18')).toEqual([left]);
    again.close();
    store.close();
  });
});

describe('one visit, step by step and in one line', () => {
  test('gives the same record', async () => {
    const records: unknown[] = [];
    const ways = [
      ['走访 罗启明 入户 老伴头晕好些了 下次9月20日'],
      ['走访', '1', '1', '全好', '老伴头晕好些了', '9月20日'],
      ['走访 罗启明', '入户', '都好', '老伴头晕好些了 下次9月20日'],
    ];
    for (const words of ways) {
      await withStage(async (stage) => {
        await stage.play({ kind: 'at', at: NOW });
        for (const text of words) await stage.play({ kind: 'say', from: 'U18', text });
        const visits = ((await stage.dump()).visits ?? []) as Record<string, unknown>[];
        const { id, by, mode, date, counted, summary, nextVisit, problems } = visits.at(-1) ?? {};
        records.push({ id, by, mode, date, counted, summary, nextVisit, problems });
      });
    }
    expect(records[0]).toMatchObject({ id: 'S15', summary: '老伴头晕好些了', nextVisit: '2017-09-20' });
    expect(records[1]).toEqual(records[0]);
    expect(records[2]).toEqual(records[0]);
  });
});
