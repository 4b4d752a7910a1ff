import { expect } from 'vitest';
import { readSample } from '../../scripts/sample/shape.ts';
import type { Push } from '../../src/records/push.ts';
import type { Quarter } from './cast.ts';
import type { Wanted } from './oracle.ts';

/** The jobs whose sends the oracle knows; the others are held to the general rules only. */
const KNOWN = /^push\|(overdue|nudge|needs|signups)\|/;
const heads = new Map(readSample().households.map((h) => [String(h.id), String(h.head)]));

/** A reminder as it went out: one push tells a person of several things. */
export interface Told extends Wanted {
  lateMs: number;
}

/**
 * Every reminder that the channel really delivered, thing by thing: the outbox's word is held against the channel's. What
 * was merged into another send of that person was told by that one, if its text says so.
 */
export function toldIn(quarter: Quarter): Told[] {
  const delivered = new Map<string, number>();
  for (const s of quarter.pushed) {
    const k = `${s.to}|${s.at}|${plain(s.text)}`;
    delivered.set(k, (delivered.get(k) ?? 0) + 1);
  }
  const numbered = new Map([...quarter.pushes.values()].map((p) => [p.id, p]));
  return [...quarter.pushes].flatMap(([key, push]) => {
    const carrier = carrierOf(push, numbered);
    if (!KNOWN.test(key) || carrier?.state !== 'sent') return [];
    const text = carrier.content?.text ?? '';
    const sentAt = Date.parse(carrier.sentAt ?? '');
    expect(delivered.get(`${carrier.to}|${sentAt}|${plain(text)}`), `${key} went out once`).toBe(1);
    const slot = Date.parse(push.slot);
    const own = aboutOf(push);
    return thingsIn(key, text)
      .filter((thing) => key.startsWith('push|signups') || own.has(thing))
      .map((about) => ({ to: push.to, about, at: slot, lateMs: sentAt - slot }));
  });
}

function carrierOf(push: Push, numbered: ReadonlyMap<string, Push>): Push | undefined {
  const next = push.reason === 'merged' ? numbered.get(push.into ?? '') : undefined;
  return next ? carrierOf(next, numbered) : push;
}

const plain = (text = '') => text.normalize('NFKC').replace(/\s/g, '');

/** What a push was planned about, by the ids in its data: numbers, heads of households, events. */
function aboutOf({ render }: Push): Set<string> {
  const words = JSON.stringify(render?.data ?? '').match(/"[^"]*"/g) ?? [];
  return new Set(words.map((w) => w.slice(1, -1)).map((w) => heads.get(w) ?? w));
}

/** What a message is about: numbers, heads of households, or the event. */
function thingsIn(key: string, typed: string): string[] {
  const text = typed.normalize('NFKC');
  const all = key.startsWith('push|overdue')
    ? [...text.matchAll(/^\d+\. ([\p{Script=Han}]+)\(/gmu)].map((m) => m[1] ?? '')
    : key.startsWith('push|signups')
      ? [...text.matchAll(/第\d+期电焊培训/g)].map((m) => m[0])
      : [...text.matchAll(/(?<![A-Z0-9])[TIN]\d+/g)].map((m) => m[0]);
  return [...new Set(all)];
}
