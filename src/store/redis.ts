import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { Redis, type RedisOptions } from 'ioredis';
import { StoreDownError } from '../errors.ts';

/** A command to the store that has no answer after this many ms has failed, where nothing else was asked for. */
const TIMEOUT = 2000;
const script = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

export interface Connections {
  /** For commits: what is given in one turn of the event loop leaves together. */
  write: Redis & Scripts;
  /** For reads: commands of the same tick share a round trip (research: +46 %). */
  read: Redis;
  close(): void;
}

export interface Scripts {
  bfCommit(keys: number, ...args: (string | number)[]): Promise<[string, string?]>;
  /** `fence`: the epoch that must stand, '' for any. */
  bfJournal(
    done: string,
    inflight: string,
    journal: string,
    epoch: string,
    id: string,
    payload: string,
    fence: string,
  ): Promise<string | null>;
  /** A sorted set with a hash's fields: three joined strings, or none. */
  bfDue(set: string, hash: string, max: number, limit: number): Promise<string[]>;
  bfLease(lease: string, epoch: string, ...args: (string | number)[]): Promise<[string, (string | number)?]>;
}

/** Opens both connections; resolves when Redis answers. Later losses are mended by ioredis with growing pauses. */
export async function connect(
  url: string,
  onError: (error: Error) => void,
  timeout = TIMEOUT,
): Promise<Connections> {
  const options: RedisOptions = {
    lazyConnect: true,
    commandTimeout: timeout,
    connectTimeout: timeout,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 6), 3000),
  };
  const write = new Redis(url, options) as Redis & Scripts;
  const read = new Redis(url, options);
  write.defineCommand('bfCommit', { lua: script('./commit.lua') });
  write.defineCommand('bfJournal', { lua: script('./journal.lua'), numberOfKeys: 4 });
  write.defineCommand('bfDue', { lua: script('./due.lua'), numberOfKeys: 2 });
  write.defineCommand('bfLease', { lua: script('./lease.lua'), numberOfKeys: 2 });
  together(write);
  together(read);
  for (const redis of [write, read]) redis.on('error', onError);
  try {
    await Promise.all([write.connect(), read.connect()]);
  } catch (cause) {
    write.disconnect();
    read.disconnect();
    throw new StoreDownError('Redis does not answer', { cause });
  }
  return {
    write,
    read,
    close() {
      write.disconnect();
      read.disconnect();
    },
  };
}

/**
 * Commands that are given in one turn of the event loop leave in one write to the socket, so that Redis reads them
 * together and, with `appendfsync always`, syncs once for all of them. Each stays a command of its own.
 */
function together(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let held: Writable | undefined;
  redis.sendCommand = (command, stream) => {
    const socket = redis.stream as Writable | undefined;
    if (socket && held !== socket) {
      held?.uncork();
      held = socket;
      socket.cork();
      setImmediate(() => {
        socket.uncork();
        if (held === socket) held = undefined;
      });
    }
    return send(command, stream);
  };
}

/** Replies by which Redis itself refuses to write: to the sender that is the same as no Redis. */
const REFUSED = /^(OOM|READONLY|MISCONF|LOADING|NOREPLICAS|CLUSTERDOWN|BUSY|NOAUTH|MASTERDOWN)\b/;

/** Passes a command's answer on; turns a lost connection, a time-out or a refusing Redis into `StoreDownError`. */
export async function answered<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isReply = error instanceof Error && error.name === 'ReplyError';
    // ioredis hangs the whole command on it, with all that it would have written: nothing that may come into a log.
    if (error instanceof Error && 'command' in error) delete error.command;
    if (!isReply || REFUSED.test(message))
      throw new StoreDownError('the store did not answer', { cause: error });
    throw error;
  }
}
