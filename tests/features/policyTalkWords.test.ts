import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readLine } from '../../scripts/replay/line.ts';
import { unfit } from '../support/plainWords.ts';
import { withStage } from '../support/transcript.ts';

const LINES = readFileSync(new URL('policy-talk.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'));
const KINDS = [...new Set(LINES.map(([kind]) => kind))].filter((kind) => kind !== 'peril');
/** The first three of each kind of talk. */
const WORDS = KINDS.flatMap((kind) =>
  LINES.filter(([of]) => of === kind)
    .slice(0, 3)
    .map(([, , text = '']) => ({ kind, text })),
);

it('answers talk in a few plain words, without promises, and chatter with no record', async () => {
  const wrong: string[] = [];
  await withStage(async (stage, sent) => {
    await stage.play(readLine(JSON.stringify({ at: '2017-09-14T10:00:00+08:00' })));
    for (const { kind, text } of WORDS) {
      const from = sent.length;
      await stage.play(readLine(JSON.stringify({ from: 'H13', text })));
      for (const { to, text: said = '' } of sent.slice(from)) {
        if (to !== 'H13') continue;
        const found = unfit(said);
        if (found.length > 0) wrong.push(`${text} → ${found.join()}: ${said}`);
        // What is kept, and what became of it, are lists that were asked for; titles of the book may stand below.
        if (/^(您的事|您家在我这里存的)/.test(said)) continue;
        if ((said.split('想先看看')[0] ?? '').length > 130)
          wrong.push(`${text} is answered at length: ${said}`);
      }
      if (['ack', 'thanks', 'greeting', 'sorry', 'empty', 'paid'].includes(kind ?? ''))
        if (sent.slice(from).some(({ to }) => to !== 'H13')) wrong.push(`${text} was passed on`);
    }
  });
  expect(wrong).toEqual([]);
});
