import { describe, expect, it } from 'vitest';
import { readExamples } from '../../scripts/talk/examples.ts';
import { train } from '../../scripts/talk/train.ts';
import { modelOf, readWeights, writeWeights } from '../../src/core/learned.ts';
import { normalize } from '../../src/core/text/normalize.ts';
import { believedTalk, talkOf } from '../../src/features/policy/talk/talk.ts';
import { createWeigh, isTalk, readLearned } from '../../src/features/policy/talk/weighed.ts';
import { farApart } from '../support/learned.ts';

const examples = readExamples();
const own = examples.filter((e) => e.hand !== 'guard');

describe('what households say, by what was learned', () => {
  // None of these is among the examples.
  it.each([
    ['comes', '帮我们那个干部哪天再来嘛,我好提前煮饭'],
    ['helper', '墙上那个牌牌掉色了,上头写的帮我家的是哪个嘛'],
    ['voice', '字太小我也认不全,讲给我听行不'],
    ['optOut', '手机一天响到黑,这些通知莫再发过来'],
    ['notHome', '这两天去我女屋里吃酒,门是锁的,莫白跑'],
    ['paid', '合作医疗那个钱上礼拜就交给组长了'],
  ])('%s: %s', (talk, text) => {
    const said = normalize(text);
    expect(own.map((e) => e.text)).not.toContain(said);
    expect(talkOf(said) ?? believedTalk(said)).toBe(talk);
  });

  it.each([
    '我妈站在河边不肯回来',
    '孙子两天没回家,河边找着一只鞋',
    '他又喝醉了拿棍子撵我娘俩',
    '有个人在视频里叫我把钱转到安全账户,我正在转',
  ])('peril is no talk: %s', (text) => {
    expect(talkOf(normalize(text)) ?? believedTalk(normalize(text))).toBeNull();
  });

  // What `npm run bench -- talk` measured, with a little room: the words of one hand, learned from all others.
  it('knows the words of a hand that it has not seen, and takes no cry for help for talk', () => {
    const weigh = createWeigh(modelOf(train(examples.filter((e) => e.hand !== '2'))));
    const unseen = own.filter((e) => e.hand === '2').map((e) => ({ ...e, weighed: weigh(e.text) }));
    const right = unseen.filter((e) => e.weighed.said === e.said);
    expect(right.length / unseen.length).toBeGreaterThan(0.82);
    const sure = unseen.filter((e) => e.weighed.share >= 0.6 && isTalk(e.weighed.said));
    expect(sure.length / unseen.length).toBeGreaterThan(0.4);
    expect(sure.filter((e) => right.includes(e)).length / sure.length).toBeGreaterThan(0.94);
    expect(sure.filter((e) => e.said === 'peril' && e.weighed.peril < 0.03)).toEqual([]);
  });

  it('is the model that its examples make: otherwise run `npm run talk`', { timeout: 60_000 }, () => {
    const kept = readLearned();
    const fresh = readWeights(writeWeights(train(examples)));
    expect(fresh.names).toEqual(kept.names);
    expect(farApart(fresh, kept)).toEqual([]);
  });
});
