import type { Household } from './household.ts';

/** Words for one relation are many. */
const SAME: readonly string[][] = [
  ['配偶', '妻子', '老婆', '爱人', '老伴', '老伴儿', '媳妇', '丈夫', '老公'],
  ['母亲', '妈', '妈妈', '娘', '老娘', '老妈', '他妈', '她妈'],
  ['父亲', '爸', '爸爸', '爹', '老爹', '老爸', '他爸', '她爸'],
  ['儿子', '崽'],
  ['女儿', '闺女', '姑娘'],
  ['户主', '本人'],
];
/** 老人: whoever of the house is of the parents' age. */
const ELDERS = ['母亲', '父亲', '奶奶', '爷爷', '婆婆', '公公', '岳母', '岳父', '外公', '外婆'];

export function sameRelation(a: string, b: string): boolean {
  if (/^老人家?$/.test(b)) return ELDERS.includes(a);
  return a === b || SAME.some((words) => words.includes(a) && words.includes(b));
}

/** The member who is meant: by name, or the only one of that relation. */
export function memberIn(household: Household, said: string): number | 'several' | undefined {
  const named = household.members.findIndex((m) => m.name === said);
  if (named >= 0) return named;
  if (said === household.head) return household.members.findIndex((m) => m.relation === '户主');
  const same = household.members.flatMap((m, i) => (sameRelation(m.relation, said) ? [i] : []));
  return same.length > 1 ? 'several' : same[0];
}
