import type { Role } from '../../core/roles.ts';
import type { Person } from '../../records/organisation.ts';
import type { Directory } from '../../records/read.ts';

/** Who gets a village's digest: its two committees and its team (F03; contract, section 6). */
const VILLAGE: readonly Role[] = ['gridLeader', 'deputy', 'firstSecretary', 'teamLeader', 'villageSecretary'];
/** The township's leading group besides its leaders (班子), by its grade in the roster. */
const GROUP = '班子成员';

const active = (directory: Directory) =>
  [...directory.people()].filter((p: Person) => p.status === 'active' && p.roles.length > 0);

export function villageReaders(villageId: string, directory: Directory): string[] {
  return active(directory)
    .filter((p) => p.villageIds.includes(villageId) && p.roles.some((r) => VILLAGE.includes(r)))
    .map((p) => p.id);
}

/** The party secretary, the head of the township, and their group (F01, R04). */
export function townshipReaders(directory: Directory): string[] {
  return active(directory)
    .filter((p) => p.roles.includes('townshipLeader') || p.grade === GROUP)
    .map((p) => p.id);
}

export function officeReaders(directory: Directory): string[] {
  return active(directory)
    .filter((p) => p.roles.includes('office'))
    .map((p) => p.id);
}

/** A village's cadres' rooms. */
export function villageRooms(villageId: string, directory: Directory): string[] {
  return [...directory.rooms()]
    .filter((r) => r.status === 'active' && r.audience === 'cadre' && r.villageId === villageId)
    .map((r) => r.id);
}
