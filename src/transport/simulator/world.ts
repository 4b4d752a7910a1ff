import type { Message as MessagePayload } from 'wechaty-puppet/payloads';
import type { Location } from '../../core/message.ts';
import { roomChannelId } from './ids.ts';

/** People and rooms of the simulated WeChat. Ids without `@chatroom`; a name is the id where none is given. */
export interface Directory {
  contacts?: { id: string; name?: string; alias?: string; friend?: boolean }[];
  rooms?: { id: string; name?: string; members: string[] }[];
}

/** A message as the server keeps it; `file` is an absolute path. */
export interface Kept {
  payload: MessagePayload;
  file?: string;
  location?: Location;
}

/** Who takes messages on the other side: the puppet of a bot that is logged in. */
export type Receiver = (messageId: string) => void;

interface Waiting {
  id: string;
  settle: () => void;
  /** Whom it was delivered to. */
  at?: Receiver;
}

/**
 * The server side of the simulated WeChat. It outlives every bot: who and what there is, messages that were said, and
 * those that no bot has dealt with yet, in the order in which they were said.
 */
export interface World {
  contacts: Map<string, { id: string; name: string; alias?: string; friend: boolean }>;
  /** Friend requests to the account: their ids, and who asks. */
  requests: Map<string, string>;
  /** By channel id (`G2@chatroom`). */
  rooms: Map<string, { id: string; topic: string; members: Set<string> }>;
  messages: Map<string, Kept>;
  know(directory: Directory): void;
  /** Delivers the message, or keeps it for later. Resolves when a bot has dealt with it, at once when none is there. */
  post(id: string): Promise<void>;
  /** A bot is there: what waits is delivered to it. */
  connect(receiver: Receiver): void;
  /** That bot is logged out; or, with `gone`, no more: then what it had not dealt with waits for the next one. */
  disconnect(receiver: Receiver, gone: boolean): void;
  /** The bot has dealt with the message. */
  handled(id: string): void;
  /** Resolves when nothing is on its way to the bot. */
  settled(): Promise<void>;
}

export function createWorld(): World {
  const waiting: Waiting[] = [];
  let under: Waiting[] = [];
  let idle: (() => void)[] = [];
  let receiver: Receiver | undefined;

  const world: World = {
    contacts: new Map(),
    requests: new Map(),
    rooms: new Map(),
    messages: new Map(),

    know({ contacts = [], rooms = [] }) {
      for (const { id, name, alias, friend } of contacts) {
        const before = world.contacts.get(id);
        if (name || friend !== undefined || !before)
          world.contacts.set(id, {
            id,
            name: name ?? before?.name ?? id,
            alias: alias ?? before?.alias,
            friend: friend ?? before?.friend ?? true,
          });
      }
      for (const { id, name, members } of rooms) {
        world.know({ contacts: members.map((member) => ({ id: member })) });
        const channel = roomChannelId(id);
        const before = world.rooms.get(channel);
        const all = before?.members ?? new Set<string>();
        for (const member of members) all.add(member);
        world.rooms.set(channel, { id: channel, topic: name ?? before?.topic ?? id, members: all });
      }
    },

    async post(id) {
      const to = receiver;
      if (!to) {
        waiting.push({ id, settle: () => {} });
        return;
      }
      await new Promise<void>((settle) => {
        under.push({ id, settle, at: to });
        to(id);
      });
    },

    connect(next) {
      receiver = next;
      for (const one of waiting.splice(0)) {
        under.push({ ...one, at: next });
        next(one.id);
      }
    },

    disconnect(from, gone) {
      if (receiver === from) receiver = undefined;
      if (!gone) return;
      const back = under.filter((one) => one.at === from);
      under = under.filter((one) => one.at !== from);
      for (const one of back) one.settle();
      waiting.unshift(...back.map(({ id }) => ({ id, settle: () => {} })));
      if (under.length === 0) wake();
    },

    handled(id) {
      const at = under.findIndex((one) => one.id === id);
      if (at >= 0) under.splice(at, 1)[0]?.settle();
      if (under.length === 0) wake();
    },

    settled: () => (under.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
  };

  function wake(): void {
    const now = idle;
    idle = [];
    for (const resolve of now) resolve();
  }
  return world;
}
