import { clip } from '../../../core/text/clean.ts';
import { formatDay } from '../../../core/text/days.ts';
import type { Change } from '../../../records/change.ts';
import type { Read } from '../../../records/read.ts';
import { MODE_LABELS, type Visit, visitKind } from '../../../records/visit.ts';
import type { Effect, Pending } from '../../define.ts';
import { type Asked, proceed } from '../ask.ts';
import type { Draft } from '../draft.ts';
import { isMany, proceedSpoken } from '../speech/confirm.ts';
import { isQuick, keepQuick, type QuickState, resumeQuick } from './open.ts';

/** What becomes of a visit's open question, or its quick form, while no answer comes: nothing said is lost. */
export const pendingVisit: Pending = {
  again: (state) => (isQuick(state) ? state.line : null),
  keep(state, read) {
    if (isMany(state)) return keepAsked({ draft: allIn(state.many) }, read);
    return isQuick(state) ? keepQuick(state, read) : keepAsked(state as Asked, read);
  },
  async resume(state, context): Promise<Effect> {
    if (isQuick(state)) return resumeQuick(state, context);
    if (isMany(state)) return proceedSpoken(state.many, context);
    const { draft } = state as Asked;
    return proceed(draft, context);
  },
  settled(state, changes, next) {
    if (isMany(state)) return false;
    if (isMany(next)) return false;
    const { draft } = state as { draft: Draft };
    if (next !== undefined) return isSame(state as Asked | QuickState, next as Asked | QuickState);
    return changes.some((c) => c.kind.name === visitKind.name && isAnswered(state, draft, c));
  },
};

function keepAsked({ draft }: Pick<Asked, 'draft'>, { directory }: Read): { title: string; detail?: string } {
  const names = draft.targets.map((t) =>
    'household' in t ? (directory.household(t.household)?.head ?? t.household) : `“${clip(t.word, 8)}”`,
  );
  const mode = draft.mode ? ` ${MODE_LABELS[draft.mode]}` : '';
  return {
    title: `${names.join('、')} ${formatDay(draft.date, draft.date)}${mode}`,
    detail: draft.note === '' ? undefined : clip(draft.note, 30),
  };
}

/** Several visits under one title: all households, the first one's day and way. */
function allIn(many: readonly Draft[]): Draft {
  const [first] = many;
  if (!first) throw new Error('a draft of no visits');
  return { ...first, targets: many.flatMap((d) => d.targets), note: many.map((d) => d.note).join(';') };
}

/** The visit that was asked about was saved in another way, with all that had been said. */
function isAnswered(state: unknown, draft: Draft, { after }: Change): boolean {
  const visit = after as unknown as Visit;
  const [target, ...more] = draft.targets;
  const same = target && 'household' in target && target.household === visit.householdId;
  if (!same || more.length > 0 || visit.date !== draft.date || visit.status !== 'active') return false;
  return isQuick(state) ? state.quick.answers.length <= 1 : visit.summary.includes(draft.note);
}

/** The new question asks for the same visit and knows as much. */
function isSame(old: Asked | QuickState, now: Asked | QuickState): boolean {
  if (JSON.stringify(old.draft?.targets) !== JSON.stringify(now.draft?.targets)) return false;
  if (old.draft.date !== now.draft.date) return false;
  if (isQuick(old)) return isQuick(now) && now.quick.answers.length >= old.quick.answers.length;
  return now.draft.note.includes(old.draft.note);
}
