import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { entrySchema, type Policy, policyKind } from '../../records/policy.ts';
import { type Context, type Effect, say } from '../define.ts';

type Next = NonNullable<Policy['next']>;

/** A second person has read the new words: never the one who wrote them (G24). */
export function reviewNext(policy: Policy, next: Next, me: string, context: Context): Effect {
  const { id, version } = policy;
  if (next.reviewedBy) return say(`${id} 第${version + 1}版:已经审核过了。发布发:发布 ${id}`);
  if (next.by === me) return say(`${id} 第${version + 1}版是您自己改的,要请另一个人来审核。`);
  const after = {
    ...policy,
    next: { ...next, reviewedBy: me },
    history: [...policy.history, step('review')],
  };
  return {
    changes: [change({ kind: policyKind, before: policy, after, action: 'policy.review', actor: me })],
    replies: [
      {
        text: `${id} 第${version + 1}版已审核:${next.entry.title}\n${next.entry.plain}\n可以发布了:发布 ${id}`,
      },
    ],
  };

  function step(action: string) {
    return { at: iso(context.now), by: me, action, version: version + 1 };
  }
}

/** The new words take the place of the old ones, which stay in the history. */
export function publishNext(policy: Policy, next: Next, context: Context): Effect {
  const { id } = policy;
  const version = policy.version + 1;
  if (!next.reviewedBy) return say(`${id} 第${version}版还没审核,请先审核。请另一个人发:审核 ${id}`);
  if (next.validTo && next.validTo < context.today)
    return say(`${id} 第${version}版到 ${next.validTo} 就过期了,没有发布。改日子发:改政策 ${id} 到期 …`);
  const actor = context.sender.person?.id ?? '';
  const step = {
    at: iso(context.now),
    by: actor,
    action: 'publish',
    version,
    entry: entrySchema.parse(policy),
  };
  const after: Policy = {
    ...policy,
    ...next.entry,
    version,
    state: 'published',
    validFrom: context.today,
    validTo: next.validTo,
    reviewedBy: next.reviewedBy,
    publishedBy: actor,
    updated: context.today,
    withdrawnWhy: undefined,
    next: undefined,
    useless: undefined,
    history: [...policy.history, step],
  };
  return {
    changes: [change({ kind: policyKind, before: policy, after, action: 'policy.publish', actor })],
    replies: [
      {
        text: `${id} 第${version}版已发布:${after.title}。从现在起有人问就这样答。旧的看:政策 ${id} 第${version - 1}版`,
      },
    ],
  };
}
