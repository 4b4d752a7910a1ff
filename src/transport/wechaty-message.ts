import { join } from 'node:path';
import type { FileBoxInterface } from 'file-box';
import type { Logger } from 'pino';
import type { Inbound } from '../core/message.ts';
import { within } from '../core/within.ts';
import type { Delivered } from './inbound.ts';
import { saveIncoming } from './incoming.ts';
import { plainReason } from './quirks.ts';

/** The part of Wechaty's message that is used. */
export interface WechatyMessage {
  id: string;
  text(): string;
  date(): Date;
  talker(): { id: string };
  room(): { id: string } | undefined;
  mentionSelf(): Promise<boolean>;
  toFileBox(): Promise<FileBoxInterface>;
}

/** The part of a puppet that is asked for what Wechaty itself gets wrong or does not offer. */
export interface AskedPuppet {
  messageLocation(
    id: string,
  ): Promise<{ latitude: number; longitude: number; name?: string; address?: string }>;
  messageRawPayload(id: string): Promise<unknown>;
  contactPayload(id: string): Promise<{ name: string; alias?: string }>;
  roomMemberPayload(roomId: string, contactId: string): Promise<{ roomAlias?: string }>;
}

export interface ReadOptions {
  /** The bot's own contact id. */
  self?: string;
  /** Contact ids change at each login: a contact is known by its remark. */
  idsChange?: boolean;
  /** One more name people use after an @. */
  name?: string;
  dataDir: string;
  maxFileBytes: number;
  log: Logger;
}

const ASK_MS = 5_000;
const FILE_MS = 60_000;

/** What there is to know of a message without asking, and the ways to ask. Throws when it has no sender. */
export function delivered(
  message: WechatyMessage,
  kind: Inbound['kind'],
  puppet: AskedPuppet,
  options: ReadOptions,
): Delivered {
  const { id } = message;
  const room = message.room()?.id;
  return {
    id,
    kind,
    from: message.talker().id,
    room,
    text: message.text(),
    sentAt: message.date().getTime(),
    mentionSelf: () => within(ASK_MS, message.mentionSelf()),
    async remark() {
      if (!options.idsChange) return undefined;
      return (await within(ASK_MS, puppet.contactPayload(message.talker().id))).alias;
    },
    raw: () => within(ASK_MS, puppet.messageRawPayload(id)),
    names: () => within(ASK_MS, names(puppet, room, options)),
    async location() {
      // message.toLocation() throws in wechaty 1.20.2 whatever the puppet
      const { latitude, longitude, name, address } = await within(ASK_MS, puppet.messageLocation(id));
      return { latitude, longitude, name: name || address || '' };
    },
    async save() {
      try {
        const box = await within(FILE_MS, message.toFileBox());
        return await within(
          FILE_MS,
          saveIncoming(box, join(options.dataDir, 'incoming'), id, options.maxFileBytes),
        );
      } catch (error) {
        options.log.warn({ messageId: id, reason: plainReason(error) }, 'the file of a message was left out');
        return undefined;
      }
    },
  };
}

async function names(puppet: AskedPuppet, room: string | undefined, options: ReadOptions): Promise<string[]> {
  const { self, name } = options;
  const own = self
    ? await puppet.contactPayload(self).then(
        (contact) => contact.name,
        () => '',
      )
    : '';
  const alias =
    self && room
      ? await puppet.roomMemberPayload(room, self).then(
          (member) => member.roomAlias,
          () => '',
        )
      : '';
  return [...new Set([alias, own, name])].filter((one): one is string => !!one);
}
