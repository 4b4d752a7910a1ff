import { iso } from '../../src/core/clock.ts';
import type { Rhythm } from '../../src/records/rhythm.ts';
import type { Visit } from '../../src/records/visit.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { freshDatabase } from './redis.ts';

export const NOW = Date.parse('2017-09-13T17:00:00+08:00');

/** A store on an empty database; close it when done. Files can be kept where it is given a `filesDir`. */
export async function freshStore(url?: string, filesDir?: string): Promise<Store & { url: string }> {
  const at = url ?? (await freshDatabase());
  const store = await openStore({
    url: at,
    account: 'test',
    keys: [Buffer.alloc(32, 7)],
    filesDir,
    onError: () => undefined,
  });
  return Object.assign(store, { url: at });
}

export function aVisit(id: string, fields: Partial<Visit> = {}): Visit {
  return {
    id,
    rev: 0,
    schema: 1,
    by: 'U18',
    at: iso(NOW),
    status: 'active',
    source: { messageId: `m-${id}`, chat: 'G2' },
    villageId: 'V01',
    householdId: 'H01',
    date: '2017-09-13',
    mode: 'home',
    counted: true,
    summary: '老伴头晕好些了',
    text: '走访 罗启明 入户 老伴头晕好些了',
    history: [],
    ...fields,
  };
}

export function aRhythm(fields: Partial<Rhythm> = {}): Rhythm {
  return {
    id: 'H01',
    rev: 0,
    schema: 1,
    by: 'import',
    at: iso(NOW),
    status: 'active',
    source: { messageId: 'import', chat: 'import' },
    villageId: 'V01',
    householdId: 'H01',
    since: '2017-09-13',
    attempts: 0,
    step: 0,
    ...fields,
  };
}
