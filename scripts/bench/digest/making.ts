import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { materialOf } from '../../../src/features/digest/material.ts';
import { pictureOf } from '../../../src/features/digest/picture.ts';
import { digestText } from '../../../src/features/digest/text.ts';
import type { Store } from '../../../src/store/store.ts';
import { createWorkshop } from '../../../src/workshop/workshop.ts';
import { headOf } from '../county.ts';
import { throughPort } from '../program.ts';
import { MONDAY, NOTE, TODAY } from './fill.ts';

/** The hour at which helpers speak while the digests are made. */
const ASKED = Date.parse('2017-09-13T08:00:00+08:00');
/** Between two visits that are said, ms. */
const PAUSE = 20;

/** Answers while nothing, or while the digests, were made: of 100 the slowest but one, ms. */
interface Answers {
  p99: number;
  /** How long the program's own thread kept others waiting, ms. */
  loop: number;
  longest: number;
}

/** What all digests took, ms of the clock and of processors; the largest picture in bytes. */
export interface Made {
  ms: number;
  cpu: number;
  idle: Answers;
  busy: Answers;
  largest: number;
}

/** Every team's text and picture, and the one of all of them; and what an answer to a visit takes meanwhile, and without. */
export async function makeAll(store: Store, dir: string, perVillage: number): Promise<Made> {
  const ids = [...store.read.directory.villages()].map((v) => v.id);
  const workshop = createWorkshop(dir);
  const program = await throughPort(store);
  let serial = 0;
  let done = false;

  /** A helper says a visit, through the program's port: from his words to the durable answer. */
  async function asking(enough: (n: number) => boolean): Promise<Answers> {
    const times: number[] = [];
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    while (!enough(times.length)) {
      const v = serial % ids.length;
      const at = performance.now();
      await program.handle({
        id: `ask${serial}`,
        kind: 'text',
        from: `U${v + 1}`,
        room: `G${v + 1}`,
        text: `走访 ${headOf(v, Math.floor(serial / ids.length) % perVillage)} 入户 9月12日 ${NOTE}`,
        mention: false,
        sentAt: ASKED,
      });
      times.push(performance.now() - at);
      serial++;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    loop.disable();
    const p99 = times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
    return { p99, loop: loop.percentile(99) / 1e6, longest: loop.max / 1e6 };
  }

  async function make(name: string, villages: readonly string[], to: string): Promise<number> {
    const m = await materialOf(name, villages, MONDAY, TODAY, store.read);
    const text = digestText(m, { person: to }, store.read);
    if ([...text].length >= 600) throw new Error(`the digest of ${name} has ${[...text].length} characters`);
    return statSync(await workshop.picture(await pictureOf(m, store.read), TODAY)).size;
  }

  try {
    const idle = await asking((n) => n === 300);
    const meanwhile = asking((n) => done && n >= 100);
    const [began, before] = [performance.now(), process.cpuUsage()];
    const sizes = [await make('全县', ids, 'U1')];
    for (const id of ids)
      sizes.push(await make(store.read.directory.village(id)?.name ?? id, [id], `U${id.slice(1)}`));
    const ms = performance.now() - began;
    const { user, system } = process.cpuUsage(before);
    done = true;
    return { ms, cpu: (user + system) / 1000, idle, busy: await meanwhile, largest: Math.max(...sizes) };
  } finally {
    program.end();
    await workshop.stop();
  }
}
