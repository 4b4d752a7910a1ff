import { type Brief, DUTIES, dutyOfMember, readBriefs } from '../../records/dueBrief.ts';
import { briefOf, type DutyRef, dutiesOf } from '../../records/duty.ts';
import type { Read } from '../../records/read.ts';

/** A duty whose ladder is due, with the score at which it stands in the village's due set. */
export interface Due {
  brief: Brief;
  from: number;
}

/** The duties of a village that are due by now, those due longest first. */
export async function dueNow(villageId: string, now: number, limit: number, read: Read): Promise<Due[]> {
  const { members, scores, values } = await read.scoredFields(villageId, 'due', DUTIES, now, limit);
  const briefs = readBriefs(members, values);
  const due: Due[] = [];
  const without: (DutyRef & { from: number })[] = [];
  for (const [i, member] of members.entries()) {
    const from = scores[i] ?? 0;
    const brief = briefs[i];
    const ref = brief ? undefined : dutyOfMember(member);
    if (brief) due.push({ brief, from });
    else if (ref) without.push({ ...ref, from });
  }
  if (without.length === 0) return due;
  // Written before briefs were kept: the record tells the same.
  for (const brief of (await dutiesOf(without, villageId, read)).map(briefOf)) {
    const ref = without.find((r) => r.kind === brief.kind && r.id === brief.id);
    if (ref) due.push({ brief, from: ref.from });
  }
  return due.sort((a, b) => a.from - b.from);
}
