import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { readSample } from '../../scripts/sample/shape.ts';
import { createWorld, onlyPush } from '../support/world.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cases = join(root, 'tests/cases');

/** Every line that somebody says in the transcripts, without their checks. */
function spoken(): Record<string, unknown>[] {
  const files = readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.jsonl'));
  return files
    .flatMap((f) => readFileSync(join(cases, f), 'utf8').split('\n'))
    .filter((l) => l.trim() !== '')
    .map((l) => JSON.parse(l) as Record<string, unknown>)
    .filter((l) => typeof l.from === 'string' && typeof l.text === 'string')
    .map(({ id: _, ...l }) => l);
}

/** Pieces of four characters: what is left of a text in a log, also where it was cut or put into another sentence. */
const pieces = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 3) }, (_, i) => text.slice(i, i + 4)).filter((p) =>
    /^[\p{Script=Han}\d]{4}$/u.test(p),
  );

it('no text, name or number stands in the log, at the level that says most', async () => {
  const lines = [
    ...spoken(),
    { from: 'U18', room: 'G2', text: '罗启明的身份证 522327197306281234，卡号 6228481234567890123' },
    { refuse: 'G2', times: 1, retryable: false },
    { from: 'U18', room: 'G2', text: '走访 罗启明 入户 被拒绝的那条', id: 'x1' },
    { recall: 'x1' },
    { login: false },
    { login: true },
    { restart: true },
    { at: '2017-09-16T10:00:00+08:00' },
  ];
  const child = spawn('npm', ['run', '--silent', 'replay', '--', '--sample'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'trace' },
  });
  let out = '';
  let log = '';
  child.stdout.on('data', (d) => {
    out += d;
  });
  child.stderr.on('data', (d) => {
    log += d;
  });
  child.stdin.end(lines.map((l) => `${JSON.stringify(l)}\n`).join(''));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, log.slice(-2000)).toBe(0);
  expect(out.split('\n').length).toBeGreaterThan(50);
  expect(log.split('\n').length).toBeGreaterThan(10);

  const sample = readSample();
  const names = [...sample.people.map((p) => p.name), ...sample.households.map((h) => h.head as string)];
  const said = lines.flatMap((l) => ('text' in l ? [String(l.text)] : []));
  const answers = out
    .split('\n')
    .filter(Boolean)
    .map((l) => String((JSON.parse(l) as { text?: string }).text ?? ''));
  const secret = new Set([...names, ...[...said, ...answers].flatMap(pieces), '522327', '622848']);
  // Instants and the channel's own ids are numbers too; what is left of a line are words of the program.
  const logged = log.replace(/"time":\d+|\d{4}-\d\d-\d\dT[\d:]+\+08:00|(?:sim|own)-\d+/g, '');
  expect([...secret].filter((s) => logged.includes(s))).toEqual([]);
}, 180_000);

it('not even where Redis refuses a write: what was to be written is not told to the log', async () => {
  const log: string[] = [];
  const world = await createWorld({
    features: onlyPush('none'),
    log: pino({ level: 'trace' }, { write: (line: string) => log.push(line) }),
  });
  const redis = new Redis(world.url);
  await redis.del('bf:{v:V01}:visits');
  await redis.set('bf:{v:V01}:visits', 'no set');
  await world.say('U18', '走访 罗启明 入户 老伴头晕好些了', { room: 'G2', id: 'm1' });
  redis.disconnect();
  expect(world.heard().map((s) => s.text)).toEqual([expect.stringContaining('没有存上')]);
  expect(log.join('')).toMatch(/holds a string, not a zset.*"messageId":"m1"/);
  for (const secret of ['罗启明', '头晕', 'H01']) expect(log.join('')).not.toContain(secret);
  await world.close();
});
