import type { Report } from './compare.ts';
import { type Flaws, flawText } from './flaws.ts';
import type { Roster } from './gather.ts';

const KINDS: readonly [string, string, string][] = [
  ['village', '村', '个'],
  ['person', '人员', '人'],
  ['household', '户', '户'],
  ['assignment', '帮扶关系', '条'],
];

/** Flaws that are named in one chat message; the terminal names more. */
const NAMED = 12;
const SHOWN = 8;

/** What is wrong with a file, each cell with its place. */
export function flawsText(flaws: Flaws, most = NAMED): string {
  const lines = flaws.first.slice(0, most).map((f, i) => `${i + 1}. ${flawText(f)}`);
  const more = flaws.count - lines.length;
  return [
    `有${flaws.count}处要改,一条都没有写入:`,
    ...lines,
    ...(more > 0 ? [`还有${more}处。`] : []),
    '改好再发一遍就行。',
  ].join('\n');
}

/** True where nothing would be written. */
export const changesNothing = ({ tallies }: Report) =>
  [...tallies.values()].every((t) => t.added + t.changed === 0);

/** What a file does or would do, in counts and (some) differences. */
export function reportText(roster: Pick<Roster, 'counts' | 'notes'>, report: Report, most = SHOWN): string {
  const lines = KINDS.flatMap(([kind, label, unit]) => {
    const t = report.tallies.get(kind);
    return t ? [`${label}:新增${t.added}${unit},改动${t.changed}${unit},不变${t.same}${unit}`] : [];
  });
  const members = roster.counts.member > 0 ? [`成员:${roster.counts.member}人`] : [];
  const moves = report.moves.slice(0, Math.max(most, SHOWN)).map((m) => `- ${m}`);
  const movesMore = report.moves.length - moves.length;
  const differences = report.differences.slice(0, most).map((d) => `- ${d}`);
  const changed = [...report.tallies.values()].reduce((sum, t) => sum + t.changed, 0);
  const more = changed - differences.length - report.moves.length;
  return [
    ...lines,
    ...members,
    ...(moves.length > 0 ? [`迁村${report.moves.length}户(以前的走访留在老村):`, ...moves] : []),
    ...(movesMore > 0 ? [`- 还有${movesMore}户迁村`] : []),
    ...(differences.length > 0 ? ['改动的有:', ...differences] : []),
    ...(differences.length > 0 && more > 0 ? [`- 还有${more}处改动`] : []),
    ...roster.notes.map((n) => `注意:${n}`),
  ].join('\n');
}
