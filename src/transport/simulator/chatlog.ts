import { basename } from 'node:path';
import type { Location } from '../../core/message.ts';
import { BOT_ID } from './ids.ts';
import type { Simulator } from './simulator.ts';

/** A message as the page shows it. */
export interface Entry {
  /** Counts up over all chats. */
  n: number;
  /** A room, or the person whose private chat with the bot it is. */
  chat: string;
  from: string;
  at: number;
  /** The channel's id; the bot's own messages have none. */
  id?: string;
  text?: string;
  mention?: boolean;
  /** Address of the picture. */
  image?: string;
  file?: { name: string; url: string };
  location?: Location;
  recalled?: boolean;
}

export interface News {
  name: 'said' | 'sent' | 'recalled' | 'clock';
  data: unknown;
}

/** What was said and sent, kept in memory for the page. */
export interface ChatLog {
  entries(): Entry[];
  find(id: string): Entry | undefined;
  /** The file on this machine behind an entry's picture or file. */
  media(n: number): string | undefined;
  tell(news: News): void;
  listen(listener: (news: News) => void): () => void;
  close(): void;
}

/** Follows a simulator; keeps the last `keep` messages of each chat. */
export function createChatLog(simulator: Simulator, keep = 300): ChatLog {
  const chats = new Map<string, Entry[]>();
  const paths = new Map<number, string>();
  const listeners = new Set<(news: News) => void>();
  let last = 0;

  function tell(news: News): void {
    for (const listener of listeners) listener(news);
  }

  function add(entry: Omit<Entry, 'n'>, content: { image?: string; file?: string }): Entry {
    last += 1;
    const n = last;
    const path = content.image ?? content.file;
    if (path !== undefined) paths.set(n, path);
    const url = `/media/${n}`;
    const made: Entry = {
      n,
      ...entry,
      ...(content.image !== undefined && { image: url }),
      ...(content.file !== undefined && { file: { name: basename(content.file), url } }),
    };
    const chat = chats.get(entry.chat) ?? [];
    chats.set(entry.chat, chat);
    chat.push(made);
    if (chat.length > keep) paths.delete(chat.shift()?.n ?? 0);
    return made;
  }

  const stops = [
    simulator.onHeard(({ id, from, room, at, text, mention, location, image, file }) => {
      const entry = add({ chat: room ?? from, from, at, id, text, mention, location }, { image, file });
      tell({ name: 'said', data: entry });
    }),
    simulator.onSent(({ at, to, text, image, file }) => {
      tell({ name: 'sent', data: add({ chat: to, from: BOT_ID, at, text }, { image, file }) });
    }),
    simulator.onRecalled((id) => {
      const entry = find(id);
      if (!entry) return;
      entry.recalled = true;
      tell({ name: 'recalled', data: { id, n: entry.n, chat: entry.chat } });
    }),
  ];

  function find(id: string): Entry | undefined {
    for (const chat of chats.values()) {
      const found = chat.find((entry) => entry.id === id);
      if (found) return found;
    }
    return undefined;
  }

  return {
    entries: () => [...chats.values()].flat().sort((a, b) => a.n - b.n),
    find,
    media: (n) => paths.get(n),
    tell,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}
