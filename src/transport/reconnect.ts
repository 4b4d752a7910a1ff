/** Brings a puppet back whose service has gone away: wechaty-puppet-service reports the loss and then does nothing. */
export interface Reconnect {
  /** An error of the puppet: true where it means that the service is gone. Then `reset` is called until it succeeds. */
  saw(reason: string): boolean;
  stop(): void;
}

/** gRPC's own word for a peer that is not there. */
const GONE = /\b14 UNAVAILABLE\b/;
/** Pauses before the next tries, ms; the last one stays. */
const PAUSES = [1_000, 5_000, 15_000, 60_000];

export function createReconnect(reset: () => Promise<void>, isBack: () => boolean): Reconnect {
  let timer: NodeJS.Timeout | undefined;
  let tried = 0;
  let stopped = false;

  function plan(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => void again(), PAUSES[Math.min(tried++, PAUSES.length - 1)]);
  }

  async function again(): Promise<void> {
    try {
      await reset();
    } catch {
      // told by the puppet's own error event; the next try comes later
    }
    timer = undefined;
    if (isBack()) tried = 0;
    else plan();
  }

  return {
    saw(reason) {
      if (!GONE.test(reason)) return false;
      plan();
      return true;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
