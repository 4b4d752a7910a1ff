import type { Clock } from '../core/clock.ts';
import type { Content } from '../core/message.ts';
import type { Push } from '../records/push.ts';
import type { Store } from '../store/store.ts';
import { courtesy, HELD, held, mergedInto, peaceOf } from './courtesy.ts';

/** Why a send is not made after all. */
export interface Skip {
  skip: string;
}

/** Knows the words of what is written at the moment of sending. */
export interface Writer {
  /** Writes a push's text; null where nothing is left to say, or why it is not said. */
  write(push: Push, now: number): Promise<Content | Skip | null>;
  /** It takes so long to be made that others go out meanwhile. */
  slow(push: Push): boolean;
  /** It may be said later and together with others: its text is made of what is still so then. */
  lasts(push: Push): boolean;
}

/** What waits in the outbox, and how one of it is changed. */
interface Queue {
  clock: Clock;
  store: Pick<Store, 'home' | 'read'>;
  writer: Writer;
  items: Map<string, Push>;
  set(push: Push, change: Partial<Push>): Promise<Push>;
  isUnderway(id: string): boolean;
}

/** Whose turn it is: what is due is looked at once more before it goes out, and what was held is let go. */
export function createTurns({ clock, store, writer, items, set, isUnderway }: Queue) {
  /** What may go out of one that is due: itself, with what else waits for the same person; undefined: not now. */
  async function allowed(item: Push, now: number): Promise<Push | undefined> {
    const late = item.expires !== undefined && now > item.expires;
    if (item.state !== 'waiting' || isUnderway(item.id) || late) return item;
    const verdict = await courtesy(item, now, store.read);
    if (verdict.kind === 'skip') {
      await set(item, { state: 'skipped', reason: verdict.reason, content: undefined });
    } else if (verdict.kind === 'hold') {
      await set(item, held(item, verdict, writer.lasts(item) || !item.render));
    } else if (verdict.kind === 'standIn') {
      await set(item, { to: verdict.to, behalf: item.to, reason: undefined });
    } else return merged(item, now);
    return undefined;
  }

  /** One message a person: what else waits for him by now is said in it. */
  async function merged(item: Push, now: number): Promise<Push> {
    const same = (p: Push) => {
      if (p.to === item.to) return true;
      const verdict = peaceOf(p, now, store.read);
      return verdict?.kind === 'standIn' && verdict.to === item.to;
    };
    const open = (p: Push) =>
      p.state === 'waiting' && p.kind === 'nudge' && !p.via && p.due <= now && writer.lasts(p);
    if (!open(item)) return item;
    const others = [...items.values()].filter(
      (p) => p.id !== item.id && open(p) && same(p) && (p.expires ?? now) >= now,
    );
    if (others.length === 0) return item;
    const [whole = item, ...gone] = await store.home.updateAll(mergedInto(item, others));
    items.set(whole.id, whole);
    for (const p of gone) items.delete(p.id);
    return whole;
  }

  /** Who is back, or wants no peace any more, hears what waited for him. */
  async function release(): Promise<void> {
    const now = clock.now();
    for (const item of items.values()) {
      if (item.due <= now || !item.reason || !HELD.has(item.reason) || item.reason === 'cap') continue;
      const verdict = peaceOf(item, now, store.read);
      if (verdict?.kind === 'hold' && verdict.until === item.due) continue;
      await set(item, { due: now, reason: undefined });
    }
  }

  return { allowed, release };
}
