import { type Brief, DUTIES, dutyOfMember, readBrief } from '../../records/dueBrief.ts';
import { briefOf, type DutyRef, dutiesOf } from '../../records/duty.ts';
import type { Read } from '../../records/read.ts';

/** A duty whose ladder is due, with the score at which it stands in the village's due set. */
export interface Due {
  brief: Brief;
  from: number;
}

/** A duty that is due, by its member in the village's due set. */
export interface DueRef extends DutyRef {
  member: string;
  score: number;
}

/** The duties of a village that are due by now, the longest due first. */
export async function dueRefs(villageId: string, now: number, limit: number, read: Read): Promise<DueRef[]> {
  const members = await read.scored(villageId, 'due', now, limit);
  return members.flatMap(({ member, score }) => {
    const ref = dutyOfMember(member);
    return ref ? { kind: ref.kind, id: ref.id, member, score } : [];
  });
}

/** What is to be known of them, in their order. */
export async function dueOf(villageId: string, refs: readonly DueRef[], read: Read): Promise<Due[]> {
  const values = await read.fields(
    villageId,
    DUTIES,
    refs.map((r) => r.member),
  );
  const known = new Map<string, Brief>();
  const without: DutyRef[] = [];
  for (const [i, ref] of refs.entries()) {
    const value = values[i];
    if (value) known.set(ref.member, readBrief(ref.kind, ref.id, value));
    else without.push(ref);
  }
  // Written before briefs were kept: the record tells the same.
  for (const duty of await dutiesOf(without, villageId, read))
    known.set(`${duty.kind}|${duty.record.id}`, briefOf(duty));
  return refs.flatMap(({ member, score }): Due[] => {
    const brief = known.get(member);
    return brief ? [{ brief, from: score }] : [];
  });
}
