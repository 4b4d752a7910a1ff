import { describe, expect, it } from 'vitest';
import { namesOfSample, readExamples } from '../../scripts/meaning/examples.ts';
import { train } from '../../scripts/meaning/train.ts';
import { modelOf, readWeights, writeWeights } from '../../src/core/learned.ts';
import { masked } from '../../src/core/meaning/masked.ts';
import { createMeant, MEANINGS, readLearned } from '../../src/core/meaning/meaning.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { farApart } from '../support/learned.ts';

const names = namesOfSample();
const examples = readExamples();
const meant = createMeant();
const best = (text: string) => meant(masked(normalize(text), names))[0];

describe('what a cadre means in his own words', () => {
  // None of these is among the examples; the words of each are common there.
  it.each([
    ['visit', '赶场天顺脚去老彭那儿坐了半个钟头,灶上炖着洋芋,老人精神头蛮好'],
    ['order', '小柳你把老屋场那几户的医保票据拢一拢,礼拜四下班前放我桌上'],
    ['trouble', '大塘那根水管爆了三天,几户人家都在挑水吃,没人去管'],
    ['event', '石长顺的二女儿上礼拜办了酒,嫁到外县去了'],
    ['income', '马树根两头黄牛出手了,拿回来一万八'],
    ['late', '那张摸底表我月底弄不完,能不能再宽我几天'],
    ['amend', '刚才写岔了,是前天不是昨天'],
    ['ask', '覃婆婆上回是啥时候有人去看的'],
    ['chat', '大家辛苦了,回去早点歇'],
  ])('%s: %s', (meaning, text) => {
    expect(examples.map((e) => e.text)).not.toContain(masked(normalize(text), names));
    expect(best(text)?.meaning).toBe(meaning);
  });

  it('believes something of any words, and all of it together is 1', () => {
    for (const text of ['', '嗯', '😀😀', 'T5', '启明屋头的药'.repeat(80)]) {
      const all = meant(masked(normalize(text), names));
      expect(all.map((b) => b.meaning).sort()).toEqual([...MEANINGS].sort());
      expect(all.reduce((sum, b) => sum + b.share, 0)).toBeCloseTo(1, 6);
    }
  });

  it('tells nothing by whose name stands there', () => {
    const said = (head: string) => best(`${head}家的水管又裂了,要人去修`);
    expect(said('罗启明')).toEqual(said('覃秀英'));
  });

  // What `npm run bench -- meaning` measured, with a little room: the sentences of one hand, learned from all others.
  it('knows the words of a hand that it has not seen', () => {
    const others = createMeant(modelOf(train(examples.filter((e) => e.hand !== '3'))));
    const unseen = examples.filter((e) => e.hand === '3').map((e) => ({ ...e, first: others(e.text)[0] }));
    const right = unseen.filter((e) => e.first?.meaning === e.meaning);
    expect(right.length / unseen.length).toBeGreaterThan(0.84);
    const certain = unseen.filter((e) => (e.first?.share ?? 0) >= 0.85);
    expect(certain.length / unseen.length).toBeGreaterThan(0.4);
    expect(certain.filter((e) => right.includes(e)).length / certain.length).toBeGreaterThan(0.95);
  });

  it('is the model that its examples make: otherwise run `npm run meaning`', () => {
    const kept = readLearned();
    const fresh = readWeights(writeWeights(train(examples)));
    expect(fresh.names).toEqual(kept.names);
    expect(farApart(fresh, kept)).toEqual([]);
  });
});
