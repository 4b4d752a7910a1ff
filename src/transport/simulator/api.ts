import { readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { DAY, iso } from '../../core/clock.ts';
import { plainReason } from '../quirks.ts';
import type { ChatLog } from './chatlog.ts';
import type { PageDirectory, PageHints } from './directory.ts';
import { BOT_ID } from './ids.ts';
import type { Ledger } from './ledgerRow.ts';
import { streamNews } from './news.ts';
import { clockBody, recallBody, sayBody, sentence, uploadFields } from './requests.ts';
import type { Said } from './said.ts';
import { scriptOf } from './script.ts';
import type { Simulator } from './simulator.ts';
import { isPicture, keepUpload } from './uploads.ts';

export interface ApiOptions {
  simulator: Simulator;
  chats: ChatLog;
  clock: Clock;
  directory(): PageDirectory;
  hints: PageHints;
  moveClock(toMs: number): Promise<void>;
  ledger?: Ledger;
  log?: Logger;
  /** Aborted when the server closes. */
  closing: AbortSignal;
}

const IMAGE_TYPES: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
};

/** Something wrong with a request, said to who made it. */
class BadRequest extends Error {}

/** The HTTP interface of the simulated channel. */
export function createApi(options: ApiOptions): Hono {
  const { simulator, chats, clock } = options;
  let uploads = 0;
  let moving: Promise<void> = Promise.resolve();
  const app = new Hono();
  const limit = (maxSize: number, what: string) =>
    bodyLimit({ maxSize, onError: (c) => c.json({ error: `太大了，${what}` }, 413) });

  app.onError((error, c) => {
    if (error instanceof BadRequest) return c.json({ error: error.message }, 400);
    options.log?.error({ path: c.req.path, reason: plainReason(error) }, 'the simulator page failed');
    return c.json({ error: '模拟器出错了，请看日志' }, 500);
  });

  app.post('/api/say', limit(25 * 1024 * 1024, '最多 25 MB'), async (c) => {
    const said = c.req.header('content-type')?.startsWith('multipart/form-data')
      ? await uploaded(c)
      : quoting(checked(sayBody, await json(c)));
    const id = await simulator.say(said);
    chats.taken(id);
    return c.json({ id });
  });

  app.post('/api/recall', limit(64 * 1024, '最多 64 KB'), async (c) => {
    const { id, from } = checked(recallBody, await json(c));
    const entry = chats.find(id);
    if (!entry) throw new BadRequest('没有这条消息');
    if (entry.from !== from) throw new BadRequest('只能撤回自己说的话');
    if (entry.recalled) throw new BadRequest('这条消息已经撤回了');
    await simulator.recall(id);
    return c.json({ id });
  });

  app.post('/api/clock', limit(64 * 1024, '最多 64 KB'), async (c) => {
    const body = checked(clockBody, await json(c));
    const before = moving;
    const move = (async () => {
      await before;
      const to = body.to === undefined ? clock.now() + (body.by ?? 0) * 1000 : Date.parse(body.to);
      if (to < clock.now()) throw new BadRequest(`时钟只能往前走，现在是 ${iso(clock.now())}`);
      if (to - clock.now() > 366 * 86_400_000) throw new BadRequest('一次最多走一年');
      await options.moveClock(to);
    })();
    moving = move.catch(() => {});
    await move;
    chats.tell({ name: 'clock', data: { now: clock.now() } });
    return c.json({ now: clock.now(), at: iso(clock.now()) });
  });

  app.get('/api/state', (c) => {
    const { botName } = simulator;
    const messages = chats.entries();
    return c.json({
      now: clock.now(),
      botName,
      directory: options.directory(),
      hints: options.hints,
      messages,
    });
  });

  app.get('/api/ledger', async (c) => c.json({ rows: (await options.ledger?.()) ?? [] }));

  app.get('/api/script', (c) => {
    const shift = options.hints.asOf === undefined ? 0 : wholeWeeks(options.hints.asOf - chats.begun);
    return c.body(scriptOf(chats.entries(), shift), 200, {
      'content-type': 'application/jsonl; charset=utf-8',
      'content-disposition': 'attachment; filename="conversation.jsonl"',
    });
  });

  app.get('/api/events', (c) => streamNews(c, chats, options.closing));

  app.get('/media/:n{[0-9]+}', async (c) => {
    const path = chats.media(Number(c.req.param('n')));
    const bytes = path === undefined ? undefined : await readFile(path).catch(() => undefined);
    if (path === undefined || !bytes) return c.json({ error: '没有这个文件' }, 404);
    const type = IMAGE_TYPES[extname(path).toLowerCase()];
    const how = type ? 'inline' : 'attachment';
    return c.body(bytes, 200, {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': `${how}; filename*=UTF-8''${encodeURIComponent(basename(path))}`,
    });
  });

  function quoting({ quote: n, ...said }: z.output<typeof sayBody>): Said {
    if (n === undefined) return said;
    const entry = chats.entry(n);
    if (!entry || entry.chat !== (said.room ?? said.from)) throw new BadRequest('没有要引用的那条消息');
    const { people } = options.directory();
    const name = entry.from === BOT_ID ? simulator.botName : people.find(({ id }) => id === entry.from)?.name;
    const text = entry.text ?? (entry.image ? '[图片]' : (entry.file?.name ?? entry.location?.name ?? ''));
    return { ...said, quote: { n, name: name ?? entry.from, text } };
  }

  async function uploaded(c: Context) {
    const form: Record<string, unknown> = await c.req.parseBody().catch(() => {
      throw new BadRequest('表单读不懂');
    });
    const { from, room } = checked(uploadFields, { from: form.from, room: form.room || undefined });
    const kind = form.image instanceof File ? 'image' : 'file';
    const file = form[kind];
    if (!(file instanceof File)) throw new BadRequest('要带一个 image 或 file');
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.length === 0) throw new BadRequest('文件是空的');
    if (kind === 'image' && !isPicture(bytes)) throw new BadRequest('不是图片：只收 PNG、JPEG、GIF、WebP');
    uploads += 1;
    const dir = join(simulator.dataDir, 'uploads', `${clock.now().toString(36)}-${uploads}`);
    return { from, room, [kind]: await keepUpload(dir, bytes, file.name) };
  }
  return app;
}

/** Of a distance in ms the whole weeks, so that weekdays stay as they are. */
function wholeWeeks(ms: number): number {
  return Math.round(ms / (7 * DAY)) * 7 * DAY;
}

async function json(c: Context): Promise<unknown> {
  return c.req.json().catch(() => {
    throw new BadRequest('要一个 JSON 对象');
  });
}

function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw new BadRequest(sentence(result.error));
  return result.data;
}
