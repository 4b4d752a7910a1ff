import { afterAccepted, afterRefusal, CALM, type Caution } from '../core/caution.ts';
import { dayOf, HOUR, MINUTE } from '../core/clock.ts';
import { afterSend, type Sent } from '../core/pace.ts';
import type { Deps } from '../deps.ts';
import type { Push } from '../records/push.ts';

/** What was sent lately, and how the channel took it: all that pacing knows. It survives a restart. */
export interface SentLog {
  now(): Sent;
  /** Takes up what the processes before handed over: a crash loop must not burst. */
  load(): Promise<void>;
  /** A new day counts its pushes anew. */
  today(): Promise<void>;
  /** The channel took a piece; `last` of its text. */
  took(push: Push, last: boolean): void;
  /** The channel refused it, or never answered. */
  refused(push: Push): void;
  /** Writes down what has to survive a restart. */
  settle(): Promise<void>;
  /** A sentence that is sent without being written down. False where there were too many of late. */
  sorry(): boolean;
}

const NOTE = 'caution';

export function createSentLog({ clock, log, store, settings, random }: Deps): SentLog {
  const { pace } = settings;
  const gap = () => pace.pushMinMs + random() * (pace.pushMaxMs - pace.pushMinMs);
  let sent: Sent = {
    recent: [],
    lastTo: new Map(),
    lastPush: -Infinity,
    pushGap: gap(),
    day: '',
    pushesToday: 0,
    caution: CALM,
  };

  let unwritten = false;

  function turn(caution: Caution): void {
    if (caution === sent.caution) return;
    const before = sent.caution;
    sent = { ...sent, caution };
    if (caution.heldUntil > before.heldUntil)
      log.error({ pauseMs: caution.pauseMs }, 'sends are refused in a row: no pushes for a while');
    if (caution === CALM && before.pauseMs > 0) log.info('pushes go out as usual again');
    // A row that one receiver makes is not worth a write.
    if (caution.targets.length > 1 || before.targets.length > 1 || before.pauseMs > 0) unwritten = true;
  }

  return {
    now: () => sent,
    async load() {
      const now = clock.now();
      const lastTo = new Map<string, number>();
      const recent: number[] = [];
      let lastPush = -Infinity;
      for (const { at, to, kind } of await store.home.attempts(now - HOUR, now)) {
        lastTo.set(to, at);
        if (at > now - MINUTE) recent.push(at);
        if (kind !== 'reply') lastPush = at;
      }
      sent = { ...sent, recent, lastTo, lastPush, caution: store.home.note<Caution>(NOTE) ?? CALM };
    },
    async today() {
      const day = dayOf(clock.now());
      if (sent.day === day) return;
      const pushesToday = await store.home.sentOn(day);
      sent = { ...sent, day, pushesToday };
    },
    took(push, last) {
      sent = afterSend(sent, push, clock.now(), gap(), last);
      turn(afterAccepted(sent.caution, clock.now()));
    },
    refused: (push) => turn(afterRefusal(sent.caution, push.to, clock.now())),
    async settle() {
      if (!unwritten) return;
      const { caution } = sent;
      await store.home.setNote(NOTE, caution === CALM ? null : caution);
      unwritten = caution !== sent.caution;
    },
    sorry() {
      const now = clock.now();
      const recent = sent.recent.filter((t) => t > now - MINUTE);
      if (pace.perMinute > 0 && recent.length >= pace.perMinute) return false;
      sent = { ...sent, recent: [...recent, now] };
      return true;
    },
  };
}
