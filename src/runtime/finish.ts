import type { Deps } from '../deps.ts';
import { ConflictError } from '../errors.ts';
import type { Change } from '../records/change.ts';
import type { Push } from '../records/push.ts';
import type { Slot, Store } from '../store/store.ts';
import type { Gate } from './gate.ts';
import { bySlot, commitHome, type Outcome, type Part, readPlan, type Work } from './perform.ts';

/** Work that may have been cut off. */
export interface CutOff extends Omit<Work, 'run' | 'lookAgain'> {
  /** These could not be written, as their data changed since: says it loudly. What it returns is sent with the rest. */
  lost(changes: readonly Change[]): Push[];
}

/** Says in the log what is lost of the work under this mark. */
export const logLost =
  (log: Deps['log'], mark: string) =>
  (changes: readonly Change[]): Push[] => {
    log.error({ mark, records: changes.map((c) => c.after.id) }, 'changed since it was decided, not written');
    return [];
  };

/**
 * Ends work that was cut off after its first commit, as it was decided then; null where it had made none, which includes a
 * plan of which no village was written: that is dropped, and the work is decided anew on what stands today. `plans` spares
 * looking them up again.
 */
export async function finish(
  store: Store,
  gate: Gate,
  work: CutOff,
  plans?: ReadonlyMap<string, string>,
): Promise<Push[] | null> {
  // What a lost connection may still have brought to Redis is written once this is answered.
  await store.ping();
  const plan = (plans ?? (await store.home.plans())).get(work.mark);
  if (plan !== undefined) return gate.alone(() => endPlan(store, work, plan));
  const left = await store.leftResult(work.mark);
  if (left === undefined) return null;
  return commitHome(store, work, JSON.parse(left) as Outcome['home']);
}

async function endPlan(store: Store, work: CutOff, plan: string): Promise<Push[] | null> {
  const { mark, journalId } = work;
  const { now, outcome } = readPlan(plan);
  const slots = bySlot(store, outcome);
  const written = await store.marked(mark, [...slots.keys()]);
  if (written.length === 0) {
    await store.home.dropPlan(mark);
    return null;
  }
  const lost: Change[] = [];
  for (const [slot, part] of slots) {
    if (written.includes(slot)) continue;
    try {
      await store.commit(slot, { mark, now, ...part });
    } catch (error) {
      // Of a household on its way to another village half is nowhere: its plan waits until somebody has looked at it.
      if (!(error instanceof ConflictError) || outcome.inTurn) throw error;
      lost.push(...(await commitStanding(store, slot, { mark, now }, part)));
    }
  }
  const pushes = [...outcome.home.pushes, ...(lost.length > 0 ? work.lost(lost) : [])];
  return commitHome(store, { mark, now, journalId }, { ...outcome.home, pushes });
}

/**
 * Another process has written to this slot since: its changes are written all or none, as they belong together, and of the
 * ladders' steps those that still stand. Resolves to the changes that are lost.
 */
async function commitStanding(
  store: Store,
  slot: Slot,
  as: { mark: string; now: number },
  { changes, moves }: Part,
): Promise<readonly Change[]> {
  const scores = await Promise.all(moves.map((m) => store.read.score(m.villageId, 'due', m.member)));
  const standing = moves.filter((m, i) => scores[i] === m.from);
  try {
    await store.commit(slot, { ...as, changes, moves: standing });
    return [];
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  await store.commit(slot, { ...as, changes: [], moves: standing });
  return changes;
}
