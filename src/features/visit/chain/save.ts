import type { Context, Effect } from '../../define.ts';
import { type Complete, openLedgers, saveAll } from '../saveAll.ts';
import { judge, type Verdict } from './judge.ts';
import type { Line } from './line.ts';
import { listEcho } from './text.ts';

/** Saves the good lines of a list, each for itself, and says what became of all of them. */
export async function saveLines(lines: readonly Line[], context: Context): Promise<Effect> {
  const ledgers = openLedgers(context, true);
  const judged: { line: Line; verdict: Verdict }[] = [];
  for (const line of lines) judged.push({ line, verdict: await judge(line, context, ledgers) });
  const drafts = judged.flatMap(({ verdict }): Complete[] =>
    verdict.kind === 'save' ? [verdict.draft] : [],
  );
  const { saved, changes, replies } = await saveAll(drafts, context, ledgers);
  return { changes, replies: [{ text: listEcho(saved, judged, context) }, ...replies] };
}
