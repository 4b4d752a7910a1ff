import { iso } from '../core/clock.ts';
import { dueSlots, nextSlot } from '../core/due.ts';
import type { Deps } from '../deps.ts';
import type { Planned, PushJob } from '../features/define.ts';
import type { Push } from '../records/push.ts';
import type { Gate } from './gate.ts';
import { type Outcome, perform } from './perform.ts';

/** Runs the pushes at their slots. A run enters the store as a message does and sends nothing itself. */
export interface Scheduler {
  /** Takes today as the beginning for every push that never ran. */
  begin(): Promise<void>;
  /** Runs what is due by now, the earliest slot first; resolves to the sends that are new. */
  run(): Promise<Push[]>;
  /** The next slot of any push after an instant, ms. */
  nextAt(after: number): number | undefined;
}

export function createScheduler(deps: Deps, gate: Gate, jobs: readonly PushJob[]): Scheduler {
  const { clock, log, store } = deps;

  async function runJob(job: PushJob, slot: number, skipped: readonly number[]): Promise<Push[]> {
    const now = clock.now();
    const mark = `push|${job.name}|${iso(slot)}`;
    let counts: Record<string, number> = {};
    const pushes = await perform(store, gate, {
      mark,
      now,
      async run(): Promise<Outcome> {
        const result = await job.run({ slot, now, read: store.read });
        counts = result.counts;
        const planned = await Promise.all(result.outbound.map((p) => toPush(job, slot, p, now)));
        return {
          changes: result.changes,
          home: {
            pushes: [...planned, ...skipped.map((s) => missed(job, s, now))],
            cron: { name: job.name, slot },
          },
        };
      },
    });
    log.info({ push: job.name, slot: iso(slot), lateMs: now - slot, ...counts }, 'push ran');
    return pushes;
  }

  async function toPush(job: PushJob, slot: number, p: Planned, now: number): Promise<Push> {
    return {
      ...stub(job, slot, p.to, now),
      number: p.skip === undefined ? await store.nextNumber('D') : undefined,
      kind: p.kind,
      state: p.skip === undefined ? 'waiting' : 'skipped',
      reason: p.skip,
      expires: p.expires,
      content: p.content,
      render: p.data === undefined ? undefined : { push: job.name, data: p.data },
    };
  }

  async function skipOnly(job: PushJob, slots: readonly number[]): Promise<void> {
    const now = clock.now();
    const last = slots.at(-1) ?? now;
    log.warn({ push: job.name, slots: slots.map(iso) }, 'slots missed for good');
    await store.home.commit({
      mark: `skip|${job.name}|${iso(last)}`,
      now,
      pushes: slots.map((s) => missed(job, s, now)),
      cron: { name: job.name, slot: last },
    });
  }

  return {
    async begin() {
      for (const job of jobs) {
        if (store.home.lastSlot(job.name) !== undefined) continue;
        const now = clock.now();
        await store.home.commit({
          mark: `begin|${job.name}`,
          now,
          pushes: [],
          cron: { name: job.name, slot: now },
        });
      }
    },
    async run() {
      const now = clock.now();
      const due = jobs
        .map((job) => ({ job, ...dueSlots(job.cron, store.home.lastSlot(job.name) ?? now, now, job.grace) }))
        .sort((a, b) => (a.run ?? 0) - (b.run ?? 0));
      const pushes: Push[] = [];
      for (const { job, run, skipped } of due) {
        if (run !== undefined) pushes.push(...(await runJob(job, run, skipped)));
        else if (skipped.length > 0) await skipOnly(job, skipped);
      }
      return pushes;
    },
    nextAt(after) {
      const slots = jobs.map((job) => nextSlot(job.cron, after));
      return slots.length > 0 ? Math.min(...slots) : undefined;
    },
  };
}

function stub(job: PushJob, slot: number, to: string, now: number): Push {
  const id = `push|${job.name}|${iso(slot)}|${to}`;
  return {
    id,
    rev: 0,
    schema: 1,
    by: 'bot',
    at: iso(now),
    status: 'active',
    source: { messageId: id, chat: 'schedule' },
    kind: 'nudge',
    to,
    slot: iso(slot),
    state: 'waiting',
    due: now,
    order: 0,
    attempts: 0,
  };
}

function missed(job: PushJob, slot: number, now: number): Push {
  return { ...stub(job, slot, '-', now), state: 'skipped', reason: 'missed' };
}
