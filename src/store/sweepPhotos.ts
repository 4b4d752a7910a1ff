import { DAY } from '../core/clock.ts';
import { DETACHED, visitKind } from '../records/visit.ts';
import { key, recordKey, villageSlot } from './keys.ts';
import { answered } from './redis.ts';
import type { Store } from './store.ts';

/** A picture that a stop kept from being looked at in its night is looked at in one of the next. */
const LOOK_BACK = 7 * DAY;
const BATCH = 500;

/**
 * Takes away the files of pictures that their senders recalled, where no other visit and nothing unfinished names the same
 * one. Reads the visits in nights after a recall only. Resolves to how many went.
 */
export async function sweepPhotos(store: Store, now: number): Promise<number> {
  if (store.files.root === undefined) return 0;
  const slots = [...store.read.directory.villages()].map((v) => villageSlot(v.id));
  const recalled = new Set<string>();
  for (const slot of slots)
    for (const hash of await answered(
      store.raw.connections.read.zrangebyscore(key(slot, DETACHED), now - LOOK_BACK, now),
    ))
      if (await store.files.find('photos', hash)) recalled.add(hash);
  if (recalled.size === 0) return 0;

  const keep = (text: string) => {
    for (const hash of recalled) if (text.includes(hash)) recalled.delete(hash);
  };
  for (const unfinished of store.home.unfinished()) keep(JSON.stringify(unfinished));
  for (const slot of slots) await eachVisit(store, slot, keep);
  for (const hash of recalled) await store.files.remove('photos', hash);
  return recalled.size;
}

/** Visits as they are stored: their pictures stand openly, what became of them is sealed. */
async function eachVisit(
  { raw }: Store,
  slot: ReturnType<typeof villageSlot>,
  look: (text: string) => void,
): Promise<void> {
  const { read } = raw.connections;
  for (let from = 0; ; from += BATCH) {
    const ids = await answered(read.zrange(key(slot, 'visits'), String(from), String(from + BATCH - 1)));
    if (ids.length === 0) return;
    for (const text of await answered(read.mget(ids.map((id) => recordKey(slot, visitKind, id)))))
      if (text) look(text);
  }
}
