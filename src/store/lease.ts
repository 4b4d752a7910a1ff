import { setTimeout as pause } from 'node:timers/promises';
import { FencedError, HeldError } from '../errors.ts';
import { accountSlot, key } from './keys.ts';
import { answered, type Connections } from './redis.ts';

/** The process that runs an account, as it stands in the lease. */
export interface Holder {
  pid: number;
  /** Machine and process space: only there does the pid mean anything. */
  host: string;
  /** When it took the lease, ISO; tells two processes with one pid apart. */
  since: string;
}

export interface LeaseOptions {
  holder: Holder;
  /** Whether that process is known to be gone: then nobody waits for its lease to run out. */
  isGone(holder: Holder): boolean;
  /** How long a lease holds without a sign of life, ms. */
  ttlMs?: number;
}

/** The right of one process to run one account (two would answer everything twice). */
export interface Lease {
  /** Every write of the account's slot carries it: whoever lost the lease can no longer write, so no longer send. */
  epoch: number;
  /** Rejects when another process has taken over. */
  lost: Promise<never>;
  /**
   * A village's slot knows nothing of leases, so what is written there asks first where this process was silent for longer
   * than its lease (it was frozen, or Redis was away): rejects with a `FencedError` when another one has taken over.
   */
  sure(): Promise<void> | undefined;
  /** Gives it back, so that the next start need not wait. */
  release(): Promise<void>;
}

const TTL = 15_000;

/**
 * Takes the lease of an account. Where another process holds it and shows a sign of life, rejects with a `HeldError` that
 * names it; where it shows none, waits until its lease runs out (at most `ttlMs`). Time is Redis's own here: clocks of two
 * machines differ.
 */
export async function takeLease(
  { write }: Connections,
  account: string,
  options: LeaseOptions,
): Promise<Lease> {
  const { holder, isGone, ttlMs = TTL } = options;
  const value = JSON.stringify(holder);
  const slot = accountSlot(account);
  const ask = (op: string, ...more: (string | number)[]) =>
    answered(write.bfLease(key(slot, 'lease'), key(slot, 'epoch'), op, ...more));

  async function take(): Promise<number> {
    let left = Number.POSITIVE_INFINITY;
    for (let gone = ''; ; ) {
      const [held, answer] = await ask('take', value, ttlMs, gone);
      if (!held) return Number(answer);
      const other = readHolder(held);
      const mayGo = other !== undefined && isGone(other);
      if (mayGo && gone !== held) {
        gone = held;
        continue;
      }
      // Time left that grows is a sign of life.
      if (Number(answer) > left) throw new HeldError(account, other);
      left = Number(answer);
      await pause(Math.min(500, ttlMs / 10));
    }
  }

  let alive = performance.now();
  const epoch = await take();
  let stopped = false;
  let fail: (error: Error) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    fail = reject;
  });
  lost.catch(() => undefined);

  async function renew(): Promise<void> {
    const now = performance.now();
    const [answer] = await ask('renew', value, ttlMs, epoch);
    if (answer !== 'lost') {
      alive = now;
      return;
    }
    clearInterval(timer);
    const error = new FencedError('another process has taken over this account');
    if (!stopped) fail(error);
    throw error;
  }
  // Redis may be away for a while: what counts is the epoch, not the lease.
  const timer = setInterval(() => void renew().catch(() => undefined), ttlMs / 5);
  timer.unref();

  return {
    epoch,
    lost,
    sure: () => (performance.now() - alive < ttlMs ? undefined : renew()),
    async release() {
      stopped = true;
      clearInterval(timer);
      await ask('release', '', 0, epoch).catch(() => undefined);
    },
  };
}

function readHolder(raw: string): Holder | undefined {
  try {
    return JSON.parse(raw) as Holder;
  } catch {
    return undefined;
  }
}
