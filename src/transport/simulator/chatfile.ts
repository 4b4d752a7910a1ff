import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Entry } from './entry.ts';

/** An entry with the file on this machine behind its picture or file. */
export interface KeptEntry {
  entry: Entry;
  path?: string;
}

/** One line of the file. */
type Line =
  | { what: 'begun'; at: number }
  | ({ what: 'entry' } & KeptEntry)
  | { what: 'taken'; id: string }
  | { what: 'recalled'; id: string; at: number };

/** What the file held when it was opened. */
export interface KeptChats {
  /** When the first process of these chats began, ms. */
  begun: number;
  entries: KeptEntry[];
  /** Messages that the bot had not taken in when its process ended. */
  untaken: string[];
}

/** The simulated WeChat's memory of its chats: what was said stays when the process ends, also by a kill. */
export interface ChatFile {
  readonly kept: KeptChats;
  entry(entry: Entry, path?: string): void;
  taken(id: string): void;
  recalled(id: string, at: number): void;
}

/** Opens the file, which need not exist; the last `keep` messages of each chat stay in it. A torn last line is dropped. */
export function openChatFile(file: string, keep: number, now: number): ChatFile {
  mkdirSync(dirname(file), { recursive: true });
  const kept = existsSync(file) ? read(file, keep, now) : { begun: now, entries: [], untaken: [] };
  const untaken = new Set(kept.untaken);
  const lines = kept.entries.flatMap(({ entry, path }): Line[] => [
    { what: 'entry', entry, path },
    ...(entry.id !== undefined && !untaken.has(entry.id) ? [{ what: 'taken' as const, id: entry.id }] : []),
  ]);
  writeFileSync(`${file}.part`, [{ what: 'begun' as const, at: kept.begun }, ...lines].map(text).join(''));
  renameSync(`${file}.part`, file);
  const add = (line: Line) => appendFileSync(file, text(line));
  return {
    kept,
    entry: (entry, path) => add({ what: 'entry', entry, path }),
    taken: (id) => add({ what: 'taken', id }),
    recalled: (id, at) => add({ what: 'recalled', id, at }),
  };
}

const text = (line: Line): string => `${JSON.stringify(line)}\n`;

function read(file: string, keep: number, now: number): KeptChats {
  let begun = now;
  const chats = new Map<string, KeptEntry[]>();
  const byId = new Map<string, Entry>();
  const untaken = new Set<string>();
  for (const line of linesOf(file)) {
    if (line.what === 'begun') begun = line.at;
    else if (line.what === 'entry') {
      const chat = chats.get(line.entry.chat) ?? [];
      chats.set(line.entry.chat, chat);
      chat.push({ entry: line.entry, path: line.path });
      if (line.entry.id === undefined) continue;
      byId.set(line.entry.id, line.entry);
      untaken.add(line.entry.id);
    } else if (line.what === 'taken') {
      untaken.delete(line.id);
    } else {
      Object.assign(byId.get(line.id) ?? {}, { recalled: true, recalledAt: line.at });
    }
  }
  const entries = [...chats.values()].flatMap((chat) => chat.slice(-keep));
  return { begun, entries: entries.sort((a, b) => a.entry.n - b.entry.n), untaken: [...untaken] };
}

function linesOf(file: string): Line[] {
  const lines: Line[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      lines.push(JSON.parse(line) as Line);
    } catch {
      break; // the process was killed while it wrote this one
    }
  }
  return lines;
}
