import type { Caution } from '../core/caution.ts';
import { dayOf, iso } from '../core/clock.ts';
import type { Content } from '../core/message.ts';
import { nextSend } from '../core/pace.ts';
import type { Deps } from '../deps.ts';
import { SendError } from '../errors.ts';
import type { Push } from '../records/push.ts';
import type { ChannelTarget } from '../transport/transport.ts';
import { createPrepare, type Underway } from './prepare.ts';
import { afterDoubt, afterFailure } from './retry.ts';
import { createSentLog } from './sentLog.ts';
import { createTurns, type Writer } from './turns.ts';

/**
 * The only place from which anything is sent: one at a time, paced, marked in the store before the channel is asked, so
 * that after a crash an entry that was being sent is known as such.
 */
export interface Outbox {
  /** Takes up what a former process left: what it was sending has an unknown outcome. */
  load(): Promise<void>;
  add(pushes: readonly Push[]): void;
  /** Sends all that may go out now; one run at a time. */
  drain(): Promise<void>;
  /** Resolves when a file that is being made is there, and says whether there was one. */
  made(): Promise<boolean>;
  /** When something may go out next, ms. */
  nextAt(): number | undefined;
  /** Without a store: the one sentence that is sent without being written down. */
  sorry(to: ChannelTarget): Promise<void>;
  status(): OutboxStatus;
  /** Begins no further send; what is under way comes to its end. */
  end(): void;
}

export interface OutboxStatus {
  waiting: number;
  /** Since when something could go out and nothing did, ms; asked again and again, it tells of an outbox that is stuck. */
  readySince?: number;
  caution: Caution;
}

const SORRY = '刚才这条没有存上(系统暂时连不上),请过几分钟再发一遍。';
/** After a drain that failed the next one is due so much later, ms (the store's return wakes it earlier). */
const AFTER_FAILURE = 1000;

export function createOutbox(deps: Deps, writer: Writer, ready: () => void): Outbox {
  const { clock, log, store, transport, settings } = deps;
  /** In the order in which they were written. */
  const items = new Map<string, Push>();
  const underway = new Map<string, Underway>();
  /** What became of a send, until it is written down: the store may be away just then. */
  const unwritten = new Map<string, { change: Partial<Push>; countOn?: string }>();
  const sent = createSentLog(deps);
  let stale = false;
  let ending = false;
  /** Something may go out since then, and nothing has. */
  let readySince: number | undefined;
  let notBefore = -Infinity;
  let running: Promise<void> | undefined;

  async function set(push: Push, change: Partial<Push>, countOn?: string, pieces?: number): Promise<Push> {
    const attempt = pieces === undefined ? undefined : { at: clock.now(), pieces };
    const next = await store.home.update(push, { ...push, ...change }, countOn, attempt);
    if (next.state === 'waiting' || next.state === 'sending') items.set(next.id, next);
    else {
      items.delete(next.id);
      deps.meter?.ended(next.state, next.kind, clock.now() - next.due);
    }
    return next;
  }

  const { prepare, isBusy, made } = createPrepare({ log, store, writer, set, ready });
  const turns = createTurns({ clock, store, writer, items, set, isUnderway: (id) => underway.has(id) });

  /** What goes out next; what is still being made holds up nobody. */
  function upNext(now: number) {
    const free = [...items.values()].filter((p) => !isBusy(p));
    return nextSend(free, sent.now(), settings.pace, now);
  }

  /** Writes down what became of a send; `reload` does it again where the store was away. */
  async function record(push: Push, change: Partial<Push>, countOn?: string): Promise<void> {
    unwritten.set(push.id, { change, countOn });
    await set(push, change, countOn);
    unwritten.delete(push.id);
  }

  async function sendOne(item: Push): Promise<void> {
    const now = clock.now();
    const way = underway.get(item.id) ?? (await prepare(item, now));
    const piece = way?.pieces[way.gone];
    if (!way || !piece) return;
    const begun = { state: 'sending', attempts: item.attempts + 1 } as const;
    const push =
      item.state === 'sending' ? item : await set(item, begun, undefined, way.pieces.length - way.gone);
    underway.set(push.id, way);
    try {
      await transport.send(way.target, piece);
    } catch (error) {
      const known = error instanceof SendError;
      const failure = known ? error : new SendError('broken', { retryable: false, unknown: true });
      log[known ? 'warn' : 'error']({ push: push.id, err: error }, 'not sent');
      const change = afterFailure(push, failure, now, transport.health().loggedIn);
      if (way.gone === 0 || change.state === 'failed') underway.delete(push.id);
      if (failure.reason === undefined && transport.health().loggedIn) sent.refused(push);
      await record(push, change);
      return sent.settle();
    } finally {
      readySince = undefined;
    }
    const last = way.gone + 1 === way.pieces.length;
    sent.took(push, last);
    if (!last) {
      underway.set(push.id, { ...way, gone: way.gone + 1 });
      return;
    }
    underway.delete(push.id);
    const content = keep(push, way.content);
    const change = { state: 'sent', reason: undefined, sentAt: iso(now), content } as const;
    await record(push, change, push.kind === 'reply' ? undefined : dayOf(now));
    await sent.settle();
  }

  /** Everything that waits, in the order in which it was written. */
  async function stored(): Promise<Push[]> {
    const all = await store.home.outbox();
    return all.sort((a, b) => (a.at !== b.at ? (a.at < b.at ? -1 : 1) : a.order - b.order));
  }

  /** After the store was away: what it has counts, but this process still knows what it sent. */
  async function reload(): Promise<void> {
    await store.ping(); // behind whatever the lost connection may still have written
    const all = await stored();
    items.clear();
    for (const push of all) {
      const known = unwritten.get(push.id);
      if (known) await record(push, known.change, known.countOn);
      else if (push.state === 'sending' && !underway.has(push.id))
        await set(push, { state: 'waiting', attempts: push.attempts - 1 });
      else items.set(push.id, push);
    }
    unwritten.clear();
    stale = false;
  }

  async function run(): Promise<void> {
    if (stale) await reload();
    // Looking through all that waits is for whoever can send it.
    if (!transport.health().loggedIn) return;
    await turns.release();
    while (transport.health().loggedIn && !ending) {
      const now = clock.now();
      await sent.today();
      const next = upNext(now);
      if (!next || next.at > now) return;
      const item = await turns.allowed(next.item, now);
      if (item) await sendOne(item);
    }
  }

  async function drainOnce(): Promise<void> {
    try {
      await run();
      notBefore = -Infinity;
    } catch (error) {
      stale = true;
      notBefore = clock.now() + AFTER_FAILURE;
      throw error;
    } finally {
      running = undefined;
    }
  }

  return {
    async load() {
      await sent.load();
      for (const push of await stored()) {
        if (push.state === 'sending') await set(push, afterDoubt(push, clock.now()));
        else items.set(push.id, push);
      }
    },
    add(pushes) {
      for (const p of pushes) if (p.state === 'waiting' && !items.has(p.id)) items.set(p.id, p);
    },
    async drain() {
      running ??= drainOnce();
      await running;
    },
    made,
    nextAt() {
      if (!transport.health().loggedIn) return undefined;
      const next = upNext(clock.now());
      return next && Math.max(next.at, notBefore);
    },
    async sorry(to) {
      if (!sent.sorry()) return log.error('too many to say sorry to');
      await transport.send(to, { text: SORRY }).catch((err) => log.error({ err }, 'could not even say that'));
    },
    status() {
      const now = clock.now();
      const next = transport.health().loggedIn ? upNext(now) : undefined;
      if (!next || next.at > now) readySince = undefined;
      else readySince ??= now;
      return { waiting: items.size, readySince, caution: sent.now().caution };
    },
    end() {
      ending = true;
    },
  };
}

/** What went to a household or a room is kept (it may have to be corrected); an answer in a chat is not. */
function keep(push: Push, content: Content | undefined): Content | undefined {
  return push.kind === 'reply' ? undefined : content;
}
