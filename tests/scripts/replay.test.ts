import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ReplayArgs, readReplayArgs, replay } from '../../scripts/replay/run.ts';

interface Out {
  at: string;
  to: string;
  text: string;
}

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bangfu-test-replay-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Plays lines (objects, or raw text) on the sample township. */
async function play(lines: (object | string)[], args: Partial<ReplayArgs> = {}) {
  const out: Out[] = [];
  let complaint = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complaint += String(text);
    return true;
  });
  const input = Readable.from(lines.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`));
  try {
    const all = { sample: true, seed: 1, ...args };
    const code = await replay(all, input, (line) => out.push(JSON.parse(line) as Out));
    return { code, out, complaint, told: out.map((o) => `${o.at.slice(8, 16)} ${o.to}`) };
  } finally {
    spy.mockRestore();
  }
}

const dumpOf = async (lines: object[], args: Partial<ReplayArgs> = {}) => {
  const file = join(dir, `dump-${Math.random()}.json`);
  const { code } = await play(lines, { ...args, dump: file });
  expect(code).toBe(0);
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>[]>;
};

const at = (when: string) => ({ at: `2017-09-${when}:00+08:00` });
const visit = { from: 'U18', room: 'G2', text: '走访 罗启明 入户 好', id: 'm1' };
const mine = { from: 'U18', text: '我的走访' };

describe('a line that cannot be read ends it with code 2 and the number of the line', () => {
  it.each<[string, (object | string)[], RegExp]>([
    ['no JSON', ['{"at":'], /^line 1 .*JSON/],
    ['a bare word', [visit, 'null'], /^line 2 .*JSON object/],
    ['an unknown kind of line', [{ say: 'x' }], /^line 1 .*none of/],
    ['an unknown key', [visit, '', { ...mine, mood: 'bad' }], /^line 3 .*mood/],
    ['text and image', [{ from: 'U18', text: 'x', image: 'a.jpg' }], /^line 1 .*exactly one/],
    ['a wrong instant', [{ at: '2017-09-13 09:00' }], /^line 1 .*at/],
    ['going back in time', [at('13T08:40'), at('13T08:39')], /^line 2 .*back in time/],
    ['before the sample begins', [at('13T07:59')], /^line 1 .*back in time/],
    ['a recall of what was not said', [visit, { recall: 'm2' }], /^line 2 .*m2/],
    ['no times to refuse', [{ refuse: 'G2', times: 0, retryable: true }], /^line 1 .*times/],
    ['restart: false', [{ restart: false }], /^line 1 .*restart/],
  ])('%s', async (_, lines, wanted) => {
    const { code, complaint, out } = await play(lines);
    expect(code).toBe(2);
    expect(complaint).toMatch(wanted);
    expect(complaint.trim().split('\n')).toHaveLength(1);
    // What stood before it was played.
    expect(out).toHaveLength(lines.includes(visit) ? 1 : 0);
  });

  it('a message before the first “at”, without the sample', async () => {
    const { code, complaint } = await play([visit], { sample: false });
    expect(code).toBe(2);
    expect(complaint).toMatch(/^line 1 .*before the first/);
    expect((await play([at('13T09:00'), mine], { sample: false })).code).toBe(0);
  });
});

describe('the clock', () => {
  it('begins at the sample’s moment and never goes back', async () => {
    const { out, code } = await play([
      mine,
      at('13T08:00'),
      mine,
      at('13T20:00'),
      mine,
      at('16T10:00'),
      mine,
    ]);
    expect(code).toBe(0);
    expect(out[0]?.at).toBe('2017-09-13T08:00:00+08:00');
    const times = out.map((o) => o.at);
    expect(times).toEqual([...times].sort());
    expect(times.some((t) => t === '2017-09-14T09:00:00+08:00')).toBe(true);
  });

  it('an empty script ends well', async () => expect((await play(['', ' '])).code).toBe(0));
});

describe('what happens to the process and the channel', () => {
  const nudges = (told: string[]) => told.filter((t) => / U(18|04)$/.test(t));

  it('down over nine o’clock: caught up within its grace', async () => {
    const { told } = await play([
      at('13T20:00'),
      { down: true },
      at('14T12:00'),
      { up: true },
      at('14T13:00'),
    ]);
    expect(nudges(told).filter((t) => t.startsWith('14'))).toEqual(expect.arrayContaining(['14T12:00 U18']));
    expect(told.filter((t) => t.endsWith('U18') && t.startsWith('14'))).toHaveLength(1);
  });

  it('down past the grace: skipped, and the reason is kept', async () => {
    const lines = [at('13T20:00'), { down: true }, at('14T22:00'), { up: true }, at('15T08:00')];
    expect((await play(lines)).told.filter((t) => t.startsWith('14'))).toEqual([]);
    const { pushes } = await dumpOf(lines);
    const missed = pushes?.filter((p) => p.reason === 'missed' && String(p.key).includes('overdue'));
    expect(missed?.map((p) => p.slot)).toEqual(['2017-09-14T09:00:00+08:00']);
  });

  it('restart: nothing is said twice, nothing forgotten', async () => {
    const { out } = await play([visit, { restart: true }, visit, mine]);
    expect(out.map((o) => o.to)).toEqual(['G2', 'U18']);
    expect(out[1]?.text).toContain('罗启明');
  });

  it('logged out: answered at login', async () => {
    const { told } = await play([{ login: false }, visit, at('13T10:00'), { login: true }]);
    expect(told).toContain('13T10:00 G2');
    expect(told.filter((t) => t.endsWith('G2'))).toHaveLength(1);
  });

  it('refused twice, trying again helps: it arrives later', async () => {
    const { out } = await play([{ refuse: 'G2', times: 2, retryable: true }, visit, at('13T08:05')]);
    expect(out.map((o) => o.at)).toEqual(['2017-09-13T08:00:12+08:00']);
  });

  it('refused for good: in the dump with its reason', async () => {
    const { pushes, visits } = await dumpOf([
      { refuse: 'G2', times: 1, retryable: false },
      visit,
      at('13T08:05'),
    ]);
    expect(pushes?.filter((p) => p.kind === 'reply')).toMatchObject([
      { state: 'failed', reason: 'refused', to: 'G2' },
    ]);
    expect(visits?.some((v) => (v.source as { messageId: string }).messageId === 'm1')).toBe(true);
  });

  it('a recalled message takes its record back', async () => {
    const { visits } = await dumpOf([visit, { recall: 'm1' }]);
    expect(visits?.find((v) => (v.source as { messageId: string }).messageId === 'm1')?.status).toBe('void');
  });
});

describe('the dump', () => {
  const LISTS =
    'visits problems tasks requests incomes expenses memberEvents needs signups households people assignments policies pushes audit';

  it('has every list of the contract, also where nothing was said', async () => {
    const all = await dumpOf([]);
    for (const list of LISTS.split(' ')) expect(Array.isArray(all[list]), list).toBe(true);
    expect(all.households?.length).toBeGreaterThan(10);
  });

  it('gives every record its envelope', async () => {
    const { visits, pushes, audit } = await dumpOf([visit]);
    expect(visits?.at(-1)).toMatchObject({
      by: 'U18',
      status: 'active',
      source: { messageId: 'm1', chat: 'G2' },
    });
    expect(visits?.at(-1)?.at).toMatch(/^2017-09-13T08:00:00\+08:00$/);
    expect(pushes?.find((p) => p.kind === 'reply')).toMatchObject({ to: 'G2', slot: 'm1', state: 'sent' });
    for (const field of ['chain', 'seq', 'at', 'actor', 'action', 'record', 'digest', 'prev', 'hash'])
      expect(audit?.at(-1)).toHaveProperty(field);
  });

  it('is the same for the same seed', async () => {
    const lines = [visit, at('14T10:00')];
    expect(await dumpOf(lines, { seed: 7 })).toEqual(await dumpOf(lines, { seed: 7 }));
  });
});

describe('options', () => {
  it.each([
    [['--sample', '--dump', 'x.json', '--seed', '3'], { sample: true, dump: 'x.json', seed: 3 }],
    [[], { sample: false, seed: 1 }],
    [['--dump'], { wrong: expect.stringContaining('--dump') }],
    [['--seed', 'x'], { wrong: expect.stringContaining('--seed') }],
    [['--quick'], { wrong: expect.stringContaining('--quick') }],
  ])('%j', (argv, wanted) => expect(readReplayArgs(argv)).toEqual(wanted));
});

describe('the command', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));

  async function command(lines: object[], options: string[], env = {}) {
    const child = spawn('npm', ['run', '--silent', 'replay', '--', ...options], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (d) => {
      out += d;
    });
    child.stderr.on('data', (d) => {
      err += d;
    });
    child.stdin.end(lines.map((l) => `${JSON.stringify(l)}\n`).join(''));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, out, err };
  }

  it('prints JSON lines and nothing else, whatever is logged', async () => {
    const { code, out, err } = await command([visit, at('14T10:00')], ['--sample'], { LOG_LEVEL: 'trace' });
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(Object.keys(JSON.parse(line)).slice(0, 2)).toEqual(['at', 'to']);
    expect(err).toContain('push ran');
  });

  it('leaves the files that it named to whoever reads its output, and nothing else', async () => {
    const { code, out } = await command([visit, { from: 'U03', text: '导出 走访 9月' }], ['--sample'], {});
    expect(code).toBe(0);
    const file = out
      .trimEnd()
      .split('\n')
      .map((l) => (JSON.parse(l) as { file?: string }).file)
      .find((f) => f !== undefined);
    expect(readFileSync(file ?? '').subarray(0, 2)).toEqual(Buffer.from('PK'));
    const folder = /^.*bangfu-replay-[^/]+/.exec(file ?? '')?.[0] ?? '';
    expect(readdirSync(folder)).toEqual(['sent']);
    rmSync(folder, { recursive: true });
  });

  it('ends with 2 for a line or an option that it cannot read', async () => {
    const [line, option] = await Promise.all([command([{ say: 1 }], ['--sample']), command([], ['--what'])]);
    expect([line.code, line.out]).toEqual([2, '']);
    expect(line.err).toMatch(/line 1/);
    expect([option.code, option.out]).toEqual([2, '']);
    expect(option.err).toMatch(/--what[\s\S]*usage/);
  });
});
