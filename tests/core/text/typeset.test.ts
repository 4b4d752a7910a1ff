import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalize } from '../../../src/core/text/normalize.ts';
import { typeset } from '../../../src/core/text/typeset.ts';

it.each([
  ['已记 S15:罗启明 9月13日(周三) 入户', '已记 S15：罗启明 9月13日（周三） 入户'],
  ['没见到人,留了底,不算走访。', '没见到人，留了底，不算走访。'],
  ['对吗?对!', '对吗？对！'],
  ['明早09:00,1,000元;见 http://127.0.0.1:8420/?a=b', '明早09:00,1,000元；见 http://127.0.0.1:8420/?a=b'],
  ['1. 罗启明(1组)上次9月6日', '1. 罗启明（1组）上次9月6日'],
  ['先打120!说清楚,编号Q4,9月18日前', '先打120！说清楚，编号Q4，9月18日前'],
  ['摸底(9月30日(周六)前)', '摸底（9月30日（周六）前）'],
  ['都好!!!', '都好！！！'],
  ['a,b (c) d:e', 'a,b (c) d:e'],
])('%s', (raw, set) => expect(typeset(raw)).toBe(set));

it('changes nothing but the width of punctuation', () => {
  const words = fc.array(
    fc.constantFrom('罗启明', '入户', ',', ':', '(', ')', '?', '9', ' ', 'S15', '。', '！'),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(
      words.map((w) => w.join('')),
      (text) => {
        expect(typeset(text).normalize('NFKC')).toBe(text.normalize('NFKC'));
        expect(normalize(typeset(text))).toBe(normalize(text));
      },
    ),
  );
});
