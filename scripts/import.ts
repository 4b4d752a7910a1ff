import { createInterface } from 'node:readline/promises';
import { isYes } from '../src/core/text/consent.ts';
import { UserError } from '../src/errors.ts';
import { templateSheets } from '../src/features/roster/write.ts';
import { writeWorkbook } from '../src/sheets/write.ts';
import { withOwnStore } from './own-store.ts';
import { importRoster, resumeImports } from './roster/import.ts';

const USAGE = `usage: npm run --silent import -- FILE.xlsx [--yes]
       npm run --silent import -- --template FILE.xlsx`;

/** Rosters in (see README): a dry run first; what it says is written with --yes, or when it is answered with 确认. */
async function main(args: readonly string[]): Promise<number> {
  const yes = args.includes('--yes');
  const rest = args.filter((a) => a !== '--yes');
  if (rest[0] === '--template' && rest[1] && rest.length === 2) {
    await writeWorkbook(rest[1], templateSheets(), Date.now());
    console.log(`空表在 ${rest[1]}`);
    return 0;
  }
  const [file, ...more] = rest;
  if (!file || file.startsWith('--') || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const progress = (text: string) =>
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  const settings = { now: () => Date.now(), print: (text: string) => console.log(text), progress };
  return withOwnStore(async (store) => {
    await resumeImports(store, settings);
    return importRoster(store, file, { ...settings, agreed: async () => yes || asked() });
  });
}

/** Asks at the terminal, or takes the line that was piped in. */
async function asked(): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await Promise.race([
    lines.question('写入吗?输入“确认”写入,别的不写:'),
    new Promise<string>((done) => lines.once('close', () => done(''))),
  ]);
  lines.close();
  return isYes(answer);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UserError || error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
