import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import { readLine } from '../../scripts/replay/line.ts';
import { createStage, type Stage } from '../../scripts/replay/stage.ts';
import { readSample } from '../../scripts/sample/shape.ts';
import type { Sent } from '../../src/transport/simulator/simulator.ts';
import { freshDatabase } from './redis.ts';

/** What a stage's store is sealed with. */
export const STAGE_KEY = Buffer.alloc(32, 7);

/** What a transcript says besides the replay's own lines. */
type Check =
  | { case: string }
  /** All that was sent since the line before, to `to` (default: the chat that spoke). */
  | { expect: { to?: string; contains?: string[]; not?: string[]; max?: number } }
  | { silent: true | string }
  /** Records of the store that have these fields; `count` of them (default 1). */
  | { records: string; where: Record<string, unknown>; count?: number };

/** The sample township on a stage of its own: real store, real Wechaty with the simulator's puppet. */
export async function withStage(
  work: (stage: Stage, sent: Sent[], redisUrl: string) => Promise<void>,
): Promise<void> {
  const redisUrl = await freshDatabase();
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-stage-'));
  const sent: Sent[] = [];
  const stage = createStage({
    dir,
    log: pino({ level: 'silent' }),
    redisUrl,
    sample: readSample(),
    dataKey: STAGE_KEY,
    seed: 1,
    print: (one) => sent.push(one),
  });
  try {
    await work(stage, sent, redisUrl);
  } finally {
    await stage.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Plays a transcript file: replay lines and checks, one a line. */
export async function playTranscript(file: string): Promise<void> {
  const lines = readFileSync(file, 'utf8').split('\n');
  await withStage(async (stage, sent) => {
    let from = 0;
    let chat = '';
    for (const [i, raw] of lines.entries()) {
      if (raw.trim() === '') continue;
      const where = `${file}:${i + 1}`;
      const line = JSON.parse(raw) as Record<string, unknown>;
      if (isCheck(line)) {
        await check(line, { sent: sent.slice(from), chat, where, stage });
        continue;
      }
      from = sent.length;
      const read = readLine(raw);
      stage.check(read);
      if (read.kind === 'say') chat = read.room ?? read.from;
      await stage.play(read);
    }
  });
}

/** Full- and half-width punctuation are the same to a check. */
const loose = (text: string) => text.normalize('NFKC');

function isCheck(line: object): line is Check {
  return 'case' in line || 'expect' in line || 'silent' in line || 'records' in line;
}

interface Seen {
  sent: Sent[];
  chat: string;
  where: string;
  stage: Stage;
}

async function check(line: Check, { sent, chat, where, stage }: Seen): Promise<void> {
  if ('case' in line) return;
  if ('silent' in line) {
    const to = line.silent === true ? undefined : line.silent;
    expect(
      sent.filter((s) => !to || s.to === to),
      `${where} wanted silence`,
    ).toEqual([]);
    return;
  }
  if ('expect' in line) {
    const { to = chat, contains = [], not = [], max = 600 } = line.expect;
    const mine = sent.filter((s) => s.to === to);
    const text = loose(mine.map((s) => s.text ?? '').join('\n'));
    expect(mine.length, `${where} wanted something to ${to}; sent: ${JSON.stringify(sent)}`).toBeGreaterThan(
      0,
    );
    for (const piece of contains) expect(text, where).toContain(loose(piece));
    for (const piece of not) expect(text, where).not.toContain(loose(piece));
    for (const s of mine) expect([...(s.text ?? '')].length, `${where} too long`).toBeLessThanOrEqual(max);
    return;
  }
  const { records, where: fields, count = 1 } = line;
  const all = (await stage.dump())[records] ?? [];
  const hits = all.filter((r) => matches(r as Record<string, unknown>, fields));
  expect(
    hits.length,
    `${where} ${JSON.stringify(fields)}; ${records}: ${JSON.stringify(all.slice(-3))}`,
  ).toBe(count);
}

function matches(record: Record<string, unknown>, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([k, v]) => JSON.stringify(record[k]) === JSON.stringify(v));
}
