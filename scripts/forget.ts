import { forget } from '../src/store/forget.ts';
import { withOwnStore } from './own-store.ts';

/**
 * `npm run --silent forget -- H05 [--by U03]`: removes a household's personal fields and keeps the counts. With the program
 * stopped: it holds the households in memory.
 */
const [id, option, by = 'terminal', ...more] = process.argv.slice(2);
if (!id || !/^H\d+$/.test(id) || (option !== undefined && option !== '--by') || more.length > 0) {
  console.error('usage: npm run --silent forget -- H05 [--by U03]   (with the program stopped)');
  process.exit(2);
}
const done = await withOwnStore((store) => forget(store, id, Date.now(), by));
if (!done) {
  console.error(`There is no household ${id}.`);
  process.exit(1);
}
console.log(
  `${id} is forgotten: ${done.records} records emptied, ${done.photos} pictures, ${done.said} sends and drafts, ${done.phones} phones.`,
);
