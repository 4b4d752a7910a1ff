import { describe, expect, it } from 'vitest';
import { readSets } from '../../scripts/bench/ask/sets.ts';
import { readLine } from '../../scripts/replay/line.ts';
import { readBook } from '../../scripts/sample/book.ts';
import { unfit } from '../support/plainWords.ts';
import { withStage } from '../support/transcript.ts';

const AFTER = ['详细', '材料', '找谁', '再说一遍', '说简单点', '没用'];
const book = readBook('2017-09-13T08:00:00+08:00');
const { seen, shown } = readSets();
// Every fifth of them: the whole way of each text takes its time.
const said = [...shown, ...seen.filter((_, i) => i % 5 === 0)];
const barred = said.filter((s) => s.roads.length > 0).map((s) => s.text);
const asked = said.filter((s) => s.roads.length === 0).map((s) => s.text);
/** Words of a household besides questions, well and badly formed, and commands that are not for it. */
const BESIDES = [
  '退订',
  '续订',
  '再说一遍',
  '说简单点',
  '我的事',
  '谁帮我',
  '问',
  '啊',
  '推送 P07 全乡',
  '撤回 P07',
  '答复 Q1 好',
  '代问',
  '0',
  '9',
  '你好',
  '谢谢',
];
/** An office's day: pushed by hand and by a campaign, warned of fraud, taken back. */
const OFFICE = [
  '推送 P07 全乡 今天下午3点',
  '确认',
  '推送 P12 全乡 有学生的 今天下午4点',
  '确认',
  '排期 P16 全乡 每月15号',
  '确认',
  '防骗提醒 全乡',
  '确认',
];

describe('every text that a household gets', { timeout: 240_000 }, () => {
  it('is plain, promises nothing and names no figure: all roads, answers, what goes on from them, pushes and refusals', async () => {
    const wrong: string[] = [];
    const roads = new Set<string>();
    await withStage(async (stage, sent) => {
      const households = new Set(['H01', 'G6']);
      let read = 0;
      const play = async (line: object) => {
        await stage.play(readLine(JSON.stringify(line)));
        for (const one of sent.slice(read)) {
          const { to, text = '' } = one;
          if (!households.has(to)) continue;
          roads.add(text.slice(0, 8));
          const found = unfit(text);
          if (found.length > 0) wrong.push(`${JSON.stringify(line)} → ${found.join()}: ${text}`);
        }
        read = sent.length;
      };
      await play({ at: '2017-09-14T10:00:00+08:00' });
      for (const text of [...barred, ...asked, ...BESIDES]) await play({ from: 'H01', text });
      for (const text of [...barred.slice(0, 40), ...asked.slice(0, 20)])
        await play({ from: 'H01', room: 'G6', text: `问 ${text}` });
      for (const p of book) {
        await play({ from: 'H01', text: p.questions[0] });
        for (const text of AFTER) await play({ from: 'H01', text });
      }
      for (const text of OFFICE) await play({ from: 'U03', text });
      await play({ at: '2017-09-15T09:10:00+08:00' });
      for (const text of ['再说一遍', '说简单点']) await play({ from: 'H01', text });
      for (const { id } of book) {
        await play({ from: 'U03', text: `撤回 ${id} 口径要改` });
        await play({ from: 'U03', text: '确认' });
      }
      for (const p of book) await play({ from: 'H01', text: p.questions[0] });
    });
    expect(wrong).toEqual([]);
    // Were nothing said, nothing would be wrong.
    expect(roads.size).toBeGreaterThan(80);
  });
});
