import { mkdtempSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createStage } from '../../scripts/replay/stage.ts';
import { readSample } from '../../scripts/sample/shape.ts';

/** A process to be killed: the real program on the store of REDIS_URL. Its parent says what is said and hears what is sent. */
const stage = createStage({
  dir: mkdtempSync(join(tmpdir(), 'bangfu-victim-')),
  log: pino({ level: 'error' }, pino.destination({ dest: 2, sync: true })),
  redisUrl: process.env.REDIS_URL ?? '',
  sample: readSample(),
  dataKey: Buffer.alloc(32, 7),
  seed: 1,
  // Synchronous: what the channel took is known to the parent even where the next instruction never runs.
  print: (sent) => writeSync(1, `${JSON.stringify({ sent })}\n`),
});

process.on('message', (said: { from: string; room?: string; text: string; id: string }) => {
  stage
    .play({ kind: 'say', ...said })
    .then(() => writeSync(1, `${JSON.stringify({ taken: said.id })}\n`))
    .catch((error: Error) => writeSync(2, `${error.stack}\n`));
});
process.on('disconnect', () => process.exit(0));

await stage.play({ kind: 'at', at: Date.parse('2017-09-13T10:00:00+08:00') });
writeSync(1, `${JSON.stringify({ ready: true })}\n`);
