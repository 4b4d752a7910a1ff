import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample } from '../../scripts/sample/load.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import { iso, MINUTE } from '../../src/core/clock.ts';
import type { Inbound } from '../../src/core/message.ts';
import type { Effect } from '../../src/features/define.ts';
import { belongs } from '../../src/features/visit/attach/target.ts';
import { MAX_PHOTOS, wordless } from '../../src/features/visit/attach/wordless.ts';
import { change } from '../../src/records/change.ts';
import { type Visit, visitKind } from '../../src/records/visit.ts';
import { contextOf } from '../../src/runtime/identify.ts';
import type { Store } from '../../src/store/store.ts';
import { aVisit, freshStore, NOW } from '../support/store.ts';

const HASH = 'a'.repeat(64);
let store: Store;
let n = 0;

beforeAll(async () => {
  store = await freshStore();
  await loadSample(store, readSample(), (id) => `room-${id}`);
});
afterAll(() => store.close());

async function logged(fields: Partial<Visit>): Promise<Visit> {
  const visit = aVisit(`S${100 + n++}`, fields);
  const slot = '{v:V01}' as const;
  const after = change({ kind: visitKind, after: visit, action: 'visit.log', actor: visit.by });
  await store.commit(slot, { mark: `test-${n}`, now: NOW, changes: [after] });
  return visit;
}

function hear(message: Partial<Inbound>, hash: string | undefined = HASH): Promise<Effect | null> {
  const whole: Inbound = {
    id: `m${n++}`,
    kind: 'image',
    from: 'U18',
    text: '',
    mention: false,
    sentAt: NOW,
    file: hash ? { name: 'a.jpg', path: '/a.jpg' } : undefined,
    ...message,
  };
  return wordless(contextOf(store, whole), { keep: async () => (whole.file ? hash : undefined) });
}

const said = (effect: Effect | null) => (effect?.replies ?? []).map((r) => r.text).join('\n');

describe('the ten minutes of a visit', () => {
  it('belongs from the visit on, to the tenth minute and no longer', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30 * MINUTE, max: 30 * MINUTE }), (passed) => {
        expect(belongs(NOW, NOW + passed)).toBe(passed >= 0 && passed <= 10 * MINUTE);
      }),
    );
  });

  it.each([
    { minutes: 0, attached: true },
    { minutes: 10, attached: true },
    { minutes: 11, attached: false },
  ])('a picture $minutes minutes after it: attached $attached', async ({ minutes, attached }) => {
    const at = NOW + n * 60 * MINUTE;
    const visit = await logged({ at: iso(at) });
    const effect = await hear({ sentAt: at + minutes * MINUTE });
    expect(effect?.changes?.map((c) => [c.action, c.after.id]) ?? []).toEqual(
      attached ? [['visit.attach', visit.id]] : [],
    );
    if (attached) expect(effect?.changes?.[0]?.after).toMatchObject({ photos: [HASH] });
    else expect(said(effect)).toContain(`补图 ${visit.id}`);
  });

  it('goes to what was said in this room or in private, never to another room', async () => {
    const at = NOW + n * 60 * MINUTE;
    await logged({ at: iso(at), source: { messageId: 'x', chat: 'G2' } });
    expect((await hear({ room: 'room-G2', sentAt: at }))?.changes).toHaveLength(1);
    expect((await hear({ sentAt: at }))?.changes).toHaveLength(1);
    expect(await hear({ room: 'room-G1', sentAt: at })).toBeNull();
    expect(await hear({ room: 'room-G6', sentAt: at })).toBeNull();
    expect(await hear({ room: 'room-G2', from: 'U08', sentAt: at })).toBeNull();
  });
});

describe('what cannot be attached', () => {
  it('stops at thirty pictures with a word, once a burst', async () => {
    const at = NOW + n * 60 * MINUTE;
    const photos = Array.from({ length: MAX_PHOTOS }, (_, i) => String(i).padStart(64, '0'));
    await logged({ at: iso(at), photos });
    const [one, two] = [await hear({ sentAt: at }), await hear({ sentAt: at + 1000 })];
    expect(one?.changes).toBeUndefined();
    expect(said(one)).toMatch(/30张照片,满了/);
    expect(two?.replies?.[0]?.once).toBe(one?.replies?.[0]?.once);
  });

  it('says that a picture is too large where its file did not come through', async () => {
    const at = NOW + n * 60 * MINUTE;
    await logged({ at: iso(at) });
    const effect = await hear({ sentAt: at, file: undefined });
    expect(effect?.changes).toBeUndefined();
    expect(said(effect)).toContain('20MB');
  });

  it('is silent to one who left, to strangers and about files and stickers', async () => {
    const at = NOW + n * 60 * MINUTE;
    await logged({ at: iso(at), by: 'U26' });
    expect(await hear({ from: 'U26', sentAt: at })).toBeNull();
    expect(await hear({ from: 'nobody', sentAt: at })).toBeNull();
    expect(await hear({ kind: 'other', sentAt: at })).toBeNull();
    expect(await hear({ kind: 'file', sentAt: at })).toBeNull();
  });
});

describe('voices', () => {
  it('ask a cadre for words in private, and in a room only about the bot’s business', async () => {
    const at = NOW + n * 60 * MINUTE;
    expect(said(await hear({ kind: 'voice', sentAt: at }))).toMatch(/转文字.*打字/);
    expect(await hear({ kind: 'voice', room: 'room-G2', sentAt: at })).toBeNull();
    await logged({ at: iso(at) });
    expect(said(await hear({ kind: 'voice', room: 'room-G2', sentAt: at + MINUTE }))).toContain('转文字');
    expect(await hear({ kind: 'voice', room: 'room-G2', sentAt: at + 11 * MINUTE })).toBeNull();
  });

  it('of a household are passed to its helper, who hears of them once an hour', async () => {
    const voice = { kind: 'voice', from: 'H04', sentAt: Date.parse('2017-09-13T17:20:00+08:00') } as const;
    const [one, two] = [await hear(voice), await hear({ ...voice, sentAt: voice.sentAt + 20 * MINUTE })];
    expect(one?.replies?.[0]?.text).toContain('已经转告苗青云');
    expect(one?.replies?.[1]).toMatchObject({
      to: { id: 'U19', kind: 'nudge' },
      text: '石长顺给您发了一段语音(9月13日 17:20),我听不了,请您联系一下。',
    });
    expect(two?.replies?.map((r) => r.once)).toEqual(one?.replies?.map((r) => r.once));
    expect(await hear({ ...voice, room: 'room-G6' })).toBeNull();
  });

  it('of a household without a helper reach the grid leader', async () => {
    const effect = await hear({ kind: 'voice', from: 'H10' });
    expect(effect?.replies?.[1]?.to).toEqual({ id: 'U07', kind: 'nudge' });
  });
});
