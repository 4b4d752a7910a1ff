import { dayOf, iso, MINUTE } from '../core/clock.ts';
import type { Content } from '../core/message.ts';
import { nextSend, type Sent } from '../core/pace.ts';
import { splitLong } from '../core/text/clean.ts';
import type { Deps } from '../deps.ts';
import { SendError } from '../errors.ts';
import type { Push } from '../records/push.ts';
import type { ChannelTarget } from '../transport/transport.ts';
import { afterFailure } from './retry.ts';
import { resolveTarget } from './target.ts';

/** Writes a push's text at the moment of sending; null where nothing is left to say. */
export type Render = (push: Push, now: number) => Promise<Content | null>;

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
  /** When something may go out next, ms. */
  nextAt(): number | undefined;
  /** Without a store: the one sentence that is sent without being written down. */
  sorry(to: ChannelTarget): Promise<void>;
  waiting(): number;
}

const SORRY = '刚才这条没有存上(系统暂时连不上),请过几分钟再发一遍。';
/** Kinds that nobody minds getting twice; a broadcast is never repeated. */
const REPEATABLE = new Set(['reply', 'nudge', 'urgent']);

export function createOutbox(deps: Deps, render: Render): Outbox {
  const { clock, log, store, transport, settings } = deps;
  const items = new Map<string, Push>();
  const gap = () =>
    settings.pace.pushMinMs + deps.random() * (settings.pace.pushMaxMs - settings.pace.pushMinMs);
  const sent = {
    recent: [] as number[],
    lastTo: new Map<string, number>(),
    lastPush: -Infinity,
    pushGap: gap(),
    day: '',
    pushesToday: 0,
  } satisfies Sent;
  /** Sent, but the store was away before that could be written down. */
  const delivered = new Map<string, number>();
  let stale = false;
  let running: Promise<void> | undefined;

  async function set(push: Push, change: Partial<Push>, countOn?: string): Promise<Push> {
    const next = await store.home.update(push, { ...push, ...change }, countOn);
    if (next.state === 'waiting' || next.state === 'sending') items.set(next.id, next);
    else items.delete(next.id);
    return next;
  }

  function note(push: Push): void {
    const now = clock.now();
    sent.recent = [...sent.recent.filter((t) => t > now - MINUTE), now];
    sent.lastTo.set(push.to, now);
    if (push.kind === 'reply') return;
    sent.lastPush = now;
    sent.pushGap = gap();
    sent.pushesToday += 1;
  }

  async function sendOne(waiting: Push): Promise<void> {
    const now = clock.now();
    if (waiting.expires !== undefined && now > waiting.expires) {
      await set(waiting, { state: 'skipped', reason: 'expired', content: undefined });
      return;
    }
    const content = waiting.render ? await render(waiting, now) : waiting.content;
    if (!content) {
      await set(waiting, { state: 'skipped', reason: 'done' });
      return;
    }
    const target = waiting.via ?? resolveTarget(store.read.directory, waiting.to);
    if (!target) {
      await set(waiting, { state: 'failed', reason: 'notBound' });
      return;
    }
    const push = await set(waiting, { state: 'sending', attempts: waiting.attempts + 1 });
    try {
      await sendAll(target, content);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      log.warn({ push: push.id, err: error }, 'not sent');
      await set(push, afterFailure(push, error, now, transport.health().loggedIn));
      return;
    }
    note(push);
    delivered.set(push.id, now);
    await record(push, content, now);
  }

  async function record(push: Push, content: Content | undefined, now: number): Promise<void> {
    const done = { state: 'sent', sentAt: iso(now), content: keep(push, content) } as const;
    await set(push, done, push.kind === 'reply' ? undefined : dayOf(now));
    delivered.delete(push.id);
  }

  /** After the store was away: what it has counts, but this process still knows what it sent. */
  async function reload(): Promise<void> {
    items.clear();
    for (const push of await store.home.outbox()) {
      const when = delivered.get(push.id);
      if (when !== undefined) await record(push, push.content, when);
      else if (push.state === 'sending') await set(push, { state: 'waiting' });
      else items.set(push.id, push);
    }
    stale = false;
  }

  async function sendAll(target: ChannelTarget, content: Content): Promise<void> {
    if (content.text === undefined) return transport.send(target, content);
    for (const text of splitLong(content.text)) await transport.send(target, { text });
  }

  async function run(): Promise<void> {
    if (stale) await reload();
    while (transport.health().loggedIn) {
      const now = clock.now();
      if (sent.day !== dayOf(now)) {
        sent.pushesToday = await store.home.sentOn(dayOf(now));
        sent.day = dayOf(now);
      }
      const next = nextSend(items.values(), sent, settings.pace, now);
      if (!next || next.at > now) return;
      try {
        await sendOne(next.item);
      } catch (error) {
        stale = true;
        throw error;
      }
    }
  }

  return {
    async load() {
      for (const push of await store.home.outbox()) {
        if (push.state !== 'sending') items.set(push.id, push);
        else if (REPEATABLE.has(push.kind) && !push.repeated)
          await set(push, { state: 'waiting', repeated: true });
        else await set(push, { state: 'failed', reason: 'unknownOutcome' });
      }
    },
    add(pushes) {
      for (const p of pushes) if (p.state === 'waiting') items.set(p.id, p);
    },
    async drain() {
      running ??= run().finally(() => {
        running = undefined;
      });
      await running;
    },
    nextAt() {
      if (!transport.health().loggedIn) return undefined;
      return nextSend(items.values(), sent, settings.pace, clock.now())?.at;
    },
    async sorry(to) {
      await transport.send(to, { text: SORRY }).catch((err) => log.error({ err }, 'could not even say that'));
    },
    waiting: () => items.size,
  };
}

/** What went to a household or a room is kept (it may have to be corrected); an answer in a chat is not. */
function keep(push: Push, content: Content | undefined): Content | undefined {
  return push.kind === 'reply' ? undefined : content;
}
