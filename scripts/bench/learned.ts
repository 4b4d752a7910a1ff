import { modelOf } from '../../src/core/learned.ts';
import { createMeant } from '../../src/core/meaning/meaning.ts';
import { createWeigh, talkIn } from '../../src/features/policy/talk/weighed.ts';
import type { Figure } from '../bench.ts';
import { readExamples as readMeanings } from '../meaning/examples.ts';
import { train as trainMeanings } from '../meaning/train.ts';
import { readExamples as readTalk } from '../talk/examples.ts';
import { train as trainTalk } from '../talk/train.ts';
import { median, round } from './load.ts';

interface Said {
  hand: string;
  text: string;
}

/** Whether what was believed most is right, and how much it was. */
interface Result {
  right: boolean;
  share: number;
}

/** Each hand's sentences, weighed by what was learned from all others: as words of somebody new. */
function byHand<E extends Said>(
  name: string,
  examples: readonly E[],
  sure: number,
  learned: (examples: readonly E[]) => (e: E) => Result,
): Figure[] {
  const hands = [...new Set(examples.map((e) => e.hand))].filter((hand) => hand !== 'guard');
  const weighed = hands.map((hand) => {
    const weigh = learned(examples.filter((e) => e.hand !== hand));
    return { hand, results: examples.filter((e) => e.hand === hand).map(weigh) };
  });
  const all = weighed.flatMap((w) => w.results);
  const certain = all.filter((r) => r.share >= sure);
  const right = (results: readonly Result[]) =>
    round(results.filter((r) => r.right).length / results.length, 3);
  const weigh = learned(examples);
  const times = examples.map((e) => {
    const began = performance.now();
    weigh(e);
    return performance.now() - began;
  });
  return [
    ...weighed.map((w) => ({ name: `${name}.hand${w.hand}`, value: right(w.results), unit: 'right' })),
    { name: `${name}.right`, value: right(all), unit: `of ${all.length}` },
    { name: `${name}.certain`, value: right(certain), unit: `of ${certain.length} with ${sure} and more` },
    { name: `${name}.time`, value: round(median(times), 3), unit: 'ms/sentence' },
  ];
}

/** What cadres mean by their own words. */
export const meaning = async (): Promise<Figure[]> =>
  byHand('meaning', readMeanings(), 0.85, (examples) => {
    const meant = createMeant(modelOf(trainMeanings(examples)));
    return ({ text, meaning: right }) => {
      const [first] = meant(text);
      return { right: first?.meaning === right, share: first?.share ?? 0 };
    };
  });

/** What households say; `peril`: how many cries for help would have been taken for talk. */
export async function talk(): Promise<Figure[]> {
  let perils = 0;
  const figures = byHand('talk', readTalk(), 0.6, (examples) => {
    const weigh = createWeigh(modelOf(trainTalk(examples)));
    const whole = examples.length === readTalk().length;
    return ({ text, said }) => {
      const found = weigh(text);
      if (!whole && said === 'peril' && talkIn(found)) perils += 1;
      return { right: found.said === said, share: found.share };
    };
  });
  return [...figures, { name: 'talk.perilsTaken', value: perils, unit: 'sentences' }];
}
