import { addDays, type Day } from '../../src/core/clock.ts';
import type { Push } from '../../src/records/push.ts';
import type { Sent } from '../../src/transport/simulator/simulator.ts';

/** What somebody did that reminders hang on, as the script meant it: the oracle works from this alone. */
export type Deed =
  | { kind: 'visit'; at: number; householdId: string; day: Day }
  | { kind: 'task'; at: number; id: string; assignee: string; due: Day }
  | { kind: 'problem'; at: number; id: string; householdId: string; due: Day }
  | { kind: 'signup'; at: number; event: string; by: string; day: Day; householdIds: string[] }
  | { kind: 'need'; at: number; id: string; by: string; remindOn: Day }
  /** A task, problem, need or sign-up that ended. */
  | { kind: 'ended'; at: number; id: string };

export interface Outage {
  from: number;
  to: number;
}

/** A quarter as it went. `pushes` by their keys, as they ended; `pushed` are the sends while nobody spoke. */
export interface Quarter {
  deeds: Deed[];
  pushes: Map<string, Push>;
  pushed: Sent[];
  restarts: number;
  outage: Outage;
  begin: number;
  end: number;
  unanswered: string[];
}

export const WEEKS = 13;
export const BEGIN = '2017-09-13';
/** The program is off for two days in the seventh week. */
export const OFF = addDays(BEGIN, 44);

/** A small repeatable generator (mulberry32). */
export function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const WORDS = [
  '老伴头晕好些了',
  '都好',
  '鸡卖了12只收入960元',
  '买化肥花了300块',
  '在家编竹筐',
  '儿子打工每月寄回800块',
];
export const TROUBLES = ['屋顶漏雨', '水管坏了', '电线老化要换', '路面塌方'];
/** Each works in one village only, so that it is plain who stands above him. */
export const WORKERS = ['U18', 'U19', 'U20', 'U15', 'U16', 'U17', 'U08', 'U10', 'U12'];
export const OWNERS: Record<string, string> = { V01: 'U11', V02: 'U12', V03: 'U13', V04: 'U14' };
