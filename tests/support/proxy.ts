import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A line to Redis that a test can make bad. */
export interface BadLine {
  readonly url: string;
  /** Every answer comes so much later from now on, ms. */
  delay(ms: number): void;
  /** The `n`th answer from now (a piece of bytes as it comes from Redis) breaks off in its middle, and the line with it. */
  cutReply(n: number): void;
  /** Whether the cut has been made. */
  wasCut(): boolean;
  close(): Promise<void>;
}

/** Listens on a free loopback port and hands everything on to a Redis on a unix socket. */
export async function proxyTo(path: string): Promise<BadLine> {
  const open = new Set<Socket>();
  let late = 0;
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const redis = connect(path);
    for (const socket of [client, redis]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        redis.destroy();
      });
    }
    client.pipe(redis);
    let before = Promise.resolve();
    redis.on('data', (bytes) => {
      const cut = --left === 0;
      const due = late > 0 ? pause(late) : undefined;
      before = before.then(async () => {
        await due;
        if (!cut) return void client.write(bytes);
        client.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => client.destroy());
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    delay: (ms) => {
      late = ms;
    },
    cutReply: (n) => {
      left = n;
    },
    wasCut: () => left <= 0,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
