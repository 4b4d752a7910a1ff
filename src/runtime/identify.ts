import { dayOf } from '../core/clock.ts';
import type { Inbound } from '../core/message.ts';
import { actorOf, type Place, type Sender } from '../core/roles.ts';
import type { Context } from '../features/define.ts';
import type { Room } from '../records/organisation.ts';
import type { Directory } from '../records/read.ts';
import type { Store } from '../store/store.ts';

const PLACES: Record<Room['audience'], Place> = {
  cadre: 'cadreRoom',
  leader: 'leaderRoom',
  household: 'householdRoom',
};

export function senderOf(directory: Directory, contact: string): Sender {
  const identity = directory.identity(contact);
  const person = identity?.personId ? directory.person(identity.personId) : undefined;
  if (person) {
    const { id, name, roles, villageIds } = person;
    return { contact, person: { id, name, roles, villageIds } };
  }
  return { contact, householdId: identity?.householdId };
}

export function placeOf(directory: Directory, message: Inbound): { place: Place; room?: Room } {
  if (message.room === undefined) return { place: 'private' };
  const room = directory.roomOfChannel(message.room);
  return room ? { place: PLACES[room.audience], room } : { place: 'unknownRoom' };
}

/** Who spoke where, with the read access and numbers that a feature gets. `now` is when it was said. */
export function contextOf(store: Store, message: Inbound, number = store.nextNumber): Context {
  const { directory } = store.read;
  const sender = senderOf(directory, message.from);
  const { place, room } = placeOf(directory, message);
  return {
    message,
    sender,
    place,
    room,
    chat: room?.id ?? (message.room ? `room:${message.room}` : actorOf(sender)),
    today: dayOf(message.sentAt),
    now: message.sentAt,
    drafts: store.home.drafts(actorOf(sender)),
    last: store.home.lastMade(actorOf(sender)),
    read: store.read,
    number,
    write: (name, content) => store.files.write(dayOf(message.sentAt), name, content),
  };
}
