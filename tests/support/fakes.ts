import type { Feature } from '../../src/features/define.ts';
import type { Planned, PushJob } from '../../src/features/pushJob.ts';

/** A feature that has nothing but one push; what it wants is the test's to say. */
export function pushing(
  name: string,
  outbound: readonly Planned[] | (() => Promise<Planned[]>),
  more: Partial<PushJob> = {},
): Feature {
  const run = async () => ({
    changes: [],
    outbound: typeof outbound === 'function' ? await outbound() : [...outbound],
    counts: {},
  });
  const job = { name, cron: '0 9 * * *', grace: 12 * 3_600_000, run, ...more } as PushJob;
  return { name: `test-${name}`, commands: [], pushes: [job] };
}
