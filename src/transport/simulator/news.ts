import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ChatLog } from './chatlog.ts';

const PING_MS = 20_000;

/** Server-sent events of what happens, until the reader goes or `closing` is aborted. Leaves no timer behind. */
export function streamNews(c: Context, chats: ChatLog, closing: AbortSignal): Response {
  return streamSSE(c, async (stream) => {
    let writing: Promise<void> = stream.writeSSE({ event: 'ready', data: '{}', retry: 1000 });
    const write = (event: string, data: unknown) => {
      writing = writing.then(() => stream.writeSSE({ event, data: JSON.stringify(data) })).catch(() => {});
    };
    const stop = chats.listen(({ name, data }) => write(name, data));
    const ping = setInterval(() => write('ping', {}), PING_MS);
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve);
      closing.addEventListener('abort', () => resolve(), { once: true });
      if (closing.aborted) resolve();
    });
    clearInterval(ping);
    stop();
  });
}
