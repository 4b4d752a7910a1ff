import { dayOf, daysBetween, mondayOf } from '../src/core/clock.ts';
import { main } from '../src/main.ts';
import type { Store } from '../src/store/store.ts';
import { roomChannelId } from '../src/transport/simulator/ids.ts';
import type { Launch } from './run.ts';
import { readLedger } from './sample/ledger.ts';
import { loadSample } from './sample/load.ts';
import { residents } from './sample/residents.ts';
import { readSample } from './sample/shape.ts';

/** Starts the application on its channel, with the sample township in an empty store where that is wanted. */
export const launch: Launch = async ({ channel, redisUrl, loadSample: wanted }) => {
  try {
    const sample = wanted
      ? { fill: fillWithSample, page: residents(), ledger: readLedger, botName: readSample().meta.bot_name }
      : undefined;
    return await main({ channel, redisUrl, sample });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Error('The port of the page is taken. Set HTTP_PORT to another one (0: any that is free).');
  }
};

/**
 * Loads the sample, moved by whole weeks into this one, where the store holds nothing or only a part of it (a start that
 * was cut off). Resolves with the instant at which the clock begins; undefined where there was nothing to do.
 */
export async function fillWithSample(store: Store): Promise<number | undefined> {
  if ((await store.home.clockOffset()) !== undefined) return undefined;
  const asOf = dayOf(Date.parse(readSample().meta.as_of));
  const sample = readSample(daysBetween(mondayOf(asOf), mondayOf(dayOf(Date.now()))) / 7);
  const names = new Map(sample.people.map((person) => [person.id, person.name]));
  for (const person of store.read.directory.people())
    if (names.get(person.id) !== person.name) return undefined;
  await loadSample(store, sample, roomChannelId);
  return Date.parse(sample.meta.as_of);
}
