import { clip } from '../../core/text/clean.ts';
import { type Unanswered, unansweredKind } from '../../records/policy.ts';
import type { Read } from '../../records/read.ts';
import { canonical, pairsOf } from './search/dialect.ts';

const GROUPS = 20;
/** Questions that share so much of their pairs of characters are of one group. */
const ALIKE = 0.3;

/** The office's weekly list: questions that found no answer, those asked alike together; null where none is open. */
export async function weekly(ids: readonly string[], read: Read): Promise<string | null> {
  const open = (await read.many(unansweredKind, ids)).filter((u) => u.status === 'active');
  if (open.length === 0) return null;
  const groups = group(open);
  const lines = groups.slice(0, GROUPS).map(([first, ...more]) => {
    const alike = more.length > 0 ? `(还有${more.map((u) => u.id).join('、')}也这样问)` : '';
    const told = [first, ...more].flatMap((u) => u?.toldPolicyId ?? []);
    const often = told.length > 1 ? `${told.length}次` : '';
    const useless = told.length > 0 ? `(答了${[...new Set(told)].join('、')},${often}说没用)` : '';
    return `${first?.id} ${clip(first?.text ?? '', 40)}${useless}${alike}`;
  });
  const rest = groups.length > GROUPS ? [`还有${groups.length - GROUPS}样,配好这些再看。`] : [];
  const all = groups[0]?.map((u) => u.id).join('、') ?? 'W1';
  return [
    `上周有${open.length}个问题我没答上来(已转给人回话):`,
    ...lines,
    ...rest,
    `归到已有的一条,发:加答案 ${all} P07;写新的一条,发:加答案 ${all} 标题:内容`,
  ].join('\n');
}

/** Puts each question with the first group that has one like it; the largest groups first. */
export function group(open: readonly Unanswered[]): Unanswered[][] {
  const groups: { pairs: Set<string>[]; of: Unanswered[] }[] = [];
  for (const question of open) {
    const pairs = pairsOf(canonical(question.text));
    const near = groups.find((g) => g.pairs.some((p) => likeness(p, pairs) >= ALIKE));
    if (near) {
      near.of.push(question);
      near.pairs.push(pairs);
    } else groups.push({ pairs: [pairs], of: [question] });
  }
  return groups.map((g) => g.of).sort((a, b) => b.length - a.length);
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return common / (a.size + b.size - common || 1);
}
