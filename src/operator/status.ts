import { iso } from '../core/clock.ts';
import { ALARMS, type Alarm } from './alarms.ts';

/** A send that failed, without whom it was for and what it said. */
export interface FailedSend {
  id: string;
  number?: string;
  kind: string;
  reason?: string;
  due: number;
}

/** What the operator's page is made of. */
export interface StatusPorts {
  version: string;
  channel: string;
  account: string;
  now(): number;
  /** How the program stands. */
  running(): { loggedIn: boolean; since?: number; scan?: string; waiting: number };
  lastIn(): number | undefined;
  lastOut(): number | undefined;
  alarms(): readonly Alarm[];
  /** The next run of each timed push. */
  next(): readonly { name: string; at: number }[];
  failed(): Promise<readonly FailedSend[]>;
  /** How many sends of the last week were skipped, by reason. */
  skipped(): Promise<Readonly<Record<string, number>>>;
  /** How many sends of the last week were caught up after their time. */
  caughtUp(): Promise<number>;
  /** What Redis says of itself, and what is unsafe about it. */
  redis(): Promise<{ memory: string; dangers: readonly string[] }>;
  retry(id: string): Promise<boolean>;
  drop(id: string): Promise<boolean>;
}

const moment = (ms: number | undefined) => (ms === undefined ? null : iso(ms).slice(0, 16).replace('T', ' '));

/** The page's figures as plain data: no names, texts or ids of people. A store that is away leaves its part out. */
export async function statusOf(ports: StatusPorts) {
  const { loggedIn, since, scan, waiting } = ports.running();
  const stored = await Promise.all([ports.failed(), ports.skipped(), ports.redis(), ports.caughtUp()]).catch(
    () => undefined,
  );
  const [failed = [], skipped = {}, redis, caughtUp = 0] = stored ?? [];
  return {
    version: ports.version,
    channel: ports.channel,
    account: ports.account,
    now: moment(ports.now()),
    loggedIn,
    since: moment(since),
    scan: scan !== undefined,
    lastIn: moment(ports.lastIn()),
    lastOut: moment(ports.lastOut()),
    alarms: ports.alarms().map((alarm) => ALARMS[alarm]),
    waiting,
    next: ports.next().map(({ name, at }) => ({ name, at: moment(at) })),
    storeAway: stored === undefined,
    failed: failed.map(({ due, ...rest }) => ({ ...rest, due: moment(due) })),
    skipped,
    caughtUp,
    redis: redis ?? null,
  };
}
