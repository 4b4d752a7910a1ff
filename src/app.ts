import { DAY, dayOf } from './core/clock.ts';
import { NO_METER } from './core/meter.ts';
import { within } from './core/within.ts';
import type { Deps } from './deps.ts';
import { StoreDownError } from './errors.ts';
import type { Feature } from './features/define.ts';
import { greeting } from './features/help/greeting.ts';
import { manners } from './features/help/manners.ts';
import type { PushJob } from './features/pushJob.ts';
import { createDeadlines } from './runtime/deadlines.ts';
import { createDecide } from './runtime/decide.ts';
import { createFailed, type Failed } from './runtime/failed.ts';
import { createFriends } from './runtime/friends.ts';
import { createGate } from './runtime/gate.ts';
import { createInbound } from './runtime/inbound.ts';
import { createLookAgain } from './runtime/lookAgain.ts';
import { createOutbox, type OutboxStatus } from './runtime/outbox.ts';
import { createRouter } from './runtime/respond.ts';
import { createScheduler } from './runtime/scheduler.ts';
import { createShelf } from './runtime/shelf.ts';
import { createWriter } from './runtime/writer.ts';
import type { Store } from './store/store.ts';
import { sweep } from './store/sweep.ts';
import type { TransportHealth } from './transport/transport.ts';
import { createWorkshop, type Workshop } from './workshop/workshop.ts';

/** The program on its dependencies. Whoever owns the clock calls `wake`: a timer when live, the script in a replay. */
export interface App {
  /** Ends what a former process began, then opens the channel. */
  start(): Promise<void>;
  /** Runs what is due now: pushes of the schedule, deadlines of open questions, then the outbox. Never throws. */
  wake(): Promise<void>;
  /** When there is something to do next, ms: the earliest of the schedule's slots, open questions and the outbox. */
  nextWake(after: number): number | undefined;
  /** Resolves when all that was taken in is handled and all that may go out now is sent. */
  settled(): Promise<void>;
  /** Sends that failed, to be tried again or dropped by whoever runs the program. */
  readonly failed: Failed;
  /** The next run of each push that has a time. */
  upcoming(): { name: string; at: number }[];
  /** Called when something new waits in the outbox. */
  onQueued(listener: () => void): void;
  /** How it stands, from memory. */
  status(): OutboxStatus & TransportHealth;
  /**
   * Begins nothing more, waits for what is under way, sends the answers that may go out now, closes the channel: within
   * about `STOP_MS`. What is not sent by then is in the store, and goes out after the next start.
   */
  stop(): Promise<void>;
  /** Drops everything where it stands. */
  kill(): void;
}

/** A supervisor kills after some time (systemd 90 s, a container 10 s): by then all is in order. */
export const STOP_MS = 9_000;
const HANDLE_MS = 2_500;
const SEND_MS = 3_500;
const CLOSE_MS = 2_500;

export function createApp(deps: Deps, features: readonly Feature[]): App {
  const { clock, log, store, transport } = deps;
  const gate = createGate();
  const workshop = createWorkshop(store.files.root);
  const jobs = [...features.flatMap((f) => f.pushes ?? []), housekeeping(store, workshop)];
  const now = () => clock.now();
  const meter = deps.meter ?? NO_METER;
  const shelf = createShelf(store, features, now);
  const deadlines = createDeadlines(deps, gate, shelf);
  let queued: () => void = () => undefined;
  const outbox = createOutbox(deps, createWriter(jobs, deadlines, workshop, store.read), () => queued());
  const scheduler = createScheduler(deps, gate, jobs);
  const mind = createDecide(deps, features, createRouter(features, manners(features)), shelf);
  const friends = createFriends(deps, (contact) =>
    greeting(store.read.directory, contact, deps.settings.botName),
  );
  let stopped = false;

  const lookAgain = createLookAgain(deps, gate);
  const inbound = createInbound(deps, gate, {
    lookAgain,
    decide: mind.decide,
    apology: mind.apology,
    partly: mind.partly,
    expectsAnswer: mind.expectsAnswer,
    sorry: (message) => outbox.sorry(mind.chatOf(message)),
    queued(pushes) {
      meter.committed();
      if (pushes.length === 0) return;
      outbox.add(pushes);
      queued();
    },
  });

  /** The store may be away: then the next heartbeat, or its return, tries again. */
  async function guarded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      if (!stopped) await work();
    } catch (err) {
      if (stopped) return;
      log[err instanceof StoreDownError ? 'warn' : 'error']({ err }, what);
    }
  }

  return {
    async start() {
      await outbox.load();
      await scheduler.begin();
      await inbound.recover();
      // The first word that is looked up must not wait for the index of all names.
      store.read.directory.householdNames();
      store.read.directory.personNames();
      await transport.start({
        onMessage(message) {
          meter.heard(message.kind);
          return inbound.receive(message);
        },
        onFriendRequest(request) {
          void friends.asked(request).then(() => queued());
        },
        onHealth(health) {
          log.info({ loggedIn: health.loggedIn }, 'channel');
          if (health.loggedIn) queued();
        },
      });
    },
    async wake() {
      await guarded('changes of others were not looked for', lookAgain);
      await guarded('the schedule could not run', async () => outbox.add(await scheduler.run()));
      await guarded('open questions were left alone', async () => outbox.add(await deadlines.run()));
      await guarded('friend requests were left alone', async () => outbox.add(await friends.run()));
      await guarded('the outbox could not be emptied', () => outbox.drain());
    },
    nextWake(after) {
      const wanted = [scheduler.nextAt(after), deadlines.nextAt(), friends.nextAt(), outbox.nextAt()];
      const times = wanted.filter((t): t is number => t !== undefined);
      return times.length > 0 ? Math.max(Math.min(...times), after) : undefined;
    },
    async settled() {
      await inbound.idle();
      do await guarded('the outbox could not be emptied', () => outbox.drain());
      while (await outbox.made());
    },
    failed: createFailed(store, now, (pushes) => {
      outbox.add(pushes);
      queued();
    }),
    upcoming: () => scheduler.upcoming(),
    onQueued(listener) {
      queued = listener;
    },
    status: () => ({ ...outbox.status(), ...transport.health() }),
    async stop() {
      inbound.stop();
      const left = (what: string) => (err: unknown) => log.warn({ err }, `${what}: left for the next start`);
      await within(HANDLE_MS, inbound.idle()).catch(left('messages are still being handled'));
      const drained = guarded('the outbox could not be emptied', () => outbox.drain());
      await within(SEND_MS, drained).catch(left('sends are still to be made'));
      outbox.end();
      // A send that is under way gets its outcome written down, if it comes.
      await within(CLOSE_MS, Promise.all([drained, transport.stop()])).catch(
        left('a send does not come back'),
      );
      stopped = true;
      await workshop.stop();
      await store.lease?.release();
      store.close();
    },
    kill() {
      stopped = true;
      inbound.stop();
      void workshop.stop();
      store.close();
    },
  };
}

/** Every night what is no longer needed goes: old marks and answers. Doing it twice, or late, does no harm. */
function housekeeping(store: Store, workshop: Workshop): PushJob {
  const run = async ({ now }: { now: number }) => ({
    changes: [],
    outbound: [],
    counts: { ...(await sweep(store, now)), files: await workshop.sweep(dayOf(now)) },
  });
  return { name: 'housekeeping', cron: '30 3 * * *', grace: DAY, silent: true, run };
}
