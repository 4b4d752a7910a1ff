import { rm } from 'node:fs/promises';
import { conversationOf } from '../core/dialog.ts';
import { createLanes } from '../core/lanes.ts';
import type { Inbound } from '../core/message.ts';
import { maskNumbers } from '../core/text/mask.ts';
import type { Deps } from '../deps.ts';
import { FencedError, StoreDownError } from '../errors.ts';
import type { Change } from '../records/change.ts';
import type { Push } from '../records/push.ts';
import type { JournalEntry } from '../store/store.ts';
import { finish, logLost } from './finish.ts';
import type { Gate } from './gate.ts';
import { numberBook } from './numbers.ts';
import { createPatience } from './patience.ts';
import { type Outcome, perform } from './perform.ts';

export interface InboundPorts {
  /** Decides about one message; reads only. */
  decide(message: Inbound, number: (letter: string) => Promise<string>): Promise<Outcome>;
  /** What is said when deciding failed through our own fault. */
  apology(message: Inbound): Outcome;
  /** What is said when these of its records could not be written any more, though the rest was. */
  partly(message: Inbound, lost: readonly Change[]): Push[];
  /** Whether anyone waits for an answer to it; asked only when the store is away. */
  expectsAnswer(message: Inbound): boolean;
  sorry(message: Inbound): Promise<void>;
  /** Another process may have written to what is held in memory; `now`: it has. */
  lookAgain(now?: boolean): Promise<void>;
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

export function createInbound(deps: Deps, gate: Gate, ports: InboundPorts): InboundRuntime {
  const { clock, log, store, settings } = deps;
  const lanes = createLanes((err) => log.error({ err }, 'a lane broke'));
  const patience = createPatience();
  /** Set while the store is away: resolves when it is back. */
  let away: Promise<void> | undefined;
  /** Their senders were told that they are not saved, and yet they may have reached the journal. */
  const refused = new Set<string>();

  /** Until it is done, or stopped: it is in the journal, so it may wait here for the store, and the next start finds it. */
  async function handle(entry: JournalEntry): Promise<void> {
    const { message } = entry;
    const numbers = numberBook(store.nextNumber);
    let run = () => {
      numbers.rewind();
      return ports.decide(message, numbers.next);
    };
    let failed = false;
    for (let tried = 0; !patience.over(); tried++) {
      try {
        ports.queued(await attempt(entry, run, tried > 0));
        await discard(message);
        return;
      } catch (err) {
        if (patience.over()) return;
        if (err instanceof StoreDownError) await patience.pause(tried);
        else {
          log.error({ err, messageId: message.id }, failed ? 'no apology either' : 'could not be handled');
          if (failed) return;
          failed = true;
          run = async () => ports.apology(message);
        }
      }
    }
  }

  async function attempt(entry: JournalEntry, run: () => Promise<Outcome>, again: boolean): Promise<Push[]> {
    await ports.lookAgain();
    const lookAgain = () => ports.lookAgain(true);
    const work = { mark: entry.message.id, now: clock.now(), journalId: entry.journalId, run, lookAgain };
    return (again ? await ended(entry) : null) ?? perform(store, gate, work);
  }

  const ended = ({ message, journalId }: JournalEntry, plans?: ReadonlyMap<string, string>) =>
    finish(
      store,
      gate,
      {
        mark: message.id,
        now: clock.now(),
        journalId,
        lost: (changes) => [...logLost(log, message.id)(changes), ...ports.partly(message, changes)],
      },
      plans,
    );

  /** A piece of work of a former process that cannot be ended keeps nothing else from it, and stays for whoever looks at it. */
  async function guarded(mark: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      if (err instanceof StoreDownError || err instanceof FencedError) throw err;
      log.error({ err, mark }, 'begun by a former process, cannot be ended');
    }
  }

  async function refuse(message: Inbound): Promise<void> {
    let waits = false;
    try {
      waits = !patience.over() && ports.expectsAnswer(message);
    } catch (err) {
      log.error({ err, messageId: message.id }, 'nobody knows whether an answer is waited for');
    }
    if (waits) await ports.sorry(message);
  }

  /** A write that timed out may have been made after all: what was refused must not be saved at the next start. */
  async function untilBack(): Promise<void> {
    for (let tried = 0; !patience.over(); tried++) {
      await patience.pause(tried);
      try {
        await store.ping();
        for (const { journalId, message } of refused.size > 0 ? await store.home.pending() : []) {
          if (!refused.has(message.id)) continue;
          await store.home.commit({ mark: message.id, journalId, now: clock.now(), pushes: [] });
        }
        refused.clear();
        return;
      } catch (err) {
        if (!(err instanceof StoreDownError)) log.error({ err }, 'refused messages may stand in the journal');
      }
    }
  }

  const lane = (message: Inbound) => message.room ?? conversationOf(message);

  return {
    async receive(raw) {
      if (patience.over()) return;
      const receivedAt = clock.now();
      if (receivedAt - raw.sentAt > settings.maxAge) {
        log.info({ messageId: raw.id, sentAt: raw.sentAt }, 'too old, left alone');
        return discard(raw);
      }
      const message = blank(raw);
      // Nobody waits two seconds for each of ten messages: while the store is known to be away, the answer comes at once.
      if (away) return refuse(message).finally(() => discard(message));
      let journalId: string;
      try {
        journalId = await store.home.journal(message, receivedAt);
      } catch (err) {
        log.error({ err, messageId: raw.id }, 'not taken in');
        // Another process runs the account: it is the one that speaks.
        if (err instanceof FencedError) return;
        refused.add(message.id);
        away ??= untilBack().finally(() => {
          away = undefined;
        });
        return refuse(message).finally(() => discard(message));
      }
      // Delivered again, its file is there once more; the first delivery, which may still be under way, has it under one name.
      const work = () => (journalId === '' ? discard(message) : handle({ journalId, message, receivedAt }));
      void lanes.run([lane(message)], work);
    },
    async recover() {
      const plans = await store.home.plans();
      const fresh: JournalEntry[] = [];
      // What had begun is ended first, as it was decided then: nothing else may come between.
      for (const entry of await store.home.pending())
        await guarded(entry.message.id, async () => {
          const pushes = await ended(entry, plans).finally(() => plans.delete(entry.message.id));
          if (pushes) ports.queued(pushes);
          else fresh.push(entry);
        });
      for (const mark of plans.keys())
        await guarded(mark, async () => {
          const work = { mark, now: clock.now(), lost: logLost(log, mark) };
          ports.queued((await finish(store, gate, work, plans)) ?? []);
        });
      for (const entry of fresh) void lanes.run([lane(entry.message)], () => handle(entry));
    },
    idle: () => lanes.idle(),
    stop: patience.end,
  };
}

/** The channel's copy of a picture or file: what belongs to a record was kept elsewhere by then. */
async function discard({ file }: Inbound): Promise<void> {
  if (file) await rm(file.path, { force: true });
}

/** Identity and card numbers go before anything is written down (J20, M44); only which kind was there stays. */
function blank(message: Inbound): Inbound {
  const text = maskNumbers(message.text);
  const quoted = message.quoted === undefined ? undefined : maskNumbers(message.quoted).text;
  const location = message.location && { ...message.location, name: maskNumbers(message.location.name).text };
  const file = message.file && { ...message.file, name: maskNumbers(message.file.name).text };
  return { ...message, text: text.text, quoted, location, file, blanked: text.found };
}
