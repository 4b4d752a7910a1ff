import { type Day, dayOf } from '../core/clock.ts';
import type { Inbound } from '../core/message.ts';
import { leaveOn } from '../core/peace.ts';
import { actorOf, type Place, type Sender } from '../core/roles.ts';
import { markIn } from '../core/text/remark.ts';
import type { Context } from '../features/define.ts';
import { type Change, change } from '../records/change.ts';
import { type Identity, identityKind, type Room } from '../records/organisation.ts';
import type { Directory } from '../records/read.ts';
import type { Store } from '../store/store.ts';
import { unguessable } from './random.ts';

const PLACES: Record<Room['audience'], Place> = {
  cadre: 'cadreRoom',
  leader: 'leaderRoom',
  household: 'householdRoom',
};

/**
 * Who this contact speaks for, and for whom he stands in on that day. Where the channel's ids do not last, what the bot's own
 * account wrote into the remark tells; a nickname proves nothing. Who helps a household is its helper, whatever else he is
 * (A04).
 */
export function senderOf(
  directory: Directory,
  { from: contact, remark }: Pick<Inbound, 'from' | 'remark'>,
  today: Day,
): Sender {
  const identity = directory.identity(contact) ?? renewed(directory, remark);
  const person = identity?.personId ? directory.person(identity.personId) : undefined;
  if (person) {
    const { id, name, roles, villageIds } = person;
    const helps = roles.length > 0 && !roles.includes('helper') && directory.householdsOf(id).length > 0;
    const standsFor = [...directory.onLeave()]
      .filter((p) => leaveOn(p.leaves, today)?.standIn === id)
      .map((p) => p.id);
    const all = helps ? ([...roles, 'helper'] as const) : roles;
    return { contact, person: { id, name, roles: all, villageIds, standsFor } };
  }
  return { contact, householdId: identity?.householdId };
}

function renewed(directory: Directory, remark: string | undefined): Identity | undefined {
  const mark = markIn(remark);
  return mark ? directory.identityOfMark(mark) : undefined;
}

/** The changes by which an identity moves to the new id of its contact; none where it is known under this one. */
export async function renewal(store: Store, message: Inbound): Promise<Change[]> {
  const { directory } = store.read;
  const old = directory.identity(message.from) ? undefined : renewed(directory, message.remark);
  if (!old) return [];
  const before = await store.read.get(identityKind, message.from);
  const { id, rev, ...rest } = old;
  const as = { action: 'identity.renew', actor: old.personId ?? old.householdId ?? 'bot' };
  const after = { ...rest, id: message.from, rev: before?.rev ?? 0, status: 'active' };
  return [
    change({ kind: identityKind, before: old, after: { ...old, status: 'void' }, ...as }),
    change({ kind: identityKind, before, after, ...as }),
  ];
}

export function placeOf(directory: Directory, message: Inbound): { place: Place; room?: Room } {
  if (message.room === undefined) return { place: 'private' };
  const room = directory.roomOfChannel(message.room);
  return room ? { place: PLACES[room.audience], room } : { place: 'unknownRoom' };
}

/** Who spoke where, with the read access and numbers that a feature gets. `now` is when it was said. */
export function contextOf(
  store: Store,
  message: Inbound,
  number = store.nextNumber,
  random = unguessable,
): Context {
  const { directory } = store.read;
  const sender = senderOf(directory, message, dayOf(message.sentAt));
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
    random,
    write: (name, content) => store.files.write(dayOf(message.sentAt), name, content),
  };
}
