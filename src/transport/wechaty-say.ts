import './quiet.ts';
import { existsSync } from 'node:fs';
import { FileBox } from 'file-box';
import type { Wechaty } from 'wechaty';
import { types } from 'wechaty-puppet';
import type { Content } from '../core/message.ts';
import { within } from '../core/within.ts';
import { SendError } from '../errors.ts';
import type { ChannelTarget, FriendRequest } from './transport.ts';

const FIND_MS = 10_000;

/** A send under way: whether anybody still waits for it, and whether the channel was asked already. */
export interface Still {
  wanted: boolean;
  asked: boolean;
}

/** Says one thing in one place. Rejects with a `SendError` for what is known beforehand, else with the puppet's own error. */
export async function say(
  bot: Wechaty | undefined,
  to: ChannelTarget,
  content: Content,
  still: Still,
  idsChange = false,
): Promise<void> {
  if (content.remark !== undefined) return idsChange ? remark(bot, to, content.remark) : undefined;
  const contact = to.kind === 'contact' ? await bot?.Contact.find({ id: to.id }) : undefined;
  const target = to.kind === 'room' ? await bot?.Room.find({ id: to.id }) : contact;
  if (!still.wanted) return;
  if (!target) {
    if (!bot?.isLoggedIn) throw new SendError('not logged in', { retryable: true, reason: 'loggedOut' });
    const reason = 'unknownTarget';
    throw new SendError(`the channel knows no ${to.kind} ${to.id}`, { retryable: false, reason });
  }
  // WeChat lets nobody write to a stranger, and puppets that try are noticed. What is cached may be older than the friendship.
  if (contact?.friend() === false) {
    await contact.sync();
    if (!still.wanted) return;
    if (contact.friend() === false)
      throw new SendError('not a friend', { retryable: false, reason: 'notFriend' });
  }
  const path = content.image ?? content.file;
  if (path !== undefined && !existsSync(path)) {
    throw new SendError('the file to send is gone', { retryable: false, reason: 'fileGone' });
  }
  still.asked = true;
  await target.say(path === undefined ? (content.text ?? '') : FileBox.fromFile(path));
}

/** Only the account itself sees it. Where ids last it is not needed. */
async function remark(bot: Wechaty | undefined, to: ChannelTarget, words: string): Promise<void> {
  await bot?.puppet.contactAlias(to.id, words);
  await bot?.puppet.contactPayloadDirty(to.id);
}

/** Who asks to be a friend; undefined for their yes to a request of ours, or a hint that one is needed. */
export async function friendRequest(bot: Wechaty, id: string): Promise<FriendRequest | undefined> {
  const payload = await within(FIND_MS, bot.puppet.friendshipPayload(id));
  return payload.type === types.Friendship.Receive ? { id, contact: payload.contactId } : undefined;
}
