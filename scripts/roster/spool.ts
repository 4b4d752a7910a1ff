import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry, Spool } from '../../src/features/roster/spool.ts';

const FULL = 64 * 1024;

/** A spool on disk, for more rows than memory should hold: one file a village, in a folder that only we can read. */
export function diskSpool(): Spool & { clear(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'bangfu-import-'));
  const waiting = new Map<string, { lines: string[]; size: number }>();
  const file = (villageId: string) => join(dir, `${villageId.replace(/[^\w-]/g, '_')}.jsonl`);

  function flush(villageId: string): void {
    const w = waiting.get(villageId);
    if (!w || w.size === 0) return;
    appendFileSync(file(villageId), w.lines.join(''), { mode: 0o600 });
    w.lines = [];
    w.size = 0;
  }

  return {
    put(villageId, entry) {
      const line = `${JSON.stringify(entry)}\n`;
      const w = waiting.get(villageId) ?? { lines: [], size: 0 };
      waiting.set(villageId, w);
      w.lines.push(line);
      w.size += line.length;
      if (w.size > FULL) flush(villageId);
    },
    villages: () => [...waiting.keys()],
    take(villageId) {
      flush(villageId);
      if (!waiting.has(villageId)) return [];
      return readFileSync(file(villageId), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Entry);
    },
    clear: () => rmSync(dir, { recursive: true, force: true }),
  };
}
