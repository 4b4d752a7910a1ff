import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LeaseOptions } from './store/lease.ts';

type Holder = LeaseOptions['holder'];

/** This process, as others find it in the lease of its account. */
export function thisProcess(now: number): Holder {
  return { pid: process.pid, host: thisHost(), since: new Date(now).toISOString() };
}

/**
 * Whether a holder is known to be gone: it ran on this machine, since its last start and among these processes (a container
 * has its own), and no such process runs any more. Its own number again means a former life of it.
 */
export function isGone(holder: Holder): boolean {
  if (holder.host !== thisHost()) return false;
  if (holder.pid === process.pid) return true;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The name first; what tells this boot and these processes from others behind it, where the system says it. */
function thisHost(): string {
  return [hostname(), read(bootId), read(processSpace)].filter(Boolean).join(' ');
}

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
const processSpace = () => readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');

function read(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}
