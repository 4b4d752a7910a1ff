/** Many may pass at once, or one alone. */
export interface Gate {
  shared<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** A gate in order of arrival: one who wants to be alone waits for those inside and holds those behind him. */
export function createGate(): Gate {
  let inside = 0;
  let busy = false;
  const waiting: { alone: boolean; enter: () => void }[] = [];

  function admit(): void {
    for (let head = waiting[0]; head; head = waiting[0]) {
      if (busy || (head.alone && inside > 0)) return;
      waiting.shift();
      inside += 1;
      busy = head.alone;
      head.enter();
    }
  }

  async function pass<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((enter) => {
      waiting.push({ alone, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      inside -= 1;
      if (alone) busy = false;
      admit();
    }
  }

  return { shared: (work) => pass(false, work), alone: (work) => pass(true, work) };
}
