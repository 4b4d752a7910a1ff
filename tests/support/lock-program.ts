import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withLock } from '../../scripts/lock.ts';

/** Run by a test, several at a time: goes in and out of one lock and writes down both. */
const dir = process.argv[2] ?? '.';
const journal = path.join(dir, 'journal');

for (let round = 0; round < 20; round++) {
  await withLock(path.join(dir, 'lock'), async () => {
    appendFileSync(journal, `${process.pid} ${round} in\n`);
    await pause(1);
    appendFileSync(journal, `${process.pid} ${round} out\n`);
  });
}
