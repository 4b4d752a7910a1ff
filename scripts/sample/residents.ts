import type { PageDirectory, PageHints } from '../../src/transport/simulator/directory.ts';
import { readSample } from './shape.ts';
import { TRIES } from './tries.ts';

/** Who lives and works in the sample township, and in which rooms, for the simulator's page. */
export function residents(): { directory: PageDirectory; hints: Partial<PageHints> } {
  const { meta, people, households, chat_groups: rooms } = readSample();
  const directory = {
    people: [
      ...people.map((p) => ({ id: p.id, name: p.name, does: p.roles.join('、'), group: '干部' })),
      ...households.map((h) => ({ id: String(h.id), name: String(h.head), does: `${h.group}的住户`, group: '农户' })),
    ],
    rooms: rooms.map((g) => ({ id: g.id, name: g.name, members: [...g.members, ...(g.households ?? [])] })),
  };
  return { directory, hints: { as: 'U18', chat: 'G2', tries: [...TRIES], asOf: Date.parse(meta.as_of) } };
}
