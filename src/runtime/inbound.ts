import { conversationOf } from '../core/dialog.ts';
import type { Inbound } from '../core/message.ts';
import { maskNumbers } from '../core/text/mask.ts';
import type { Deps } from '../deps.ts';
import { StoreDownError } from '../errors.ts';
import type { Push } from '../records/push.ts';
import type { JournalEntry } from '../store/store.ts';
import type { Gate } from './gate.ts';
import { createLanes } from './lanes.ts';
import { finish, type Outcome, perform } from './perform.ts';

export interface InboundPorts {
  /** Decides about one message; reads only. */
  decide(message: Inbound): Promise<Outcome>;
  /** What is said when deciding failed through our own fault. */
  apology(message: Inbound): Outcome;
  /** Whether anyone waits for an answer to it; asked only when the store is away. */
  expectsAnswer(message: Inbound): boolean;
  sorry(message: Inbound): Promise<void>;
  /** New sends are in the store. */
  queued(pushes: readonly Push[]): void;
}

/** Takes messages in: blanks numbers, drops repeats, journals, and handles them in order per conversation. */
export interface InboundRuntime {
  receive(message: Inbound): Promise<void>;
  /** Handles what the journal still holds; to be called before the channel starts. */
  recover(): Promise<void>;
  idle(): Promise<void>;
  /** Nothing more is begun. */
  stop(): void;
}

/** Pauses between tries while the store is away, ms. */
const PAUSES = [200, 500, 1000, 2000, 5000];

export function createInbound(deps: Deps, gate: Gate, ports: InboundPorts): InboundRuntime {
  const { clock, log, store, settings } = deps;
  const lanes = createLanes();
  let stopped = false;

  async function handle(entry: JournalEntry, tried = 0): Promise<void> {
    if (stopped) return;
    const { message, journalId } = entry;
    const work = { mark: message.id, now: clock.now(), journalId };
    try {
      ports.queued(await perform(store, gate, { ...work, run: () => ports.decide(message) }));
    } catch (error) {
      if (stopped) return;
      if (error instanceof StoreDownError) return again(entry, tried);
      log.error({ err: error, messageId: message.id }, 'a message could not be handled');
      try {
        ports.queued(await perform(store, gate, { ...work, run: async () => ports.apology(message) }));
      } catch (second) {
        if (second instanceof StoreDownError) return again(entry, tried);
        log.error({ err: second, messageId: message.id }, 'not even an apology could be written');
      }
    }
  }

  /** It is in the journal, so it may wait here for the store to come back; the next start would find it too. */
  async function again(entry: JournalEntry, tried: number): Promise<void> {
    await new Promise((resume) => setTimeout(resume, PAUSES[Math.min(tried, PAUSES.length - 1)]).unref());
    const done = await complete(entry).catch(() => false);
    if (!done) await handle(entry, tried + 1);
  }

  /** Ends work whose first commit is made already; false where it was not begun. */
  async function complete(entry: JournalEntry, plans?: Map<string, string>): Promise<boolean> {
    const { message, journalId } = entry;
    const known = plans ?? (await store.home.plans());
    const pushes = await finish(
      store,
      { mark: message.id, now: clock.now(), journalId },
      known.get(message.id),
    );
    if (pushes) ports.queued(pushes);
    return pushes !== null;
  }

  const lane = (message: Inbound) => message.room ?? conversationOf(message);

  return {
    async receive(raw) {
      if (stopped) return;
      const receivedAt = clock.now();
      if (receivedAt - raw.sentAt > settings.maxAge) {
        log.info({ messageId: raw.id, sentAt: raw.sentAt }, 'too old, left alone');
        return;
      }
      const message = blank(raw);
      let journalId: string;
      try {
        journalId = await store.home.journal(message, receivedAt);
      } catch (error) {
        log.error({ err: error, messageId: raw.id }, 'not taken in');
        if (!stopped && ports.expectsAnswer(message)) await ports.sorry(message);
        return;
      }
      if (journalId === '') return;
      void lanes.add(lane(message), () => handle({ journalId, message, receivedAt }));
    },
    async recover() {
      const plans = await store.home.plans();
      for (const entry of await store.home.pending()) {
        const { message } = entry;
        plans.delete(message.id);
        if (await complete(entry, await store.home.plans())) continue;
        void lanes.add(lane(message), () => handle(entry));
      }
      for (const [mark, plan] of plans) {
        const pushes = await finish(store, { mark, now: clock.now() }, plan);
        if (pushes) ports.queued(pushes);
      }
    },
    idle: () => lanes.idle(),
    stop() {
      stopped = true;
    },
  };
}

/** Identity and card numbers go before anything is written down (J20, M44); only which kind was there stays. */
function blank(message: Inbound): Inbound {
  const text = maskNumbers(message.text);
  const quoted = message.quoted === undefined ? undefined : maskNumbers(message.quoted).text;
  const location = message.location && { ...message.location, name: maskNumbers(message.location.name).text };
  const file = message.file && { ...message.file, name: maskNumbers(message.file.name).text };
  return { ...message, text: text.text, quoted, location, file, blanked: text.found };
}
