import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { UserError } from '../errors.ts';

export interface ZipEntry {
  name: string;
  /** As the directory at the end of the file declares it, bytes. */
  size: number;
  packed: number;
  /** Where its own head begins in the file. */
  at: number;
  /** 8: deflated; 0: as it is. */
  method: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** The end record is 22 bytes, and a comment of at most 65,535 behind it. */
const TAIL = 22 + 65_535;
const MAX_DIRECTORY = 4 * 1024 * 1024;

/**
 * What a zip file holds, by its own directory; nothing is unpacked.
 * @throws UserError where it is no zip: an old .xls, a file with a password, half a file, something else
 */
export async function listZip(path: string): Promise<ZipEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const begin = (await bytes(file, 0, Math.min(8, size))).toString('hex');
    if (begin.startsWith('d0cf11e0'))
      throw new UserError('这是旧式的 .xls,或者加了密码。请去掉密码,另存为 .xlsx 再发。');
    if (!begin.startsWith('504b')) throw new UserError('这不是 Excel 表。请发 .xlsx 文件。');
    const tail = await bytes(file, Math.max(0, size - TAIL), Math.min(TAIL, size));
    const at = lastIndexOf(tail, END);
    if (at < 0) throw new UserError('文件不完整,可能没有传完。请再发一遍。');
    const length = tail.readUInt32LE(at + 12);
    const start = tail.readUInt32LE(at + 16);
    if (length > MAX_DIRECTORY || start + length > size)
      throw new UserError('文件坏了,打不开。请用 Excel 或 WPS 打开,另存一份再发。');
    return entriesIn(await bytes(file, start, length));
  } finally {
    await file.close();
  }
}

function entriesIn(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    const rest = directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({
      name,
      size: directory.readUInt32LE(at + 24),
      packed: directory.readUInt32LE(at + 20),
      at: directory.readUInt32LE(at + 42),
      method: directory.readUInt16LE(at + 10),
    });
    at += 46 + nameLength + rest;
  }
  return entries;
}

function lastIndexOf(buffer: Buffer, signature: number): number {
  for (let at = buffer.length - 22; at >= 0; at--) if (buffer.readUInt32LE(at) === signature) return at;
  return -1;
}

async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The unpacked content of one entry, as it is read from the disk. */
export async function openEntry(path: string, entry: ZipEntry): Promise<Readable> {
  const file = await open(path, 'r');
  const head = await bytes(file, entry.at, 30).finally(() => file.close());
  if (head.length < 30 || entry.packed === 0) return Readable.from([]);
  const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 });
  if (entry.method === 0) return packed;
  const unpacked = createInflateRaw();
  packed.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => packed.destroy());
  return packed.pipe(unpacked);
}
