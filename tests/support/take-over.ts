import { openStore } from '../../src/store/store.ts';

/** Run by a test that is frozen meanwhile: takes its account when the lease has run out, and goes without giving it back. */
await openStore({
  url: process.argv[2] ?? '',
  account: 'test',
  keys: [Buffer.alloc(32, 7)],
  lease: {
    holder: { pid: process.pid, host: 'elsewhere', since: 'later' },
    isGone: () => false,
    ttlMs: 60_000,
  },
  onError: () => undefined,
});
process.exit(0);
