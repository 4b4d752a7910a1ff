import type { Directory } from '../records/read.ts';
import type { ChannelTarget } from '../transport/transport.ts';

/** Where a person, household or room is reached today; undefined where none of its chat identities is known. */
export function resolveTarget(directory: Directory, to: string): ChannelTarget | undefined {
  if (to.startsWith('contact:')) return { kind: 'contact', id: to.slice('contact:'.length) };
  if (to.startsWith('room:')) return { kind: 'room', id: to.slice('room:'.length) };
  const room = directory.room(to);
  if (room) return { kind: 'room', id: room.channelId };
  const [contact] = directory.contactsOf(to);
  return contact ? { kind: 'contact', id: contact } : undefined;
}
