import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A name that is safe in a folder and still the one that people know it by. */
export function uploadName(name: string): string {
  const plain = basename(name.replaceAll('\\', '/'))
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '_');
  return plain.length > 80 ? `${plain.slice(0, 60)}${plain.slice(-20)}` : plain || '文件';
}

/** PNG, JPEG, GIF or WebP by its first bytes. */
export function isPicture(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP)/s.test(start);
}

/** Keeps an upload in a folder of its own, under its own name. Ends with the path. */
export async function keepUpload(dir: string, bytes: Uint8Array, name: string): Promise<string> {
  const path = join(dir, uploadName(name));
  await mkdir(dir, { recursive: true });
  await writeFile(path, bytes);
  return path;
}
