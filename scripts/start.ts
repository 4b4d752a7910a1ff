import { run } from './run.ts';
import { loadSettings } from './settings.ts';

loadSettings();

/** The first signal stops in order. A second one, later than npm's own copy of the first, ends the process at once. */
const stopAsked = new Promise<void>((resolve) => {
  let since: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (since !== null && Date.now() - since > 2000) process.exit(1);
      since ??= Date.now();
      resolve();
    });
  }
});

const code = await run({
  args: process.argv.slice(2),
  env: process.env,
  load: async () => (await import('./launch.ts')).launch,
  stopAsked,
  print: (text) => console.log(text),
  complain: (text) => console.error(text),
});
process.exit(code);
