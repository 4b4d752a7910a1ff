import type { Context } from '../define.ts';
import { type Draft, type Reading, readTask } from './draft.ts';

/** Where another order may begin: 提醒冯立群…,提醒柳燕…; …;另外请何大庆…; …,柳燕月底前…. */
const NEXT = /[,。;\n]+\s*(?:再|另外|还有|还|并|也|同时|[,、\s])*(?:提醒|通知|任务|请|叫|让|喊|麻烦)?\s*/g;

/**
 * Several orders in one message, each for people of its own and with its own day; null where it is one. What follows a comma
 * without both is part of what somebody is asked to do.
 */
export function readSeveral(rest: string, context: Context): Draft[] | null {
  const parts: string[] = [];
  let from = 0;
  for (const found of rest.matchAll(NEXT)) {
    const next = found.index + found[0].length;
    if (isOrder(readTask(rest.slice(next), context))) {
      parts.push(rest.slice(from, found.index));
      from = next;
    }
  }
  if (parts.length === 0) return null;
  const readings = [...parts, rest.slice(from)].map((part) => readTask(part, context));
  const drafts = readings.flatMap((r) => (isOrder(r) ? [r.draft] : []));
  return drafts.length === readings.length ? drafts : null;
}

function isOrder(reading: Reading): reading is Extract<Reading, { kind: 'draft' }> {
  return (
    reading.kind === 'draft' &&
    (reading.whom.kind === 'people' || reading.whom.kind === 'self') &&
    reading.draft.due !== undefined
  );
}
