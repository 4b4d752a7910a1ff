import { describe, expect, it } from 'vitest';
import { group, weekly } from '../../src/features/policy/unanswered.ts';
import type { Unanswered } from '../../src/records/policy.ts';
import type { Read } from '../../src/records/read.ts';

const asked = (id: string, text: string, rest: Partial<Unanswered> = {}): Unanswered => ({
  id,
  rev: 1,
  schema: 1,
  by: 'H01',
  at: '2017-09-13T10:00:00+08:00',
  status: 'active',
  source: { messageId: id, chat: 'H01' },
  text,
  ...rest,
});
const questions = [
  asked('W1', '坟地被修路占了赔多少'),
  asked('W2', '身份证丢了在哪里补办'),
  asked('W3', '身份证丢了去哪里补'),
  asked('W4', '我身份证丢了补办要好多天', { toldPolicyId: 'P09' }),
];
const reading = (of: readonly Unanswered[]) => ({ many: async () => of }) as unknown as Read;

describe("the office's weekly list", () => {
  it('puts what is asked alike together, the most asked first', () => {
    expect(group(questions).map((g) => g.map((q) => q.id))).toEqual([['W2', 'W3', 'W4'], ['W1']]);
  });

  it('names each group once, the entry that was no use, and how to go on', async () => {
    const text = await weekly(['W1'], reading(questions));
    expect(text).toContain('上周有4个问题');
    expect(text).toContain('W2 身份证丢了在哪里补办(答了P09,说没用)(还有W3、W4也这样问)');
    expect(text).toContain('加答案 W2、W3、W4 P07');
  });

  it('counts how often an answer was no use', async () => {
    const twice = [...questions, asked('W5', '身份证掉了去哪里补办', { toldPolicyId: 'P09' })];
    expect(await weekly(['W1'], reading(twice))).toContain('(答了P09,2次说没用)');
  });

  it('says nothing where nothing is open', async () => {
    expect(await weekly(['W1'], reading([asked('W1', '问', { status: 'done' })]))).toBeNull();
  });

  it('cuts a long list and says that there is more', async () => {
    const strange = Array.from({ length: 30 }, (_, i) =>
      asked(`W${i}`, String.fromCodePoint(0x4e00 + i * 50, 0x4e00 + i * 50 + 1, 0x4e00 + i * 50 + 2)),
    );
    expect(await weekly(['W1'], reading(strange))).toContain('还有10样');
  });
});
