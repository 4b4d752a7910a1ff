import type { Transport } from '../transport.ts';

/** A transport that can die as a process does: from then on nothing it was doing is ever heard of again. */
export interface Gate {
  transport: Transport;
  /** Calls into it never come back, and it calls nobody any more. */
  kill(): void;
  dead(): boolean;
}

export function createGate(inner: Transport): Gate {
  let dead = false;
  let release: () => void = () => {};
  const killed = new Promise<void>((resolve) => {
    release = resolve;
  });
  const never = new Promise<never>(() => {});

  /** The outcome of `work`, unless the transport died before it came. */
  async function alive<T>(work: () => Promise<T>): Promise<T> {
    if (dead) return never;
    try {
      const value = await work();
      return dead ? never : value;
    } catch (error) {
      if (dead) return never;
      throw error;
    }
  }

  return {
    dead: () => dead,
    kill() {
      dead = true;
      release();
    },
    transport: {
      start: (handlers) =>
        alive(() =>
          inner.start({
            // the dead bot's own queue must not wait for a handler that will not answer
            onMessage: (message) => (dead ? killed : Promise.race([handlers.onMessage(message), killed])),
            onHealth: (health) => {
              if (!dead) handlers.onHealth(health);
            },
            onFriendRequest: (request) => {
              if (!dead) handlers.onFriendRequest?.(request);
            },
          }),
        ),
      accept: (id) => alive(async () => inner.accept?.(id)),
      send: (to, content) => alive(() => inner.send(to, content)),
      stop: () => (dead ? Promise.resolve() : inner.stop()),
      health: () => (dead ? { loggedIn: false } : inner.health()),
    },
  };
}
