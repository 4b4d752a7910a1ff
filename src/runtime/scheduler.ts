import { iso } from '../core/clock.ts';
import { createSlots, dueSlots } from '../core/due.ts';
import type { Deps } from '../deps.ts';
import { StoreDownError } from '../errors.ts';
import type { Planned, PushJob } from '../features/pushJob.ts';
import { newPush, type Push } from '../records/push.ts';
import { finish, logLost } from './finish.ts';
import type { Gate } from './gate.ts';
import { type Outcome, perform, performAlone } from './perform.ts';

/** Runs the pushes at their slots. A run enters the store as a message does and sends nothing itself. */
export interface Scheduler {
  /** Takes today as the beginning for every push that never ran. */
  begin(): Promise<void>;
  /** Runs what is due by now, the earliest slot first; resolves to the sends that are new. */
  run(): Promise<Push[]>;
  /** The next slot of each push that has a time, the earliest first. */
  upcoming(): { name: string; at: number }[];
  /** The next slot of any push after an instant, ms. */
  nextAt(after: number): number | undefined;
}

export function createScheduler(deps: Deps, gate: Gate, jobs: readonly PushJob[]): Scheduler {
  const { clock, log, store } = deps;
  const timed = jobs.flatMap((job) => (job.cron === undefined ? [] : [{ ...job, cron: job.cron }]));
  const awaited = jobs.filter((job) => job.cron === undefined);
  /** A due job failed (the store is away): the next heartbeat tries again, no timer is set on what is past. */
  let stuck = false;
  let last: Promise<void> = Promise.resolve();
  const slots = timed.map((job) => ({ job, next: createSlots(job.cron) }));

  /** A run that was cut off behind its first commit, ended as it was decided: what it has moved is no longer due. */
  function endCutOff(job: PushJob, slot: number): Promise<Push[] | null> {
    const mark = markOf(job, slot);
    return finish(store, gate, { mark, now: clock.now(), lost: logLost(log, mark) });
  }

  /** `before`: to be done ahead of the first commit, where there is anything to commit. */
  async function runJob(
    job: PushJob,
    slot: number,
    skipped: readonly number[],
    way: typeof perform = perform,
    before?: () => Promise<unknown>,
  ): Promise<{ pushes: Push[]; more: boolean }> {
    const now = clock.now();
    let counts: Record<string, number> = {};
    let more = false;
    const pushes = await way(store, gate, {
      mark: markOf(job, slot),
      now,
      async run(): Promise<Outcome> {
        const result = await job.run({ slot, now, read: store.read, number: store.nextNumber });
        counts = result.counts;
        more = result.more === true;
        const { changes, moves = [], outbound } = result;
        const any = changes.length + moves.length + outbound.length > 0;
        const begun = any ? before?.() : undefined;
        // Both are asked for before either is waited for: a number that is not used is a gap, no more.
        const [planned] = await Promise.all([toPushes(job, slot, outbound, now), begun]);
        return {
          changes,
          moves,
          home: {
            pushes: [...planned, ...missedOf(job, skipped, now)],
            cron: { name: job.name, slot },
          },
        };
      },
    });
    log.info({ push: job.name, slot: iso(slot), lateMs: now - slot, ...counts }, 'push ran');
    return { pushes, more };
  }

  async function toPushes(
    job: PushJob,
    slot: number,
    outbound: readonly Planned[],
    now: number,
  ): Promise<Push[]> {
    const stub = createStubs(job, slot, now);
    const numbers = await Promise.all(
      outbound.map((p) => (p.skip === undefined ? store.nextNumber('D') : undefined)),
    );
    return outbound.map((p, i) => ({
      ...stub(p.to, p.part),
      number: numbers[i],
      kind: p.kind,
      state: p.skip === undefined ? 'waiting' : 'skipped',
      reason: p.skip,
      due: p.due ?? now,
      exact: p.exact,
      expires: p.expires,
      content: p.content,
      render: p.data === undefined ? undefined : { push: job.name, data: p.data },
    }));
  }

  async function skipOnly(job: PushJob, slots: readonly number[]): Promise<void> {
    const now = clock.now();
    const last = slots.at(-1) ?? now;
    log.warn({ push: job.name, slots: slots.map(iso) }, 'slots missed for good');
    await store.home.commit({
      mark: `skip|${job.name}|${iso(last)}`,
      now,
      pushes: missedOf(job, slots, now),
      cron: { name: job.name, slot: last },
    });
  }

  /** A job that fails keeps no other from its slot; it is tried again at the next heartbeat, until its grace is over. */
  async function runDue(): Promise<Push[]> {
    const now = clock.now();
    const due = slots
      .map(({ job, next }) => ({ job, next, last: store.home.lastSlot(job.name) ?? now }))
      .filter(({ next, last }) => next(last) <= now)
      .map(({ job, last }) => ({ job, ...dueSlots(job.cron, last, now, job.grace) }))
      .sort((a, b) => (a.run ?? 0) - (b.run ?? 0));
    const pushes: Push[] = [];
    for (const { job, run, skipped } of due) {
      try {
        const missed: number[] = [];
        for (const slot of skipped) {
          const ended = await endCutOff(job, slot);
          if (ended) pushes.push(...ended);
          else missed.push(slot);
        }
        if (run !== undefined)
          pushes.push(...((await endCutOff(job, run)) ?? (await runJob(job, run, missed)).pushes));
        else if (missed.length > 0) await skipOnly(job, missed);
      } catch (err) {
        log[err instanceof StoreDownError ? 'warn' : 'error'](
          { err, push: job.name },
          'a push could not run',
        );
      }
    }
    const waiting = store.dueTimes.earliest();
    let failed = false;
    let again = false;
    for (const job of awaited) {
      try {
        // What one run leaves is taken up at once: a person's reminders of all runs are to go out together.
        for (let more = true; more; ) {
          const ran = await runAwaited(job);
          pushes.push(...ran.pushes);
          again ||= ran.again;
          more = ran.more;
        }
      } catch (err) {
        failed = true;
        log[err instanceof StoreDownError ? 'warn' : 'error'](
          { err, push: job.name },
          'what is due was left alone',
        );
      }
    }
    stuck = failed;
    // Only when every job has seen what was due: the first would hide it from the next.
    if (!failed && !again && waiting !== undefined && waiting <= clock.now()) await lookAhead(clock.now());
    return pushes;
  }

  /**
   * A job of the due sets. Its slot is the instant that was due, written down before anything else: a run that was cut off
   * is found under it at the next start. Two runs have different slots, a second apart at least, so nothing can have been
   * cut off under this one yet.
   */
  async function runAwaited(job: PushJob): Promise<{ pushes: Push[]; again: boolean; more: boolean }> {
    const now = clock.now();
    const begun = store.home.lastSlot(`${job.name}|begun`);
    const done = store.home.lastSlot(job.name) ?? Number.NEGATIVE_INFINITY;
    const left = begun !== undefined && begun > done ? await endCutOff(job, begun) : null;
    if (left) return { pushes: left, again: true, more: false };
    const due = store.dueTimes.earliest();
    if (due === undefined || due > now) return { pushes: [], again: false, more: false };
    const slot = Math.max(now - due < LATE ? due : now, (begun ?? done) + SECOND, done + SECOND);
    const cron = { name: `${job.name}|begun`, slot };
    const begin = () => store.home.commit({ mark: `begin|${markOf(job, slot)}`, now, pushes: [], cron });
    return { ...(await runJob(job, slot, [], performAlone, begin)), again: false };
  }

  const lookAhead = (after: number) =>
    store.dueTimes.refresh(
      [...store.read.directory.villages()].map((v) => v.id),
      after,
    );

  return {
    async begin() {
      if (awaited.length > 0) await lookAhead(Number.NEGATIVE_INFINITY);
      for (const job of timed) {
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
    run() {
      // One after the other: the heartbeat and the timer meet at every full minute.
      const turn = last.then(runDue);
      last = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
    upcoming() {
      const now = clock.now();
      return slots.map(({ job, next }) => ({ name: job.name, at: next(now) })).sort((a, b) => a.at - b.at);
    },
    nextAt(after) {
      const times = slots.map(({ next }) => next(after));
      const due = awaited.length > 0 && !stuck ? store.dueTimes.earliest() : undefined;
      if (due !== undefined) times.push(due);
      return times.length > 0 ? Math.min(...times) : undefined;
    },
  };
}

/** A slot kept by the clock; later than that it is called by the time at which it was caught up, ms. */
const LATE = 60_000;
const SECOND = 1000;

const markOf = (job: PushJob, slot: number) => `push|${job.name}|${iso(slot)}`;

/** Makes the sends of one run: a morning's are many, and all have their instants in common. */
function createStubs(job: PushJob, slot: number, now: number): (to: string, part?: string) => Push {
  const mark = markOf(job, slot);
  const [at, planned] = [iso(now), iso(slot)];
  return (to, part) => {
    const id = part === undefined ? `${mark}|${to}` : `${mark}|${to}|${part}`;
    const source = { messageId: id, chat: 'schedule' };
    return newPush({ id, at, source, kind: 'nudge', to, slot: planned, due: now });
  };
}

/** The record of slots missed for good; none of a job that has nothing to tell anybody. */
function missedOf(job: PushJob, slots: readonly number[], now: number): Push[] {
  if (job.silent) return [];
  return slots.map((slot) => ({ ...createStubs(job, slot, now)('-'), state: 'skipped', reason: 'missed' }));
}
