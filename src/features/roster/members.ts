import type { Household } from '../../records/household.ts';
import { sameRelation } from '../../records/member.ts';
import type { Entry } from './spool.ts';

type Member = Household['members'][number];
type Row = Extract<Entry, { kind: 'member' }>['data'];

/** Of these a household has one: a row of theirs is about whoever is there, unless it names another. */
const SINGLE = /^(户主|本人|配偶|妻子|丈夫|老婆|老公|父亲|母亲)$/;
/** An age in the register and one in a file may be so far apart, years. */
const AGE_APART = 2;

/**
 * The members after a sheet: who is in it is put right or added, an empty cell leaves what was, and who is not in it stays:
 * an office may send the newborn's row alone. Who has left is said by 迁出, 出嫁 or 去世.
 */
export function membersAfter(before: readonly Member[], rows: readonly Row[]): Member[] {
  const after: Member[] = [...before];
  const taken = new Set<number>();
  for (const { household: _h, village: _v, head: _n, relation = '', ...said } of rows) {
    const row = { ...said, relation };
    const at = whoIs(before, row, taken);
    const old = before[at];
    taken.add(old ? at : after.length);
    // 老伴 says nothing else than the register's own word.
    const word = old && sameRelation(old.relation, relation) ? old.relation : relation;
    const member = { ...old, ...row, relation: word, tags: said.tags ?? old?.tags ?? [] };
    after[old ? at : after.length] = member;
  }
  return after;
}

type Said = Pick<Member, 'relation' | 'name' | 'age'>;

/** By name; without one, by relation and an age that fits. Nobody twice; -1 for somebody new. */
function whoIs(before: readonly Member[], row: Said, taken: ReadonlySet<number>): number {
  const first = (test: (m: Member) => boolean) => before.findIndex((m, i) => !taken.has(i) && test(m));
  if (row.name) {
    const named = first((m) => m.name === row.name);
    if (named >= 0) return named;
  }
  const same = (m: Member) => sameRelation(m.relation, row.relation);
  if (row.relation === '户主') return first(same);
  const unnamed = first((m) => same(m) && !(m.name && row.name) && fits(m, row));
  // The one whose age is told comes before another of that relation.
  const exact = first((m) => same(m) && !m.name && !row.name && isEqual(m.age, row.age));
  return exact >= 0 ? exact : unnamed;
}

const isEqual = (a: Member['age'], b: Member['age']) => (a ?? undefined) === (b ?? undefined);

/** A child is not taken for its elder brother, of whom no name was kept. */
function fits(old: Member, row: Said): boolean {
  if (SINGLE.test(row.relation)) return true;
  if (typeof old.age === 'number' && typeof row.age === 'number')
    return Math.abs(old.age - row.age) <= AGE_APART;
  return !old.name && !row.name;
}
