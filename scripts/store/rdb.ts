import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import net from 'node:net';
import { finished } from 'node:stream/promises';
import tls from 'node:tls';

/** No byte for so long: the other side is gone, ms. A large store needs a while before its first one. */
const SILENCE = 300_000;
const MARK = 40;

/** Where a Redis is and who asks. */
interface Address {
  connect(): net.Socket;
  auth?: string[];
}

/**
 * Asks a running Redis for a copy of itself as replicas do (SYNC) and writes it to `file`. The copy is of one instant
 * between two commands; Redis goes on serving meanwhile. Works through a unix socket, TCP and TLS. Rejects with a sentence
 * where this Redis does not allow it.
 */
export async function fetchRdb(url: string, file: string): Promise<void> {
  const { connect, auth } = addressOf(url);
  const socket = connect();
  socket.setTimeout(SILENCE, () => socket.destroy(new Error('Redis fell silent in the middle of the copy')));
  const out = createWriteStream(file, { mode: 0o600 });
  const broke: { line?: Error; file?: Error } = {};
  socket.on('error', (error) => {
    broke.line = error;
  });
  out.on('error', (error) => {
    broke.file = error;
    socket.destroy();
  });
  try {
    const reader = createReader(socket);
    // Sent before the connection stands, it waits in the socket.
    if (auth) await ask(socket, reader, ['AUTH', ...auth]);
    await tell(socket, reader, ['REPLCONF', 'capa', 'eof']);
    socket.write('SYNC\r\n');
    const head = await reader.line();
    if (head.startsWith('-')) throw new Error(`this Redis gives no copy of itself (SYNC): ${head.slice(1)}`);
    const write = async (bytes: Buffer) => {
      if (!out.write(bytes)) await once(out, 'drain');
    };
    if (head.startsWith('$EOF:')) await untilMark(reader, Buffer.from(head.slice(5)), write);
    else if (/^\$\d+$/.test(head)) await exactly(reader, Number(head.slice(1)), write);
    else throw new Error('this Redis answers SYNC with something else than a copy');
    out.end();
    await finished(out);
  } catch (error) {
    if (broke.file) throw new Error(`the copy cannot be written: ${broke.file.message}`);
    if (broke.line) throw new Error(`Redis does not answer (${broke.line.message})`);
    throw error;
  } finally {
    socket.destroy();
    out.destroy();
  }
}

function addressOf(url: string): Address {
  if (url.startsWith('/')) return { connect: () => net.connect(url.replace(/\?.*$/, '')) };
  const { protocol, hostname, port, username, password } = new URL(url);
  const where = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  const words = [username, password].filter((w) => w !== '').map((w) => decodeURIComponent(w));
  return {
    connect: () =>
      protocol === 'rediss:' ? tls.connect({ ...where, servername: where.host }) : net.connect(where),
    auth: password ? words : undefined,
  };
}

interface Reader {
  /** The next line that is not empty (Redis sends empty ones while it prepares the copy). */
  line(): Promise<string>;
  /** Some more bytes. */
  some(): Promise<Buffer>;
}

function createReader(socket: net.Socket): Reader {
  const chunks = socket[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function some(): Promise<Buffer> {
    if (rest.length > 0) {
      const all = rest;
      rest = Buffer.alloc(0);
      return all;
    }
    const { value, done } = await chunks.next();
    if (done) throw new Error('Redis closed the connection in the middle of the copy');
    return value as Buffer;
  }
  return {
    some,
    async line() {
      let line: Buffer = Buffer.alloc(0);
      for (;;) {
        line = Buffer.concat([line, await some()]);
        const at = line.indexOf('\n');
        if (at < 0) continue;
        rest = line.subarray(at + 1);
        const text = line.subarray(0, at).toString().trim();
        if (text !== '') return text;
        line = Buffer.alloc(0);
      }
    },
  };
}

/** Its answer, which may be a refusal. */
async function tell(socket: net.Socket, reader: Reader, words: string[]): Promise<string> {
  const parts = words.map((w) => `$${Buffer.byteLength(w)}\r\n${w}\r\n`);
  socket.write(`*${words.length}\r\n${parts.join('')}`);
  return reader.line();
}

async function ask(socket: net.Socket, reader: Reader, words: string[]): Promise<void> {
  const answer = await tell(socket, reader, words);
  if (answer.startsWith('-')) throw new Error(`Redis refuses ${words[0]}: ${answer.slice(1)}`);
}

async function exactly(reader: Reader, bytes: number, write: (b: Buffer) => Promise<void>): Promise<void> {
  for (let left = bytes; left > 0; ) {
    const chunk = await reader.some();
    await write(chunk.subarray(0, left));
    left -= chunk.length;
  }
}

/** The copy ends with the mark that was announced. */
async function untilMark(reader: Reader, mark: Buffer, write: (b: Buffer) => Promise<void>): Promise<void> {
  if (mark.length !== MARK) throw new Error('this Redis announces its copy in an unknown way');
  let tail: Buffer = Buffer.alloc(0);
  for (;;) {
    tail = Buffer.concat([tail, await reader.some()]);
    if (tail.length >= MARK && tail.subarray(-MARK).equals(mark)) return write(tail.subarray(0, -MARK));
    if (tail.length <= MARK) continue;
    await write(tail.subarray(0, -MARK));
    tail = Buffer.from(tail.subarray(-MARK));
  }
}
