import type { Push } from '../records/push.ts';
import type { Store } from '../store/store.ts';

/** Sends that failed, for whoever runs the program: try one again, or let it go. */
export interface Failed {
  /** The latest first. */
  list(limit: number): Promise<Push[]>;
  /** It waits once more; false where it is not among the failed any more. */
  retry(id: string): Promise<boolean>;
  /** It is skipped, reason `dropped`. */
  drop(id: string): Promise<boolean>;
}

/** `add` hands a push to the outbox. */
export function createFailed(store: Store, now: () => number, add: (pushes: Push[]) => void): Failed {
  async function change(id: string, to: Partial<Push>): Promise<Push | undefined> {
    const push = (await store.ended.failed(1000)).find((one) => one.id === id);
    return push && store.home.update(push, { ...push, ...to });
  }
  return {
    list: (limit) => store.ended.failed(limit),
    async retry(id) {
      const push = await change(id, {
        state: 'waiting',
        reason: undefined,
        attempts: 0,
        repeated: undefined,
        due: now(),
        expires: undefined,
      });
      if (push) add([push]);
      return push !== undefined;
    },
    drop: async (id) =>
      (await change(id, { state: 'skipped', reason: 'dropped', content: undefined })) !== undefined,
  };
}
