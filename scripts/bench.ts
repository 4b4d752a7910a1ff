import { ask } from './bench/ask/ask.ts';
import { digest } from './bench/digest/digest.ts';
import { exporting } from './bench/digest/exporting.ts';
import { importing } from './bench/import.ts';
import { inbound } from './bench/inbound.ts';
import { meaning, talk } from './bench/learned.ts';
import { memory } from './bench/memory.ts';
import { names } from './bench/names.ts';
import { withRedis } from './bench/redis.ts';
import { reminders } from './bench/reminders.ts';
import { start } from './bench/start.ts';
import { wechaty } from './bench/wechaty.ts';

/** One measured figure; `ratio` beside another of the same run is what counts (absolute times depend on the machine). */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  ratioTo?: string;
  ratio?: number;
}

const benches: Record<string, (redisUrl: string) => Promise<Figure[]>> = {
  ask,
  digest,
  export: exporting,
  import: importing,
  inbound,
  reminders: (url) => reminders(url),
  wechaty,
  meaning,
  talk,
  memory,
  names,
  start,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in benches));
if (unknown) {
  console.error(`There is no bench ${unknown}. There are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  const run = benches[name];
  if (!run) continue;
  const figures = await withRedis(run);
  for (const figure of figures) console.log(JSON.stringify(figure));
}
process.exit(0);
