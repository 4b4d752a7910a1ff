import { MINUTE } from '../../../core/clock.ts';
import type { OpenDialog } from '../../../core/dialog.ts';
import { type Visit, visitKind } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import type { Draft } from '../draft.ts';
import { findVisit, villagesOf } from '../find.ts';
import { isQuick } from '../quick/open.ts';

/** How long after a visit was logged, or 补图 was said, the sender's pictures belong to it (D16). */
export const ATTACH_FOR = 10 * MINUTE;

/** Said at `since`, a picture of `now` still belongs to it: by the clock, both ends included. */
export function belongs(since: number, now: number): boolean {
  return now >= since && now - since <= ATTACH_FOR;
}

/** What a picture or a place goes to. */
export type Target =
  | { kind: 'visit'; visit: Visit; twins: Visit[] }
  /** It was taken back: nothing is attached to it, nor to another in its place. `named`: by 补图. */
  | { kind: 'void'; visit: Visit; named: boolean }
  /** The sender is filling in a form that does not know its household yet. */
  | { kind: 'form' }
  /** The visit is not saved yet: its question is still open. */
  | { kind: 'draft'; draft: Draft; open: OpenDialog };

/** 补图's open dialog, and that of a visit which waits for an answer. */
export const ATTACH_COMMAND = '补图';
const LOG_COMMAND = '走访';

/** The visit that 补图 named, the one that still waits for an answer, or the sender's last one within ten minutes. */
export async function targetOf(context: Context): Promise<Target | null> {
  const { open } = context;
  if (open?.command === ATTACH_COMMAND) {
    const visit = await findVisit((open.state as { visitId: string }).visitId, context);
    if (visit)
      return visit.status === 'active'
        ? { kind: 'visit', visit, twins: [] }
        : { kind: 'void', visit, named: true };
  }
  const [visit, ...others] = await recentVisits(context);
  const asked = open?.command === LOG_COMMAND && belongs(open.askedAt, context.now) ? open : undefined;
  const draft = asked && openDraft(asked.state, context.now);
  if (asked && draft && !(visit && Date.parse(visit.at) > draft.saidAt))
    return { kind: 'draft', draft, open: asked };
  if (!visit) return asked && isQuick(asked.state) ? { kind: 'form' } : null;
  if (visit.status !== 'active') return { kind: 'void', visit, named: false };
  const twins = others.filter((v) => v.status === 'active' && v.source.messageId === visit.source.messageId);
  return { kind: 'visit', visit, twins };
}

/** A draft about one household, said within ten minutes; of several nobody knows which one the picture shows. */
function openDraft(state: unknown, now: number): Draft | undefined {
  const draft = (state as { draft?: Draft } | null)?.draft;
  return draft?.targets?.length === 1 && belongs(draft.saidAt, now) ? draft : undefined;
}

/**
 * What the sender logged within ten minutes in this chat or in private, latest first; in private from wherever it was
 * said. A void one stays in the list: its pictures are not another visit's.
 */
async function recentVisits(context: Context): Promise<Visit[]> {
  const { person } = context.sender;
  if (!person) return [];
  const span = { min: context.now - ATTACH_FOR - 1000, max: context.now };
  const perVillage = await Promise.all(
    villagesOf(context).map(async (villageId) =>
      context.read.many(
        visitKind,
        await context.read.range(villageId, `said:${person.id}:visits`, span),
        villageId,
      ),
    ),
  );
  const here = (v: Visit) =>
    context.place === 'private' || v.source.chat === context.chat || v.source.chat === person.id;
  const number = (v: Visit) => Number(v.id.slice(1));
  return perVillage
    .flat()
    .filter((v) => here(v) && belongs(Date.parse(v.at), context.now))
    .sort((a, b) => (a.at === b.at ? number(b) - number(a) : a.at < b.at ? 1 : -1));
}
