import { type Asker, findNames, type NameIndex, type NameInText } from '../../../core/text/names.ts';
import { isPlan, metNobody, tellsVisit } from './words.ts';

/** A piece of free speech up to the next comma or stop. */
export interface Clause {
  text: string;
  index: number;
  /** It tells of what is still to come, of a question or a wish. */
  plan: boolean;
  names: NameInText[];
}

/** Households that one stretch of the words is about. */
export interface Part {
  households: string[];
  clauses: Clause[];
}

export function clausesOf(text: string, index: NameIndex, asker: Asker): Clause[] {
  const names = findNames(index, text, asker);
  return [...text.matchAll(/[^\s,。;!]+/g)].map((m) => ({
    text: m[0],
    index: m.index,
    plan: isPlan(m[0]),
    names: names.filter((n) => n.index >= m.index && n.index < m.index + m[0].length),
  }));
}

/** A household that does something itself (`覃秀英今天去了县医院`) was not gone to. */
const GOES =
  /^(他|她|老人|自己|本人|一家|全家)?(今天|昨天|前天|昨晚|今早|上午|下午|早上|刚才|刚|已经|都|又|也)*(去|到|走|跑|上|回|搬)(了|到|去)?(?=[^\s,。;了过])/;

/** Somebody of it who goes, is no visit either: `莫建军儿子当兵去了`. */
const MEMBER_GOES =
  /^(?:家的|的|他|她)?(?:妈|娘|爸|爹|老伴|老婆|婆娘|堂客|媳妇|儿媳妇?|儿子|女儿|崽|孙子|孙女|娃|孩子|丈夫|老公)[^,。;]{0,10}(?:去|走|回|到|搬|嫁)(?:了|去|过)/;
const WE = /我|走访|入户|上门|电话/;

export const goesItself = ({ text, index, names }: Clause) =>
  names.some((n) => {
    const after = text.slice(n.index - index + n.length);
    return (n.index === index && GOES.test(after)) || (MEMBER_GOES.test(after) && !WE.test(text));
  });

/** Tells of a visit in so many words. */
export const tells = (c: Clause) => !c.plan && tellsVisit(c.text) && !goesItself(c);

/** What is said of a household right behind its name where an earlier clause told of the going. */
const BEHIND =
  /^(家|屋)?(里|头|那边|那里|户)?(也|还|今天|昨天|刚|都)*(去|走|跑|看|锁|没|不在|在家|在屋|好|正常|身体|情况|挺|蛮|还|老人|家里|说|反映|问|两口子|一家)/;

/**
 * The stretches of a message that are about a household each: one begins with the clause that names it and goes on to the
 * next that is about another. A household that is only talked of (`他说覃秀英家路灯坏了`) begins none.
 */
export function partsOf(clauses: readonly Clause[]): Part[] {
  const parts: Part[] = [];
  const known = new Set<string>();
  for (const [i, clause] of clauses.entries()) {
    const ids = [...new Set(clause.names.map((n) => n.entry.id))];
    const before = clauses[i - 1];
    const list = parts.at(-1);
    if (list && before && goesOn(before, clause) && !ids.some((id) => known.has(id))) {
      list.households.push(...ids);
      list.clauses.push(clause);
      for (const id of ids) known.add(id);
      continue;
    }
    const begins = ids.length > 0 && (isBare(clause) || beginsPart(clause, parts.length === 0, known));
    if (begins) {
      parts.push({ households: ids, clauses: [clause] });
      for (const id of ids) known.add(id);
    } else parts.at(-1)?.clauses.push(clause);
  }
  return together(parts);
}

const BESIDES =
  /今天|昨天|前天|上午|下午|中午|晚上|早上|晚|先|再|又|还有|和|跟|及|与|家里|家|屋里|屋头|屋|那里|那边|户|了|[、:&+]/g;

/** Nothing but a household's name, and when. */
function isBare({ text, index, names, plan }: Clause): boolean {
  if (names.length === 0 || plan) return false;
  let rest = text;
  for (const n of names.toReversed())
    rest = rest.slice(0, n.index - index) + rest.slice(n.index - index + n.length);
  return rest.replace(BESIDES, '') === '';
}

/** The names go on with the list: `石长顺 吴春桃两家都跑了`, `上午罗启明家 下午覃秀英家`. */
function goesOn(before: Clause, clause: Clause): boolean {
  const [name] = clause.names;
  if (!name || !isBare(before)) return false;
  return (
    isBare(clause) ||
    /^(这|那)?([两三四五几\d])(家|户)|^家?都/.test(clause.text.slice(name.index - clause.index + name.length))
  );
}

function beginsPart(clause: Clause, first: boolean, known: ReadonlySet<string>): boolean {
  if (first) return !clause.plan;
  const [name] = clause.names;
  if (!name || clause.plan) return false;
  if (known.has(name.entry.id) || tells(clause) || metNobody(clause.text)) return true;
  return name.index === clause.index && BEHIND.test(clause.text.slice(name.length));
}

/** A list first (`跑了罗启明和覃婆婆两户`), then each for itself: what is said of one alone goes with it, the list with the rest. */
function together(parts: readonly Part[]): Part[] {
  const alone = new Set(parts.flatMap((p) => (p.households.length === 1 ? p.households : [])));
  const own = new Map<string, Part>();
  for (const { households, clauses } of parts) {
    const left = households.length > 1 ? households.filter((id) => !alone.has(id)) : households;
    if (left.length === 0) continue;
    const had = own.get(left.join());
    if (had) had.clauses.push(...clauses);
    else own.set(left.join(), { households: left, clauses: [...clauses] });
  }
  return [...own.values()];
}
