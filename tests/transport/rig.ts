import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Inbound } from '../../src/core/message.ts';
import type { Sent, Simulator, SimulatorOptions } from '../../src/transport/simulator/simulator.ts';
import { createSimulator } from '../../src/transport/simulator/simulator.ts';
import type { TransportHandlers, TransportHealth } from '../../src/transport/transport.ts';

export const START = Date.parse('2017-09-13T08:00:00+08:00');

/** A simulator with a bot that notes everything. Cleaned up when the test ends. */
export interface Rig {
  sim: Simulator;
  dir: string;
  clock: { time: number; now(): number };
  got: Inbound[];
  health: TransportHealth[];
  sent: Sent[];
  logged: string[];
  handlers: TransportHandlers;
  /** Starts the bot's present transport. */
  start(handlers?: Partial<TransportHandlers>): Promise<void>;
  texts(): string[];
}

/** A folder that is gone when the test ends. */
export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'bangfu-transport-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export async function rig(options: Partial<SimulatorOptions> = {}): Promise<Rig> {
  const dir = await tempDir();
  const clock = { time: START, now: () => clock.time };
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const sim = createSimulator({ clock, log, dataDir: dir, ...options });
  const [got, health, sent]: [Inbound[], TransportHealth[], Sent[]] = [[], [], []];
  sim.onSent((one) => sent.push(one));
  const handlers: TransportHandlers = {
    onMessage: async (message) => void got.push(message),
    onHealth: (one) => void health.push(one),
  };
  onTestFinished(() => sim.transport.stop());
  return {
    sim,
    dir,
    clock,
    got,
    health,
    sent,
    logged,
    handlers,
    start: (more = {}) => sim.transport.start({ ...handlers, ...more }),
    texts: () => got.map((one) => one.text),
  };
}

/** A promise and the way to fulfil it. */
export function gatekeeper(): { open: () => void; opened: Promise<void> } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

export function pause(ms = 30): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
