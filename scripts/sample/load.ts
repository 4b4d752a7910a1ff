import { skippedNudges } from '../../src/features/nudge/import.ts';
import { importedRhythm, skippedSteps } from '../../src/features/visit/import.ts';
import { type Change, change } from '../../src/records/change.ts';
import { assignmentKind, householdKind } from '../../src/records/household.ts';
import { identityKind, personKind, roomKind, villageKind } from '../../src/records/organisation.ts';
import { problemKind } from '../../src/records/problem.ts';
import { policyKind } from '../../src/records/policy.ts';
import { publicityKind } from '../../src/records/publicity.ts';
import { rhythmKind } from '../../src/records/rhythm.ts';
import { taskKind } from '../../src/records/task.ts';
import { visitKind } from '../../src/records/visit.ts';
import { createGate } from '../../src/runtime/gate.ts';
import { perform } from '../../src/runtime/perform.ts';
import type { Store } from '../../src/store/store.ts';
import { duties, problems, tasks } from './duties.ts';
import { readBook } from './book.ts';
import { assignments, households, identities, people, publicities, rooms, villages, visits } from './records.ts';
import type { Sample } from './shape.ts';

/**
 * Loads the sample township through the commits that real data takes: first the people, then village by village. History
 * that is loaded fires nothing by itself. Loading it twice changes nothing.
 */
export async function loadSample(store: Store, sample: Sample, channelId: (id: string) => string): Promise<void> {
  const at = sample.meta.as_of;
  const now = Date.parse(at);
  const gate = createGate();
  const enter = (name: string, changes: Change[], pushes: ReturnType<typeof skippedSteps> = []) =>
    perform(store, gate, { mark: `import|sample|${name}`, now, run: async () => ({ changes, home: { pushes } }) });
  const as = <T>(action: string) => (after: T) => ({ after, action, actor: 'import' });

  await enter('people', [
    ...people(sample).map((p) => change({ kind: personKind, ...as<typeof p>('person.import')(p) })),
    ...villages(sample).map((v) => change({ kind: villageKind, ...as<typeof v>('village.import')(v) })),
    ...rooms(sample, channelId).map((r) => change({ kind: roomKind, ...as<typeof r>('room.bind')(r) })),
    ...identities(sample).map((i) => change({ kind: identityKind, ...as<typeof i>('identity.bind')(i) })),
  ]);
  await enter('policies', readBook(at).map((p) => change({ kind: policyKind, ...as<typeof p>('policy.import')(p) })));
  const helped = assignments(sample);
  const history = visits(sample);
  const issues = problems(sample);
  const todo = tasks(sample);
  for (const village of villages(sample)) {
    const here = households(sample).filter((h) => h.villageId === village.id);
    const rhythms = here.map((h) => {
      const helperId = helped.find((a) => a.householdId === h.id && a.primary && !a.end)?.personId;
      const brief = { ...h, helperId };
      return { brief, rhythm: importedRhythm(brief, history.filter((v) => v.householdId === h.id), at) };
    });
    const duty = duties(issues, todo).filter((d) => d.record.villageId === village.id);
    await enter(
      village.id,
      [
        ...here.map((h) => change({ kind: householdKind, ...as<typeof h>('household.import')(h) })),
        ...helped
          .filter((a) => a.villageId === village.id)
          .map((a) => change({ kind: assignmentKind, ...as<typeof a>('assignment.import')(a) })),
        ...history
          .filter((v) => v.villageId === village.id)
          .map((v) => change({ kind: visitKind, ...as<typeof v>('visit.import')(v) })),
        ...issues
          .filter((p) => p.villageId === village.id)
          .map((p) => change({ kind: problemKind, ...as<typeof p>('problem.import')(p) })),
        ...todo
          .filter((t) => t.villageId === village.id)
          .map((t) => change({ kind: taskKind, ...as<typeof t>('task.import')(t) })),
        ...publicities(sample)
          .filter((p) => p.villageId === village.id)
          .map((p) => change({ kind: publicityKind, ...as<typeof p>('publicity.import')(p) })),
        ...rhythms.map(({ rhythm }) => change({ kind: rhythmKind, ...as<typeof rhythm>('rhythm.import')(rhythm) })),
      ],
      [
        ...rhythms.flatMap(({ brief, rhythm }) => skippedSteps(brief, rhythm, at)),
        ...duty.flatMap((d) => skippedNudges(d, at)),
      ],
    );
  }
  await store.reserveNumbers('S', history.length);
  await store.reserveNumbers('P', readBook(at).length);
  await store.reserveNumbers('I', issues.length);
  await store.reserveNumbers('T', todo.length);
  await store.reserveNumbers('G', rooms(sample, channelId).length);
}
