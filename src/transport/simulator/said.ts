import '../quiet.ts';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { types } from 'wechaty-puppet';
import type { Location } from '../../core/message.ts';
import { BOT_ID, roomChannelId } from './ids.ts';
import { pixelPng } from './pixel.ts';
import { type Quote, withQuote } from './quoting.ts';
import type { Kept } from './world.ts';

/** One thing a person says: exactly one of text, image, file and location. Ids as people write them (`U18`, `G2`). */
export interface Said {
  from: string;
  /** Absent in a private chat with the bot. */
  room?: string;
  text?: string;
  /** The message that it quotes. */
  quote?: Quote;
  /** A path; a picture that does not exist is made up. */
  image?: string;
  /** A path. */
  file?: string;
  location?: Location;
  /** The bot is @-ed. */
  mention?: boolean;
  /** The channel's message id; one that was used before is a duplicate delivery of that message. */
  id?: string;
  /** When it was said, in ms; now by default. */
  at?: number;
}

/** Makes the message that the server keeps of what was said. Throws a sentence for what cannot be said. */
export async function keptOf(
  said: Said,
  given: { id: string; at: number; botName: string; imagePath(name: string): string },
): Promise<Kept> {
  const contents = [said.text, said.image, said.file, said.location].filter((one) => one !== undefined);
  if (contents.length !== 1) throw new Error('say exactly one of text, image, file and location');
  const base = { id: given.id, talkerId: said.from, timestamp: given.at };
  const where = said.room === undefined ? { listenerId: BOT_ID } : { roomId: roomChannelId(said.room) };
  if (said.location)
    return { payload: { ...base, ...where, type: types.Message.Location }, location: said.location };
  if (said.image !== undefined) {
    const file = await existing(said.image).catch(() => madeUp(said.image ?? '', given.imagePath));
    return { payload: { ...base, ...where, type: types.Message.Image, filename: basename(file) }, file };
  }
  if (said.file !== undefined) {
    const file = await existing(said.file);
    return { payload: { ...base, ...where, type: types.Message.Attachment, filename: basename(file) }, file };
  }
  const text = withQuote(said.text ?? '', said.quote);
  if (said.room === undefined || !said.mention) {
    return { payload: { ...base, ...where, type: types.Message.Text, text } };
  }
  const at = `@${given.botName}`;
  const own = (said.text ?? '').includes(at) ? (said.text ?? '') : `${at}\u2005${said.text ?? ''}`;
  const full = withQuote(own, said.quote);
  return { payload: { ...base, ...where, type: types.Message.Text, text: full, mentionIdList: [BOT_ID] } };
}

async function existing(path: string): Promise<string> {
  const full = resolve(path);
  await access(full).catch((cause) => {
    throw new Error(`no such file: ${path}`, { cause });
  });
  return full;
}

async function madeUp(path: string, imagePath: (name: string) => string): Promise<string> {
  const full = imagePath(basename(path));
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, pixelPng(path));
  return full;
}
