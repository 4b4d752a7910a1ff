import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSets } from '../../scripts/bench/ask/sets.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import type { Guarded } from '../../src/features/policy/guard/rules.ts';
import { hasEvidence, proven } from '../../src/features/policy/talk/evidence.ts';
import { TALKS, type Talk } from '../../src/features/policy/talk/signs.ts';
import { talkOf } from '../../src/features/policy/talk/talk.ts';

const NAMES = { helpers: ['沈若梅', '苗青云', '冯立群'], heads: ['石长顺', '彭志高'] };
const ALARMS: readonly string[] = ['emergency', 'danger', 'violence', 'fraud', 'report', 'anger'];
const PERILS: readonly string[] = ['emergency', 'danger', 'violence'];
const SMALL: readonly string[] = ['greeting', 'thanks', 'idle'];

const said = readFileSync(new URL('policy-talk.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [kind = '', set = '', text = ''] = line.split('\t');
    return { kind, set, text: normalize(text) };
  });
const talk = (set: string) => said.filter((s) => s.set === set && s.kind !== 'peril');
const heard = (text: string) => talkOf(text, NAMES);
const share = (set: string) => {
  const all = talk(set);
  return all.filter((s) => heard(s.text) === s.kind).length / all.length;
};
const sets = Object.values(readSets()).flat();

describe('what households say besides questions', () => {
  it('has words of every kind in both halves, none twice', () => {
    for (const set of ['open', 'aside'])
      expect([...new Set(talk(set).map((s) => s.kind))].sort()).toEqual([...TALKS].sort());
    expect(new Set(said.map((s) => s.text)).size).toBe(said.length);
    expect(talk('open').length + talk('aside').length).toBeGreaterThan(400);
  });

  // Measured, with a little room; `late` was written in turns that no sign knows.
  it.each([
    ['open', 0.97],
    ['more', 0.9],
    ['aside', 0.93],
    ['late', 0.15],
  ])('understands its share of %s', (set, least) => {
    expect(share(set)).toBeGreaterThanOrEqual(least);
  });

  it.each(said.filter((s) => s.kind === 'peril'))('never takes peril for talk: $text', ({ text }) => {
    expect(heard(text)).toBeNull();
  });

  it('takes nothing from the guard’s roads', () => {
    const barred = sets.filter((s) => s.roads.length > 0 && !SMALL.includes(s.roads[0] ?? ''));
    expect(barred.filter((s) => heard(s.text) !== null)).toEqual([]);
  });

  it('takes from the book only what a person has to look after, and then its title stands beside', () => {
    const WITH_A_PERSON: readonly (Talk | null)[] = [
      'need',
      'money',
      'complaint',
      'away',
      'helper',
      'change',
    ];
    const taken = sets.filter((s) => s.roads.length === 0).map((s) => heard(s.text));
    const asked = taken.filter((t) => t !== null);
    expect(asked.filter((t) => !WITH_A_PERSON.includes(t))).toEqual([]);
    expect(asked.length / taken.length).toBeLessThan(0.03);
  });

  it.each([
    ['要得', 'ack'],
    ['我是石长顺他妈,他不在屋', 'speaksFor'],
    ['不要给我发了', 'optOut'],
    ['不要给我发了,反正我也活不了几天', null],
    ['谢谢你们,下辈子再报答', null],
    ['我老汉昨天走了', 'death'],
    ['我走了以后你们就不用管我了', null],
    ['帮扶人要我送两条烟', null],
    ['要不要交钱', null],
    ['你是骗子吧', 'distrust'],
    ['有人打电话是骗子吧', null],
  ])('%s → %s', (text, kind) => {
    expect(heard(normalize(text))).toBe(kind);
  });
});

describe('evidence before alarm', () => {
  const alarming = sets.flatMap((s) => {
    const [road = ''] = s.roads;
    return ALARMS.includes(road) ? [{ road: road as Guarded, text: s.text }] : [];
  });

  it('is in every cry for help of the sets', () => {
    const silent = alarming.filter(({ road, text }) => PERILS.includes(road) && !hasEvidence(text, road));
    expect(silent).toEqual([]);
  });

  it('is in nearly all that tells of fraud, wrong and anger', () => {
    const silent = alarming.filter(({ road, text }) => !hasEvidence(text, road));
    expect(silent.length / alarming.length).toBeLessThan(0.02);
  });

  it.each([
    ['我儿媳妇生了个娃', 'violence'],
    ['不要给我发了', 'danger'],
    ['喊沈若梅给我打个电话', 'fraud'],
    ['我想买头牛,差两千', 'fraud'],
    ['要得', 'anger'],
    ['我不想要这个帮扶人了,换一个', 'danger'],
  ] as const)('is not in %s for %s', (text, road) => {
    expect(hasEvidence(text, road)).toBe(false);
  });

  it('asks the speaker where peril is felt and not heard, and lets other roads without it go to the book', () => {
    expect(proven('上河那边放闸了我们还站在中间', { road: 'emergency' })).toEqual({
      road: null,
      unsure: true,
      doubt: 'emergency',
    });
    expect(proven('要得', { road: 'anger' })).toEqual({ road: null, unsure: true, doubt: undefined });
    expect(proven('我爹晕倒了', { road: 'emergency' })).toEqual({ road: 'emergency' });
    expect(proven('隔壁好多钱', { road: 'others' })).toEqual({ road: 'others' });
    expect(proven('上回我说的事办得咋样了', { road: null, peril: true }).peril).toBeUndefined();
  });
});
