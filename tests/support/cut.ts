import type { Store } from '../../src/store/store.ts';

/** A write that the program makes; `journal`, `commit V01`, `update sending` … */
export type Write = string;

export interface Cut {
  wrap(store: Store): Store;
  /** The writes that were begun, in order. */
  writes: Write[];
  /** The power is off: nothing the program asks for comes back any more. */
  isOff(): boolean;
}

/**
 * A store that dies at its `n`th write (from 1), before it is made or behind it: the answer never comes. Without `n` it
 * only tells which writes there are. What the program does before the wrap counts from is left alone.
 */
export function cutAt(n = Infinity, behind = false, counts: (write: Write) => boolean = () => true): Cut {
  const writes: Write[] = [];
  let off = false;
  const never = new Promise<never>(() => undefined);

  async function guarded<T>(write: Write, make: () => Promise<T>): Promise<T> {
    if (off) return never;
    if (counts(write)) writes.push(write);
    if (!counts(write) || writes.length < n) return make();
    if (behind) await make();
    off = true;
    return never;
  }

  return {
    writes,
    isOff: () => off,
    wrap: (store) => ({
      ...store,
      commit: (slot, c) => guarded(`commit ${slot}`, () => store.commit(slot, c)),
      home: {
        ...store.home,
        journal: (message, at) => guarded('journal', () => store.home.journal(message, at)),
        savePlan: (mark, plan) => guarded('plan', () => store.home.savePlan(mark, plan)),
        commit: (c) => guarded('home', () => store.home.commit(c)),
        prepare: (c) => {
          const write = store.home.prepare(c);
          return () => guarded('home', write);
        },
        update: (before, after, ...more) =>
          guarded(`update ${after.state}`, () => store.home.update(before, after, ...more)),
        updateAll: (pairs) => guarded('merge', () => store.home.updateAll(pairs)),
      },
    }),
  };
}
