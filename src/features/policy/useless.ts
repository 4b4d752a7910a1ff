import { createHash } from 'node:crypto';
import { type Change, change } from '../../records/change.ts';
import { type Policy, policyKind } from '../../records/policy.ts';
import { canonical } from './search/dialect.ts';

/** So much of its score an entry keeps for a question for which it was once no use; twice, three times: less each time. */
const KEPT = 0.6;
const MOST_MARKS = 200;

/** The mark under which a question is remembered: its words are a household's own and stay out of the book. */
export function markOf(text: string): string {
  return createHash('sha256').update(canonical(text)).digest('base64url').slice(0, 12);
}

/** What an entry's score for a question is worth after what was said of its answer: 没用 lowers it, for these words only. */
export function worth(policy: Policy | undefined, mark: string): number {
  return KEPT ** (policy?.useless?.[mark] ?? 0);
}

/** Writes 有用 or 没用 into the entry; null where nothing changes. The oldest questions give way to new ones. */
export function judged(policy: Policy, text: string, useful: boolean, actor: string): Change | null {
  const mark = markOf(text);
  const { [mark]: before = 0, ...others } = policy.useless ?? {};
  const count = Math.max(0, before + (useful ? -1 : 1));
  if (count === before) return null;
  const kept = Object.entries(others).slice(1 - MOST_MARKS);
  const useless = Object.fromEntries(count > 0 ? [...kept, [mark, count]] : kept);
  const action = useful ? 'policy.helped' : 'policy.useless';
  return change({ kind: policyKind, before: policy, after: { ...policy, useless }, action, actor });
}
