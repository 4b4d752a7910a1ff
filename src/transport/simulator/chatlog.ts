import { basename, join } from 'node:path';
import { type ChatFile, openChatFile } from './chatfile.ts';
import type { Entry } from './entry.ts';
import { BOT_ID } from './ids.ts';
import type { Simulator } from './simulator.ts';

export interface News {
  name: 'said' | 'sent' | 'recalled' | 'clock';
  data: unknown;
}

/** What was said and sent, for the page; it outlives the process. */
export interface ChatLog {
  /** When the first process of these chats began, ms. */
  readonly begun: number;
  entries(): Entry[];
  entry(n: number): Entry | undefined;
  find(id: string): Entry | undefined;
  /** The file on this machine behind an entry's picture or file. */
  media(n: number): string | undefined;
  /** The bot has taken this message in. */
  taken(id: string): void;
  /** What the bot had not taken in when the process ended is brought to it once more. */
  redeliver(): Promise<void>;
  tell(news: News): void;
  listen(listener: (news: News) => void): () => void;
  close(): void;
}

/** Follows a simulator; keeps the last `keep` messages of each chat in its folder. `now`: the simulator's clock, ms. */
export function createChatLog(simulator: Simulator, now: () => number, keep = 300): ChatLog {
  const chats = new Map<string, Entry[]>();
  const paths = new Map<number, string>();
  const listeners = new Set<(news: News) => void>();
  const file: ChatFile = openChatFile(join(simulator.dataDir, 'chats.jsonl'), keep, now());
  let last = 0;
  for (const { entry, path } of file.kept.entries) {
    place(entry, path);
    last = Math.max(last, entry.n);
  }

  function tell(news: News): void {
    for (const listener of listeners) listener(news);
  }

  function add(entry: Omit<Entry, 'n'>, content: { image?: string; file?: string }): Entry {
    last += 1;
    const n = last;
    const path = content.image ?? content.file;
    const url = `/media/${n}`;
    const made: Entry = {
      n,
      ...entry,
      ...(content.image !== undefined && { image: url }),
      ...(content.file !== undefined && { file: { name: basename(content.file), url } }),
    };
    place(made, path);
    file.entry(made, path);
    return made;
  }

  function place(entry: Entry, path: string | undefined): void {
    if (path !== undefined) paths.set(entry.n, path);
    const chat = chats.get(entry.chat) ?? [];
    chats.set(entry.chat, chat);
    chat.push(entry);
    if (chat.length > keep) paths.delete(chat.shift()?.n ?? 0);
  }

  const stops = [
    simulator.onHeard(({ id, from, room, at, text, quote, mention, location, image, file }) => {
      const entry = add(
        { chat: room ?? from, from, at, id, text, quote, mention, location },
        { image, file },
      );
      tell({ name: 'said', data: entry });
    }),
    simulator.onSent(({ at, to, text, image, file }) => {
      tell({ name: 'sent', data: add({ chat: to, from: BOT_ID, at, text }, { image, file }) });
    }),
    simulator.onRecalled((id) => {
      const entry = find(id);
      if (!entry) return;
      entry.recalled = true;
      entry.recalledAt = now();
      file.recalled(id, entry.recalledAt);
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
    begun: file.kept.begun,
    entries: () => [...chats.values()].flat().sort((a, b) => a.n - b.n),
    entry: (n) => [...chats.values()].flat().find((entry) => entry.n === n),
    find,
    taken: (id) => file.taken(id),
    async redeliver() {
      const waiting = new Set(file.kept.untaken);
      for (const { entry, path } of file.kept.entries) {
        if (entry.id === undefined) continue;
        const { chat, from, at, id, text, quote, mention, location } = entry;
        const content = { image: entry.image && path, file: entry.file && path };
        const room = chat === from ? undefined : chat;
        const isNew = waiting.has(id) && !entry.recalled;
        const said = { id, from, room, at, text, quote, mention, location, ...content };
        // A file may be gone from the folder: then there is nothing left to bring.
        await simulator.remember(said, isNew).catch(() => undefined);
        if (isNew) file.taken(id);
      }
    },
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
