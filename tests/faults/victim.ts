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
  print: (sent) => tell({ sent }),
});

/** Synchronous: what the channel took is known to the parent even where the next instruction never runs. */
function tell(news: object): void {
  const line = Buffer.from(`${JSON.stringify(news)}\n`);
  for (let from = 0; from < line.length; ) {
    try {
      from += writeSync(1, line, from);
    } catch (error) {
      // The pipe is full: its reader is busy just now.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

process.on('message', (said: { from: string; room?: string; text: string; id: string }) => {
  stage
    .play({ kind: 'say', ...said })
    .then(() => tell({ taken: said.id }))
    .catch((error: Error) => writeSync(2, `${error.stack}\n`));
});
process.on('disconnect', () => process.exit(0));

await stage.play({ kind: 'at', at: Date.parse('2017-09-13T10:00:00+08:00') });
tell({ ready: true });
