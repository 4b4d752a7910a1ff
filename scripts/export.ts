import { parseArgs } from 'node:util';
import { writeWorkbook } from '../src/sheets/write.ts';
import { EXPORTS } from './exports/kinds.ts';
import { withOwnStore } from './own-store.ts';

const USAGE = `usage: npm run --silent export -- KIND [--from 2017-09-01] [--to 2017-09-30] --out FILE.xlsx
kinds:
${EXPORTS.map((k) => `  ${k.name.padEnd(10)} ${k.about}`).join('\n')}`;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Ledgers and rosters out as one workbook (see README). Resolves with the exit code. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' } },
  });
  const { from, to, out } = values;
  const kind = EXPORTS.find((k) => k.name === positionals[0]);
  const wrong = [from, to].find((d) => d !== undefined && (!DAY.test(d) || Number.isNaN(Date.parse(d))));
  if (!kind || !out || positionals.length > 1 || wrong) {
    console.error(wrong ? `${wrong} is no day.\n${USAGE}` : USAGE);
    return 2;
  }
  const now = Date.now();
  await withOwnStore(async (store) => writeWorkbook(out, await kind.sheets(store, { from, to }, now), now));
  console.log(out);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
