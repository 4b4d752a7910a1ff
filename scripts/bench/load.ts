import { addDays } from '../../src/core/clock.ts';
import type { Inbound } from '../../src/core/message.ts';
import { headOf } from './county.ts';

export const VILLAGES = 50;
export const HOUSEHOLDS = 40;
export const IN_FLIGHT = 50;
export const START = Date.parse('2017-09-13T08:00:00+08:00');

/** Messages a second, and the time that 99 of 100 took at most, ms. */
export interface Run {
  perSecond: number;
  p50: number;
  p99: number;
  /** Processor time of this process for one message, µs: what a busy machine changes least. */
  cpu: number;
}

/** Deals with one message; resolves when its effect is durable. */
export type Handle = (message: Inbound) => Promise<unknown>;

/**
 * Visits of which no two are the same: 50 conversations, one helper and room each, who go round their 40 households and
 * say what they saw, one day after the other. `from` is the serial number of the first one.
 */
export function visits(count: number, from = 0): Inbound[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const v = n % VILLAGES;
    const turn = Math.floor(n / VILLAGES);
    const day = addDays('2017-01-01', Math.floor(turn / HOUSEHOLDS) % 250);
    const head = headOf(v, turn % HOUSEHOLDS);
    return {
      id: `b${n}`,
      kind: 'text',
      from: `U${v + 1}`,
      room: `G${v + 1}`,
      text: `走访 ${head} 入户 ${day} 老伴头晕好些了,药还有半个月的量,鸡卖了12只`,
      mention: false,
      sentAt: START,
    };
  });
}

/** Handles all messages, 50 conversations at a time, one after another within each. */
export async function measure(handle: Handle, messages: readonly Inbound[]): Promise<Run> {
  const times: number[] = [];
  const began = performance.now();
  const busy = process.cpuUsage();
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async (_, lane) => {
      for (let i = lane; i < messages.length; i += IN_FLIGHT) {
        const message = messages[i];
        if (!message) return;
        const at = performance.now();
        await handle(message);
        times.push(performance.now() - at);
      }
    }),
  );
  const perSecond = (messages.length / (performance.now() - began)) * 1000;
  const { user, system } = process.cpuUsage(busy);
  times.sort((a, b) => a - b);
  const share = (part: number) => times[Math.floor(times.length * part)] ?? 0;
  return { perSecond, p50: share(0.5), p99: share(0.99), cpu: (user + system) / messages.length };
}

export const median = (list: readonly number[]) =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;

export const round = (n: number, places = 1) => Math.round(n * 10 ** places) / 10 ** places;
