import { recount } from '../src/store/recount.ts';
import { withOwnStore } from './own-store.ts';

/**
 * `npm run --silent recount -- [--repair]`: counts everything anew from the records and prints each counter that differs,
 * one JSON object a line; exit code 1 where there was one. With the program stopped: a commit in between looks like one.
 */
const unknown = process.argv.slice(2).find((a) => a !== '--repair');
if (unknown) {
  console.error(`unknown option ${unknown}\nusage: npm run --silent recount -- [--repair]`);
  process.exit(2);
}
const repair = process.argv.includes('--repair');
const found = await withOwnStore((store) => recount(store, repair));
for (const difference of found) console.log(JSON.stringify(difference));
console.error(
  found.length === 0
    ? 'Counters and records agree.'
    : `${found.length} counters differ${repair ? ' and were put right' : ''}.`,
);
process.exit(found.length > 0 && !repair ? 1 : 0);
