import { readReplayArgs, replay } from './replay/run.ts';

/** `npm run --silent replay -- [--sample] [--dump FILE] [--seed N] < script.jsonl` (see README). */
const args = readReplayArgs(process.argv.slice(2));
if ('wrong' in args) {
  process.stderr.write(
    `${args.wrong}\nusage: npm run --silent replay -- [--sample] [--dump FILE] [--seed N] < script.jsonl\n`,
  );
  process.exit(2);
}
process.exit(await replay(args, process.stdin, (line) => process.stdout.write(`${line}\n`)));
