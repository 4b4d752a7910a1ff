import { showCode } from '../src/core/text/code.ts';
import { issueFor } from '../src/features/binding/import.ts';
import { unguessable } from '../src/runtime/random.ts';
import { withOwnStore } from './own-store.ts';

/**
 * `npm run --silent code -- U03`: a binding code from the terminal, by number or name. The first account of the office gets
 * its code here; all others ask the office. May run beside the program: a code is looked up when it is used.
 */
const [who, ...more] = process.argv.slice(2);
if (!who || more.length > 0) {
  console.error('usage: npm run --silent code -- U03   (number or name of a person or household)');
  process.exit(2);
}
const now = Date.now();
const made = await withOwnStore(async (store) => {
  const issued = await issueFor(who, { read: store.read, now, random: unguessable });
  if ('changes' in issued) {
    const [first] = issued.changes;
    if (first) await store.commit(store.slotOf(first), { mark: `code|${now}`, now, changes: issued.changes });
  }
  return issued;
});
if ('wrong' in made) {
  console.error(made.wrong);
  process.exit(1);
}
console.log(
  `${made.who}: ${showCode(made.code)}\nGood for 7 days, once. To be sent to the bot in private: 绑定 ${showCode(made.code)}`,
);
