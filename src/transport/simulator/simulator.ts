import '../quiet.ts';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { types } from 'wechaty-puppet';
import type { Clock } from '../../core/clock.ts';
import type { Transport } from '../transport.ts';
import { roomFromChannel } from './ids.ts';
import { createLife } from './life.ts';
import { createObstacles } from './obstacles.ts';
import type { PuppetSent } from './puppet.ts';
import type { Said } from './said.ts';
import { keptOf } from './said.ts';
import type { Directory } from './world.ts';
import { createWorld } from './world.ts';

/** What the bot sent; `to` as people write it (`G2`, `U18`), paths absolute. */
export interface Sent {
  at: number;
  to: string;
  text?: string;
  image?: string;
  file?: string;
}

/** What was said, as it reached the server; `image` and `file` are absolute paths that exist. */
export interface Heard extends Said {
  id: string;
  at: number;
}

export interface SimulatorOptions {
  clock: Clock;
  log: Logger;
  dataDir: string;
  /** The account's name, which people put after an @. */
  botName?: string;
  /** Ids of messages that bring none; `sim-1`, `sim-2`, … by default. */
  ids?: () => string;
  /** As a web puppet: contact ids change at each login. */
  idsChange?: boolean;
  sendTimeoutMs?: number;
  maxFileBytes?: number;
}

/** A WeChat on this machine with one bot account. Its server side outlives the bot's process (`crash`, `revive`). */
export interface Simulator {
  /** The bot's side as it is now; `revive` makes the next one. */
  readonly transport: Transport;
  readonly botName: string;
  /** Where its files lie. Absolute. */
  readonly dataDir: string;
  /** Makes people and rooms known. Only who is known, or was heard before, can be sent to. */
  know(directory: Directory): void;
  /** What the bot wrote into a contact's remark. */
  remarkOf(contact: string): string | undefined;
  /** Resolves with the message's id when `onMessage` has returned; at once while the bot is off or logged out. */
  say(said: Said): Promise<string>;
  /** A message of an earlier process is on the server again; with `deliver` the bot gets it, as `say` does. */
  remember(said: Said & { id: string; at: number }, deliver: boolean): Promise<void>;
  /** The sender takes the message back. Resolves as `say` does; rejects for an unknown message. */
  recall(messageId: string): Promise<void>;
  onSent(listener: (sent: Sent) => void): () => void;
  /** What is said, before the bot hears it; duplicates are not told again. */
  onHeard(listener: (heard: Heard) => void): () => void;
  onRecalled(listener: (messageId: string) => void): () => void;
  /** Logs the account in or out; in while in is a second login. Resolves when what had waited has been dealt with. */
  login(on: boolean): Promise<void>;
  /** The channel refuses the next sends to that target. */
  refuse(to: string, times: number, retryable: boolean): void;
  /** The next sends to that target never come back; with `seen` they arrive nevertheless. */
  hang(to: string, times: number, seen?: boolean): void;
  /** Somebody asks to be the account's friend (nobody hears it while the bot is off). The request's id. */
  askFriend(contact: string): string;
  /** Whose requests were accepted. */
  onFriend(listener: (contact: string) => void): () => void;
  /** The bot's process is gone without a goodbye: calls into its transport never come back, it calls nobody. */
  crash(): void;
  /** A new transport on the same server side. The one before is crashed if it still runs. */
  revive(): Transport;
  /** Resolves when the bot has dealt with everything that was delivered so far. */
  settled(): Promise<void>;
}

const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, botName = '栗坪小助手' } = options;
  const dataDir = resolve(options.dataDir);
  const world = createWorld();
  const { pass, refuse, hang } = createObstacles();
  const sent = hub<Sent>();
  const heard = hub<Heard>();
  const recalled = hub<string>();
  const befriended = hub<string>();
  let loggedIn = true;
  const nextId = counter();
  const nextFile = counter();
  /** Files of one process do not take the place of another's. */
  let run: string | undefined;
  const nextPath = () => {
    run ??= clock.now().toString(36);
    return join(run, String(nextFile()));
  };
  const imagePath = (name: string) => join(dataDir, 'made-up', nextPath(), name);
  const newLife = () =>
    createLife({
      ...options,
      dataDir,
      botName,
      world,
      next: counter(),
      pass,
      loggedIn: () => loggedIn,
      copyTo: (name) => join(dataDir, 'sent', nextPath(), name),
      befriended: befriended.tell,
      arrived: (one) => sent.tell(fromPuppet(one, clock.now())),
    });
  let life = newLife();
  /** One thing is said after the other, also where a picture has to be looked up first. */
  let preparing: Promise<void> = Promise.resolve();

  function freshId(): string {
    let id: string;
    do id = options.ids?.() ?? `sim-${nextId()}`;
    while (world.messages.has(id));
    return id;
  }

  /** The message that is said is on the server. Ends with its id. */
  async function prepare(said: Said): Promise<string> {
    const id = said.id ?? freshId();
    if (world.messages.has(id)) return id;
    const at = said.at ?? clock.now();
    const kept = await keptOf(said, { id, at, botName, imagePath });
    world.know({ contacts: [{ id: said.from }] });
    if (said.room !== undefined) world.know({ rooms: [{ id: said.room, members: [said.from] }] });
    world.messages.set(id, kept);
    heard.tell({
      ...said,
      id,
      at,
      ...(said.image && { image: kept.file }),
      ...(said.file && { file: kept.file }),
    });
    return id;
  }

  return {
    get transport() {
      return life.transport;
    },
    botName,
    dataDir,
    know: world.know,
    remarkOf: (contact) => world.contacts.get(contact)?.alias,

    async say(said) {
      const ready = preparing.then(() => prepare(said));
      preparing = ready.then(
        () => {},
        () => {},
      );
      const id = await ready;
      await world.post(id);
      return id;
    },

    async remember(said, deliver) {
      world.messages.set(said.id, await keptOf(said, { id: said.id, at: said.at, botName, imagePath }));
      if (deliver) await world.post(said.id);
    },

    async recall(messageId) {
      const was = world.messages.get(messageId)?.payload;
      if (!was) throw new Error(`no message ${messageId} was said`);
      const id = freshId();
      const payload = { ...was, id, text: messageId, timestamp: clock.now(), type: types.Message.Recalled };
      world.messages.set(id, { payload });
      recalled.tell(messageId);
      await world.post(id);
    },

    onSent: sent.listen,
    onHeard: heard.listen,
    onRecalled: recalled.listen,

    async login(on) {
      loggedIn = on;
      if (on) life.enter();
      else await life.leave();
      await world.settled();
    },

    refuse,
    hang: (to, times, seen = false) => hang(to, times, seen),
    askFriend(contact) {
      const id = `friend-${nextId()}`;
      world.know({ contacts: [{ id: contact, friend: false }] });
      world.requests.set(id, contact);
      life.askedBy(id);
      return id;
    },
    onFriend: befriended.listen,
    crash: () => life.crash(),
    revive() {
      if (life.running()) life.crash();
      life = newLife();
      return life.transport;
    },
    settled: world.settled,
  };
}

function fromPuppet(one: PuppetSent, at: number): Sent {
  const to = roomFromChannel(one.to);
  if (one.file === undefined) return { at, to, text: one.text };
  return PICTURE.test(one.file) ? { at, to, image: one.file } : { at, to, file: one.file };
}

/** 1, 2, 3, … */
function counter(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

/** Listeners of one kind of news. */
function hub<T>() {
  const listeners = new Set<(news: T) => void>();
  return {
    listen(listener: (news: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(news: T): void {
      for (const listener of listeners) listener(news);
    },
  };
}
