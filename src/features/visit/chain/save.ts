import { clip } from '../../../core/text/clean.ts';
import type { Context, Effect } from '../../define.ts';
import { newIn } from '../newIn.ts';
import { type Complete, openLedgers, saveAll } from '../saveAll.ts';
import { judge, type Verdict } from './judge.ts';
import type { Line } from './line.ts';
import { listEcho } from './text.ts';

/** More problems of one list are not named one by one. */
const BESIDES = 5;

/** Saves the good lines of a list, each for itself, and says what became of all of them. */
export async function saveLines(lines: readonly Line[], context: Context): Promise<Effect> {
  const ledgers = openLedgers(context, true);
  const judged: { line: Line; verdict: Verdict }[] = [];
  for (const line of lines) judged.push({ line, verdict: await judge(line, context, ledgers) });
  const drafts = judged.flatMap(({ verdict }): Complete[] =>
    verdict.kind === 'save' ? [verdict.draft] : [],
  );
  const { saved, changes, replies, lines: besides } = await saveAll(drafts, context, ledgers);
  const text = [listEcho(saved, judged, context), ...shown(besides)].join('\n');
  return { changes, replies: [{ text }, ...replies], told: newIn(saved) };
}

/** What was recorded besides the visits, problems and things to do, as much as there is room for. */
function shown(besides: readonly string[]): string[] {
  const more =
    besides.length > BESIDES ? [`还记了${besides.length - BESIDES}条,发“我的问题”“我的任务”看。`] : [];
  return [...besides.slice(0, BESIDES).map((line) => clip(line, 60)), ...more];
}
