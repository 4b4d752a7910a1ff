import { DAY, iso, MINUTE } from '../core/clock.ts';
import { type FriendPace, nextAccept } from '../core/friendPace.ts';
import type { Deps } from '../deps.ts';
import { SendError, StoreDownError } from '../errors.ts';
import { newPush, type Push } from '../records/push.ts';
import type { FriendRequest } from '../transport/transport.ts';

/** Accepts friend requests slowly, through a queue in the store: a restart neither loses one nor accepts many at once. */
export interface Friends {
  asked(request: FriendRequest): Promise<void>;
  /** Accepts what is due; resolves to the greetings that wait to be sent. */
  run(): Promise<Push[]>;
  nextAt(): number | undefined;
}

interface Waiting extends FriendRequest {
  asked: number;
  due: number;
  tries: number;
}
interface Queue {
  waiting: Waiting[];
  /** When others were accepted in the last day, ms, ascending. */
  accepted: number[];
}

const NOTE = 'friends';
/** Where a request is written (`Notes`): so many wait at most. Who is left out may ask again. */
const MOST = 500;
const PACE: FriendPace = { perHour: 10, perDay: 40 };
const AGAIN = 30 * MINUTE;
const TRIES = 5;

export function createFriends(deps: Deps, greeting: (contact: string) => string): Friends {
  const { clock, log, store, transport } = deps;
  const read = (): Queue => store.home.note<Queue>(NOTE) ?? { waiting: [], accepted: [] };
  let last: Promise<unknown> = Promise.resolve();

  /** One change of the queue after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function add(request: FriendRequest): Promise<void> {
    const now = clock.now();
    const { waiting, accepted } = read();
    const before = waiting.find((w) => w.contact === request.contact);
    if (!before && waiting.length >= MOST) return log.warn({ id: request.id }, 'too many friend requests');
    const planned = [...accepted, ...waiting.map((w) => w.due)].sort((a, b) => a - b);
    // Whoever asks again keeps his place: only the channel's id of the request is new.
    const one = before
      ? { ...before, id: request.id }
      : { ...request, asked: now, due: nextAccept(now, planned, PACE, deps.random()), tries: 0 };
    const others = waiting.filter((w) => w !== before);
    await store.home.setNote(NOTE, {
      waiting: [...others, one].sort((a, b) => a.due - b.due),
      accepted,
    });
    log.info({ id: request.id, due: iso(one.due) }, 'a friend request waits');
  }

  /** After a long stop many are due at once: each is asked anew whether the limits allow it. */
  function due(): Waiting | undefined {
    const { waiting, accepted } = read();
    const [first] = waiting;
    const now = clock.now();
    if (!first || first.due > now) return undefined;
    return nextAccept(first.asked, accepted, PACE, 0) <= now ? first : undefined;
  }

  async function accept(one: Waiting): Promise<Push[]> {
    const now = clock.now();
    try {
      await transport.accept?.(one.id);
    } catch (error) {
      if (error instanceof SendError && error.reason === 'loggedOut') return [];
      log.warn({ err: error, id: one.id, tries: one.tries + 1 }, 'a friend request was not accepted');
      await move(one, now);
      return [];
    }
    const { waiting, accepted } = read();
    const queue: Queue = {
      waiting: waiting.filter((w) => w.contact !== one.contact),
      accepted: [...accepted.filter((t) => t > now - DAY), now],
    };
    const greet = newPush({
      id: `friend|${one.id}`,
      at: iso(now),
      source: { messageId: `friend|${one.id}`, chat: 'friend' },
      kind: 'reply',
      to: `contact:${one.contact}`,
      slot: iso(now),
      due: now,
      content: { text: greeting(one.contact) },
    });
    const mark = `friend|${one.id}`;
    return store.home.commit({ mark, now, pushes: [greet], note: { name: NOTE, value: queue } });
  }

  /** Tried again later; given up after some tries: the channel may have forgotten the request, and one can ask again. */
  async function move(one: Waiting, now: number): Promise<void> {
    const { waiting, accepted } = read();
    const others = waiting.filter((w) => w.contact !== one.contact);
    const tries = one.tries + 1;
    if (tries >= TRIES) log.error({ id: one.id }, 'a friend request was given up');
    const moved = tries < TRIES ? [{ ...one, tries, due: now + tries * AGAIN }] : [];
    await store.home.setNote(NOTE, {
      waiting: [...others, ...moved].sort((a, b) => a.due - b.due),
      accepted,
    });
  }

  return {
    asked: (request) =>
      inTurn(() => add(request)).catch((err) =>
        log[err instanceof StoreDownError ? 'warn' : 'error'](
          { err, id: request.id },
          'a friend request was not written down',
        ),
      ),
    run: () =>
      inTurn(async () => {
        const greetings: Push[] = [];
        while (transport.health().loggedIn) {
          const one = due();
          if (!one) break;
          greetings.push(...(await accept(one)));
          if (read().waiting[0] === one) break; // logged out meanwhile
        }
        return greetings;
      }),
    nextAt() {
      if (!transport.health().loggedIn) return undefined;
      const { waiting, accepted } = read();
      const [first] = waiting;
      return first && Math.max(first.due, nextAccept(first.asked, accepted, PACE, 0));
    },
  };
}
