import { groupBy } from '../core/group.ts';
import { ConflictError } from '../errors.ts';
import type { Change } from '../records/change.ts';
import { KINDS } from '../records/kinds.ts';
import type { Push } from '../records/push.ts';
import type { HomeCommit, Slot, Store } from '../store/store.ts';
import type { Gate } from './gate.ts';

/** What a piece of work came to: changes of the villages, and what it leaves at home. */
export interface Outcome {
  changes: Change[];
  home: Omit<HomeCommit, 'mark' | 'now' | 'journalId'>;
}

/** A message or a push's slot. `run` may be called again after a conflict: it reads afresh each time. */
export interface Work {
  /** The message id, or the slot's id: the same work takes effect once. */
  mark: string;
  now: number;
  journalId?: string;
  run(): Promise<Outcome>;
}

/** How often a piece of work is decided anew because its data changed under it. */
const TRIES = 8;

/**
 * Takes a piece of work through its commits: villages first, home last (design, section 1.5–1.6). With one village its
 * commit keeps the rest of the work beside the mark; with several the whole plan is written down first. A crash anywhere
 * brings the work again and `finish` goes on from there. Resolves to the sends that are new.
 */
export async function perform(store: Store, gate: Gate, work: Work): Promise<Push[]> {
  for (let tried = 1; ; tried++) {
    try {
      const one = await gate.shared(async () => {
        const outcome = await work.run();
        const slots = bySlot(store, outcome.changes);
        return slots.size > 1 ? undefined : apply(store, work, outcome, slots);
      });
      return one ?? (await gate.alone(() => performSeveral(store, work)));
    } catch (error) {
      if (!(error instanceof ConflictError) || tried >= TRIES) throw error;
    }
  }
}

/** Several villages: nobody else decides meanwhile, so no conflict can split the work in two. */
async function performSeveral(store: Store, work: Work): Promise<Push[]> {
  const outcome = await work.run();
  await store.home.savePlan(work.mark, JSON.stringify({ now: work.now, outcome: pack(outcome) }));
  return apply(store, work, outcome, bySlot(store, outcome.changes));
}

async function apply(
  store: Store,
  work: Work,
  outcome: Outcome,
  slots: Map<Slot, Change[]>,
): Promise<Push[]> {
  const result = slots.size === 1 ? JSON.stringify(outcome.home) : undefined;
  for (const [slot, changes] of slots) {
    await store.commit(slot, { mark: work.mark, now: work.now, changes, result });
  }
  const pushes = await store.home.commit({
    mark: work.mark,
    now: work.now,
    journalId: work.journalId,
    ...outcome.home,
  });
  if (result !== undefined) for (const slot of slots.keys()) store.forgetResult(slot, work.mark);
  return pushes;
}

/** Ends work that a crash cut off after its first commit, as it was decided then; null where it had made none. */
export async function finish(
  store: Store,
  work: Omit<Work, 'run'>,
  plan: string | undefined,
): Promise<Push[] | null> {
  if (plan) {
    const { now, outcome } = JSON.parse(plan) as { now: number; outcome: ReturnType<typeof pack> };
    const whole = unpack(outcome);
    return apply(store, { ...work, now, run: async () => whole }, whole, bySlot(store, whole.changes));
  }
  const left = await store.leftResult(work.mark);
  if (left === undefined) return null;
  const home = JSON.parse(left) as Outcome['home'];
  return store.home.commit({ mark: work.mark, now: work.now, journalId: work.journalId, ...home });
}

const bySlot = (store: Store, changes: readonly Change[]) => groupBy(changes, (c) => store.slotOf(c));

/** An outcome as plain data: kinds by their names. */
function pack(outcome: Outcome) {
  return { ...outcome, changes: outcome.changes.map((c) => ({ ...c, kind: c.kind.name })) };
}

function unpack(packed: ReturnType<typeof pack>): Outcome {
  return {
    ...packed,
    changes: packed.changes.map((c) => {
      const kind = KINDS.get(c.kind);
      if (!kind) throw new Error(`a plan names an unknown kind ${c.kind}`);
      return { ...c, kind };
    }),
  };
}
