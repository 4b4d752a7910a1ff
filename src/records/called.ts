import type { Sender } from '../core/roles.ts';
import { surnameOf } from '../core/text/nickname.ts';
import type { Directory, HouseholdBrief } from './read.ts';

/** Where a name may begin that is said without its surname: 国庆 is a feast, 去国庆家 is not. */
const BEGIN = '(?<=^|[\\s,。;:、!去到过在给跟和与问叫喊让请把帮替向是说的陪找见由派催]|[天午晚]|刚才)';
const END =
  '(?=$|[\\s,。;:、!]|家|屋|那|这|两|他|她|的|爱人|老|妈|爸|娘|婆|媳|儿|女|娃|嫂|说|讲|在|不在|没|去|电话|自己|今|昨|前|上|下|把|又|还|卖|户|书记|支书|主任)';
/** 邓家 is a house, 邓家湾 a place. */
const HOUSE = '家(?!坝|湾|院|寨|坪|沟|垭|冲|村|组|里沟)';
const TITLES =
  '书记|支书|主任|主席|乡长|镇长|村长|部长|所长|站长|组长|队长|股长|科长|局长|会计|委员|老师|医生|干事';

/** How somebody is called by less than the whole name: what of it, and where that stands. */
type Form = (name: string) => { short: string; pattern: string } | null;

/** Given names that are words as well: a feast, a wish. */
const WORDS = /^(国庆|建国|建设|光明|平安|健康|长寿|太平|新年|元旦|中秋|胜利|解放|小康|富裕|和平|明天|光荣)$/;

/** 启明屋头, 去海生家. */
const givenName: Form = (name) => {
  const short = name.slice(surnameOf(name).length);
  return short.length < 2 ? null : { short, pattern: `${BEGIN}${short}${END}` };
};

/** One of the speaker's own few households: wherever it stands. */
const ownGiven: Form = (name) => {
  const form = givenName(name);
  return form && !WORDS.test(form.short) ? { ...form, pattern: `${form.short}(?!气|节|街|路|镇)` } : form;
};

/** 老彭, 邓家. */
const house: Form = (name) => {
  const short = surnameOf(name);
  return { short, pattern: `${BEGIN}(?:老${short}|${short}(?=${HOUSE}))` };
};

const ownHouse: Form = (name) => {
  const short = surnameOf(name);
  return { short, pattern: `老${short}(?!师|板|家坝|婆)|${short}(?=${HOUSE})` };
};

/** 尹支书, 苗股长. */
const titled: Form = (name) => {
  const short = surnameOf(name);
  return {
    short,
    pattern: `(?<!\\p{Script=Han}[老小]?)${short}(?:${TITLES})|(?<!老|小)${short}(?:支书|乡长|镇长|股长|科长|局长|干事|书记)`,
  };
};

/**
 * The words with full names where people are called by less: `启明屋头`, `老彭`, `邓家`, `尹支书`. Only where one of the
 * speaker's own households, or else one of his villages', bears it; colleagues likewise. It is a guess, to be asked about.
 */
export function spelledOut(text: string, { person }: Sender, directory: Directory): string {
  const villages = new Set(person?.villageIds ?? []);
  const own = person ? directory.householdsOf(person.id).map((h) => h.head) : [];
  const neighbours = near(villages, directory).map((h) => h.head);
  const colleagues = [...directory.people()].filter((p) => p.status === 'active' && p.id !== person?.id);
  const beside = colleagues.filter((p) => p.villageIds.some((id) => villages.has(id))).map((p) => p.name);
  const all = colleagues.map((p) => p.name);
  const taken = new Set<string>();
  return (
    [
      [own, [ownGiven, ownHouse]],
      [neighbours, [givenName, house]],
      [beside, [givenName, titled]],
      [all, [givenName, titled]],
    ] as const
  ).reduce(
    (words, [names, forms]) => forms.reduce((said, form) => spell(said, names, form, taken), words),
    text,
  );
}

/** The households of the speaker's villages whose head a bare `老罗`, `罗家` may be; none where it is no such word. */
export function bearersOf(word: string, { person }: Sender, directory: Directory): string[] {
  const surname = word.replace(/^[老小]|家$/g, '');
  if (surname === word || surname === '') return [];
  return near(person?.villageIds ?? [], directory)
    .filter((h) => h.status === 'active' && surnameOf(h.head) === surname)
    .map((h) => h.id);
}

/** Whoever has so many neighbours means nobody by half a name, and all of them would have to be looked through. */
const MOST_NEAR = 2_000;

function near(villages: Iterable<string>, directory: Directory): HouseholdBrief[] {
  const found: HouseholdBrief[] = [];
  for (const id of villages) {
    for (const household of directory.households(id)) {
      if (found.length === MOST_NEAR) return [];
      found.push(household);
    }
  }
  return found;
}

/** Spells out what only one of these is called, and nobody nearer (`taken`). */
function spell(text: string, names: readonly string[], form: Form, taken: Set<string>): string {
  const bearers = new Map<string, Set<string>>();
  for (const name of names) {
    const short = form(name)?.short;
    if (short === undefined || !text.includes(short) || text.includes(name)) continue;
    bearers.set(short, (bearers.get(short) ?? new Set()).add(name));
  }
  let words = text;
  for (const [short, [name, ...others]] of bearers) {
    const found = name === undefined || others.length > 0 || taken.has(short) ? null : form(name);
    const spelled = found ? words.replace(new RegExp(found.pattern, 'u'), name ?? short) : words;
    if (spelled === words) continue;
    taken.add(short);
    words = spelled;
  }
  return words;
}
