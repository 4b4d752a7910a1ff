import type { Push } from '../records/push.ts';
import type { Directory } from '../records/read.ts';
import { contactOf } from '../records/speaker.ts';
import type { ChannelTarget } from '../transport/transport.ts';

/** Where a person, household or room is reached today; undefined where none of its chat identities is known. */
export function resolveTarget(
  directory: Directory,
  { to, speaker, only }: Pick<Push, 'to' | 'speaker' | 'only'>,
): ChannelTarget | undefined {
  if (to.startsWith('contact:')) return { kind: 'contact', id: to.slice('contact:'.length) };
  if (to.startsWith('room:')) return { kind: 'room', id: to.slice('room:'.length) };
  const room = directory.room(to);
  if (room) return { kind: 'room', id: room.channelId };
  const own = speaker === undefined ? undefined : contactOf(speaker, to, directory);
  const [latest] = only && speaker !== undefined ? [] : directory.contactsOf(to);
  const contact = own ?? latest;
  return contact ? { kind: 'contact', id: contact } : undefined;
}
