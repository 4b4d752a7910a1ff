import { DAY, dayOf, weekOf } from '../../../core/clock.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import type { Visit } from '../../../records/visit.ts';
import type { Context } from '../../define.ts';
import { type Draft, householdIds } from '../draft.ts';
import { mayLog, overVillage } from '../rights.ts';
import { type Complete, type Ledger, type Ledgers, twinOf } from '../saveAll.ts';
import { lineIn, toldIn } from '../saveMerge.ts';
import type { Line } from './line.ts';

/** What becomes of a line of a list. `form`: whether the right form helps. */
export type Verdict =
  | { kind: 'save'; draft: Complete }
  /** It is on record: this list was posted before, or the visit was logged in another way. */
  | { kind: 'repeated'; stale: boolean }
  /** It was saved from this list and then taken back: it does not come again by itself. */
  | { kind: 'withdrawn' }
  | { kind: 'bad'; why: string; form: boolean };

/** A list goes on growing for some days; the same words a week later are another visit. */
const SAME_LIST = 6 * DAY;

/** Decides on one line. What is on record already needs no right: everybody who adds a line posts the others' again. */
export async function judge(line: Line, context: Context, ledgers: Ledgers): Promise<Verdict> {
  const { draft } = line;
  const why = line.flaw ?? unsure(draft, context);
  if (why) return { kind: 'bad', why, form: true };
  const { mode } = draft;
  if (!mode) return { kind: 'bad', why: '没写入户还是电话', form: true };
  const complete: Complete = { ...draft, mode };
  const households = householdIds(draft).flatMap((id) => context.read.directory.household(id) ?? []);
  const open = await Promise.all(households.map((h) => ledgers.of(h, draft.date)));
  const before = open.map((ledger) => sameWords({ ...line, draft: complete }, ledger, context));
  if (before.length > 0 && before.every((v) => v)) {
    if (before.some((v) => v?.status === 'active')) {
      const stale = !draft.dateSaid && before.some((v) => v && v.date !== draft.date);
      return { kind: 'repeated', stale };
    }
    return { kind: 'withdrawn' };
  }
  const denied = forbidden(draft, households, context);
  if (!denied) return { kind: 'save', draft: complete };
  const by = draft.by ?? context.sender.person?.id ?? '';
  const known = open.every((ledger) => twinOf(complete, ledger, by));
  return known ? { kind: 'repeated', stale: false } : { kind: 'bad', why: denied, form: false };
}

/**
 * The visit that the very same line of a list gave, or added to. The title may have been edited since (`还差3户`), within the
 * week and unless it names another day: next week's list has its own title, and often the same short lines.
 */
function sameWords({ draft, titled }: Line, ledger: Ledger, { now, today }: Context) {
  const retitled = (v: Visit) =>
    titled !== undefined &&
    weekOf(dayOf(Date.parse(v.at))) === weekOf(today) &&
    (!titled.dayOfTitle || v.date === draft.date) &&
    lineIn(v, titled.typed);
  const same = [...ledger.before.values()].filter(
    (v) => now - Date.parse(v.at) < SAME_LIST && (toldIn(v, draft.text) || retitled(v)),
  );
  return same.find((v) => v.status === 'active') ?? same[0];
}

/** A name that is not exact is not asked about in the middle of a list: the line is named. */
function unsure({ targets }: Draft, { read }: Context): string | null {
  for (const target of targets) {
    if ('household' in target) continue;
    const heads = target.options.flatMap((id) => read.directory.household(id)?.head ?? []);
    const [head] = heads;
    if (!head) return `没有叫“${target.word}”的户`;
    return new Set(heads).size === 1 && heads.length > 1
      ? `叫“${head}”的不止一户,这条请单独发走访`
      : `“${target.word}”是不是${heads.slice(0, 2).join('、')}`;
  }
  return null;
}

/** Why this sender may not save it (contract, section 6), in a few words. */
function forbidden({ by }: Draft, households: readonly HouseholdBrief[], context: Context): string | null {
  const { sender, read } = context;
  if (by !== undefined && by !== sender.person?.id) {
    const helper = read.directory.person(by);
    if (helper?.roles.length === 0) return `${helper.name}已经不在帮扶岗位`;
    if (!households.every((h) => overVillage(sender, h.villageId)))
      return `替${helper?.name ?? by}记要网格长、副网格长、第一书记或信息员`;
  }
  const foreign = households.find((h) => !mayLog(sender, h));
  return foreign ? `${foreign.head}家不是您帮的户` : null;
}
