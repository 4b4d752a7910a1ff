import type { Logger } from 'pino';
import { type Caution, isWary } from '../core/caution.ts';
import { type Clock, iso, MINUTE } from '../core/clock.ts';
import { ALARMS, type Alarm, alarmsOf, BACKUP_AGE, type Standing } from './alarms.ts';
import type { Post } from './webhook.ts';

/** What the running program says of itself. */
interface Status {
  loggedIn: boolean;
  since?: number;
  readySince?: number;
  caution: Caution;
}

/** What the watch looks at. */
export interface WatchPorts {
  clock: Clock;
  log: Logger;
  /** Which account it is about, in the text of an alarm. */
  account: string;
  status(): Status;
  /** Rejects where the store does not answer. */
  ping(): Promise<void>;
  /** The last backup, ms; asked only where backups are expected. */
  lastBackup?(): Promise<number | undefined>;
  /** When the first of the processes began that ran on this store, ms; undefined: none has kept it yet. */
  firstStart(): number | undefined;
  keepFirstStart(at: number): Promise<void>;
  /** Which alarms were told, so that a restart does not tell them again. */
  told(): readonly Alarm[] | undefined;
  keep(told: readonly Alarm[]): Promise<void>;
  post?: Post;
}

/** Watches the running program from beside it: an alarm is told once, and once that it is over. Never throws, never blocks. */
export interface Watch {
  /** Looks once; to be called every few seconds. */
  look(): Promise<void>;
  /** The alarms that are on. */
  on(): readonly Alarm[];
  /** Resolves when nothing more is being told. */
  settled(): Promise<void>;
  /** A stop that was asked for is no alarm. */
  stop(): void;
}

/** Pauses between tries while the webhook is away, ms; the last one stays. */
const PAUSES = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE];

export function createWatch(ports: WatchPorts): Watch {
  const { clock, log } = ports;
  const begun = clock.now();
  let stopped = false;
  let on: Alarm[] = [];
  let redisLostSince: number | undefined;
  let lastBackup: number | undefined;
  let told = new Set<Alarm>(ports.told() ?? []);
  let telling: Promise<void> | undefined;
  let failures = 0;
  let notBefore = Number.NEGATIVE_INFINITY;

  async function askStore(): Promise<void> {
    try {
      await ports.ping();
      lastBackup = (await ports.lastBackup?.()) ?? lastBackup;
      redisLostSince = undefined;
      // Not kept now, it is kept the next time: that is no reason to call the store lost.
      if (ports.lastBackup && ports.firstStart() === undefined)
        await ports.keepFirstStart(begun).catch(() => undefined);
    } catch {
      redisLostSince ??= clock.now();
    }
  }

  function note(next: Alarm[]): void {
    for (const alarm of next) if (!on.includes(alarm)) log.error({ alarm }, 'alarm');
    for (const alarm of on) if (!next.includes(alarm)) log.info({ alarm }, 'the alarm is over');
    on = next;
  }

  /** What was told is made to agree with what is: what came and went while the webhook was away needs no word. */
  async function tell(): Promise<void> {
    const { post, account } = ports;
    for (;;) {
      const fresh = on.find((a) => !told.has(a));
      const over = [...told].find((a) => !on.includes(a));
      const alarm = fresh ?? over;
      if (alarm === undefined || stopped) return;
      const head = alarm === fresh ? '【帮扶助手 报警】' : '【帮扶助手 已恢复】';
      await post?.(
        `${head}${ALARMS[alarm]}(账号 ${account},${iso(clock.now()).slice(0, 16).replace('T', ' ')})`,
      );
      failures = 0;
      const next = new Set(told);
      if (alarm === fresh) next.add(alarm);
      else next.delete(alarm);
      told = next;
      await ports.keep([...told]).catch(() => undefined); // the store is away: at worst it is told once more
    }
  }

  function begin(): void {
    if (telling || clock.now() < notBefore) return;
    telling = tell()
      .catch((err) => {
        notBefore = clock.now() + (PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0);
        failures += 1;
        log.warn({ reason: err instanceof Error ? err.message : 'unknown', failures }, 'the webhook is away');
      })
      .finally(() => {
        telling = undefined;
      });
  }

  return {
    async look() {
      if (stopped) return;
      await askStore();
      if (stopped) return;
      const backupDue = ports.lastBackup
        ? (lastBackup ?? ports.firstStart() ?? begun) + BACKUP_AGE
        : undefined;
      note(alarmsOf(standing(clock.now(), ports.status(), { begun, redisLostSince, backupDue })));
      begin();
    },
    on: () => on,
    settled: async () => telling,
    stop() {
      stopped = true;
    },
  };
}

function standing(
  now: number,
  { loggedIn, since, readySince, caution }: Status,
  more: Pick<Standing, 'begun' | 'redisLostSince' | 'backupDue'>,
): Standing {
  return { now, loggedIn, since, readySince, wary: isWary(caution, now), ...more };
}
