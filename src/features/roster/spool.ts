import type { AssignmentRow, HouseholdRow, MemberRow } from './sheets.ts';

/** A row that belongs to a village's household, `ref`: its number, or its village and head where it has none yet. */
export type Entry =
  | { kind: 'household'; ref: string; data: HouseholdRow }
  | { kind: 'member'; ref: string; data: MemberRow }
  | { kind: 'assignment'; ref: string; data: AssignmentRow & { personId: string } };

/** Where the rows of each village wait until all are known to be right: in memory, or on disk where they are many. */
export interface Spool {
  put(villageId: string, entry: Entry): void;
  villages(): string[];
  take(villageId: string): Entry[];
}

/** A spool in memory. */
export function memorySpool(): Spool {
  const lists = new Map<string, Entry[]>();
  return {
    put(villageId, entry) {
      const list = lists.get(villageId);
      if (list) list.push(entry);
      else lists.set(villageId, [entry]);
    },
    villages: () => [...lists.keys()],
    take(villageId) {
      const list = lists.get(villageId) ?? [];
      lists.delete(villageId);
      return list;
    },
  };
}
