import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileBoxInterface } from 'file-box';
import type { Attachment } from '../core/message.ts';

/** Thrown by `saveIncoming` for a file over the limit. */
export class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/** A file name that a message id gives: the same id the same name, two ids never one name. */
export function safeName(id: string): string {
  const plain = id.replace(/[^\w-]/g, '_').slice(0, 80);
  return plain === id ? plain : `${plain}-${createHash('sha256').update(id).digest('hex').slice(0, 12)}`;
}

/**
 * Saves what came with a message as `dir/<safe id><extension>`. Counts while it writes, since few puppets know a size
 * beforehand; a file that is too large or breaks off leaves nothing behind.
 */
export async function saveIncoming(
  box: FileBoxInterface,
  dir: string,
  id: string,
  maxBytes: number,
): Promise<Attachment> {
  await mkdir(dir, { recursive: true });
  const extension = /^\.\w{1,8}$/.exec(extname(box.name))?.[0] ?? '';
  const path = join(dir, safeName(id) + extension.toLowerCase());
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new TooLargeError(`more than ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(await box.toStream(), limit, createWriteStream(`${path}.part`));
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    throw error;
  }
  return { name: box.name, path };
}
