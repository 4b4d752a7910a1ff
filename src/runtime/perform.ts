import { groupBy } from '../core/group.ts';
import { ConflictError, StoreDownError } from '../errors.ts';
import type { Change, DueMove } from '../records/change.ts';
import { KINDS } from '../records/kinds.ts';
import type { Push } from '../records/push.ts';
import type { HomeCommit, Slot, Store } from '../store/store.ts';
import type { Gate } from './gate.ts';
import { createPatience } from './patience.ts';

/** What a piece of work came to: changes of the villages, and what it leaves at home. */
export interface Outcome {
  changes: Change[];
  /** The slots are written one after the other, in the order of the changes. */
  inTurn?: true;
  /** Steps of ladders in the villages' due sets. */
  moves?: readonly DueMove[];
  home: Omit<HomeCommit, 'mark' | 'now' | 'journalId'>;
}

/** A message or a push's slot. `run` may be called again after a conflict: it reads afresh each time. */
export interface Work {
  /** The message id, or the slot's id: the same work takes effect once. */
  mark: string;
  now: number;
  journalId?: string;
  run(): Promise<Outcome>;
  /** Its data changed under it, perhaps by another process: called before it is decided anew. */
  lookAgain?(): Promise<void>;
}

/** How often a piece of work is decided anew because its data changed under it. */
const TRIES = 8;
/** How often a plan of several villages is tried while the store is away: half a minute at least. */
const PLAN_TRIES = 30;
/** Villages of one plan whose commits are under way at once: they share a round trip and a sync. */
const TOGETHER = 64;

/**
 * Takes a piece of work through its commits: villages first, home last (design, section 1.5–1.6). With one village its
 * commit keeps the rest of the work beside the mark; with several the whole plan is written down first. A crash anywhere
 * brings the work again and `finish` goes on from there. Resolves to the sends that are new, and to those of an earlier
 * try of which nobody heard.
 */
export async function perform(store: Store, gate: Gate, work: Work): Promise<Push[]> {
  for (let tried = 1; ; tried++) {
    try {
      const one = await gate.shared(async () => {
        const outcome = await work.run();
        const slots = bySlot(store, outcome);
        return slots.size > 1 ? undefined : apply(store, work, outcome, slots);
      });
      return one ?? (await gate.alone(async () => commitSeveral(store, work, await work.run())));
    } catch (error) {
      if (!(error instanceof ConflictError) || tried >= TRIES) throw error;
      await work.lookAgain?.();
    }
  }
}

/**
 * Work that mostly touches several villages: decided once, behind the gate, where `perform` would decide it a second time
 * when it finds that out. Where it comes to nothing, nothing is written.
 */
export function performAlone(store: Store, gate: Gate, work: Work): Promise<Push[]> {
  return gate.alone(async () => {
    const outcome = await work.run();
    return isNothing(outcome) ? [] : commitSeveral(store, work, outcome);
  });
}

const isNothing = ({ changes, moves = [], home }: Outcome) =>
  changes.length + moves.length + home.pushes.length === 0;

/**
 * Several villages: nobody else decides meanwhile, so no conflict can split the work in two. Also what comes to nothing now
 * is written down at home: an earlier try may have left its plan there, and the message is done with.
 */
async function commitSeveral(store: Store, work: Work, outcome: Outcome): Promise<Push[]> {
  const slots = bySlot(store, outcome);
  if (slots.size <= 1) return apply(store, work, outcome, slots);
  await store.home.savePlan(work.mark, JSON.stringify({ now: work.now, outcome: pack(outcome) }));
  const patience = createPatience();
  // Once it is planned, it is gone on with here while the store is away: whoever came between could make it a conflict.
  for (let tried = 0; ; tried++) {
    try {
      return await apply(store, work, outcome, slots);
    } catch (error) {
      if (!(error instanceof StoreDownError) || tried >= PLAN_TRIES) throw error;
      await patience.pause(tried);
    }
  }
}

async function apply(
  store: Store,
  work: Omit<Work, 'run'>,
  outcome: Outcome,
  slots: Map<Slot, Part>,
): Promise<Push[]> {
  const { mark, now } = work;
  let { home } = outcome;
  if (slots.size > 1) {
    const villages = commitAll(store, work, [...slots], outcome.inTurn ? 1 : TOGETHER);
    // While Redis writes those, what is left at home is made ready.
    await sent();
    const writeHome = store.home.prepare({ mark, now, journalId: work.journalId, ...home });
    raise(await villages);
    return writeHome();
  }
  for (const [slot, part] of slots) {
    const result = JSON.stringify(home);
    const made = await store.commit(slot, { mark, now, ...part, result });
    // It was made by a try that nobody heard of: what is said must be about that one's records.
    const left = made === 'done' ? await store.leftResult(mark) : undefined;
    if (left !== undefined) home = JSON.parse(left) as Outcome['home'];
  }
  const pushes = await commitHome(store, work, home);
  for (const slot of slots.keys()) store.forgetResult(slot, mark);
  return pushes;
}

/** Ends when no commit is under way any more, with the first error among them; it never rejects. */
async function commitAll(
  store: Store,
  { mark, now }: Omit<Work, 'run'>,
  all: readonly (readonly [Slot, Part])[],
  together: number,
): Promise<{ error: unknown } | undefined> {
  for (let i = 0; i < all.length; i += together) {
    const some = all.slice(i, i + together);
    const made = await Promise.allSettled(
      some.map(([slot, part]) => store.commit(slot, { mark, now, ...part })),
    );
    const failed = made.find((x) => x.status === 'rejected');
    if (failed) return { error: failed.reason };
  }
  return undefined;
}

function raise(failed: { error: unknown } | undefined): void {
  if (failed) throw failed.error;
}

/** Once what was given to the sockets in this turn has left. */
const sent = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Ends a piece of work: what it leaves at home. */
export const commitHome = (
  store: Store,
  { mark, now, journalId }: Omit<Work, 'run'>,
  home: Outcome['home'],
) => store.home.commit({ mark, now, journalId, ...home });

/** What one slot's commit writes. */
export interface Part {
  changes: Change[];
  moves: DueMove[];
}

/** An outcome's parts, each of one slot, in the order of its changes. */
export function bySlot(store: Store, { changes, moves = [] }: Outcome): Map<Slot, Part> {
  const parts = new Map<Slot, Part>();
  for (const [slot, mine] of groupBy(changes, (c) => store.slotOf(c)))
    parts.set(slot, { changes: mine, moves: [] });
  for (const [villageId, mine] of groupBy(moves, (m) => m.villageId)) {
    const slot = store.slotOfVillage(villageId);
    parts.set(slot, { changes: parts.get(slot)?.changes ?? [], moves: mine });
  }
  return parts;
}

/** An outcome as plain data: kinds by their names. */
function pack(outcome: Outcome) {
  return { ...outcome, changes: outcome.changes.map((c) => ({ ...c, kind: c.kind.name })) };
}

/** A plan as it was written down: what was decided, and when. */
export function readPlan(plan: string): { now: number; outcome: Outcome } {
  const { now, outcome } = JSON.parse(plan) as { now: number; outcome: ReturnType<typeof pack> };
  return { now, outcome: unpack(outcome) };
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
