import { CHECK_LABELS, type Check, type CheckState } from '../../../records/visit.ts';

/** What a line of the template says of the checks: their state, what is wrong in words, and other words. */
export interface ChecksRead {
  checks: Partial<Record<Check, CheckState>>;
  problems: string[];
  notes: string[];
}

/** Words for a check inside a line (`住房 有问题 教育 好`); the second ones only where a new word begins (not in 好吃). */
const WORDS: readonly [Check, sure: RegExp, likely: RegExp][] = [
  ['water', /^(?:饮水安全|安全饮水|饮用水|饮水)/, /^(?:吃水|喝水|用水)/],
  ['food', /^不愁吃/, /^(?:吃饭|吃的|吃(?![水药苦亏]))/],
  ['clothing', /^不愁穿/, /^(?:穿衣|穿的|穿)/],
  ['education', /^(?:义务教育|教育)/, /^(?:上学|读书)/],
  ['medical', /^(?:基本医疗|医疗)/, /^(?:看病|医保)/],
  ['housing', /^(?:住房安全|安全住房|住房)/, /^(?:房子|房屋)/],
];

const OK =
  /^(?:(?:都|全|全都|均|很|还|挺|较|良|比较|基本|基本上|已经?|一切|也|情况)*(?:好|正常|有保障|保障|达标|合格|安全|放心|落实|可以|不错|稳定)|[都全均]?有|是|对|行|够|足够|ok|yes|y|[✓✔√☑✅])(?:的|了|着|呢)?$/i;
/** Nothing of it is wanting: `不愁`, `没问题`, `不缺吃`. */
const NONE_WRONG =
  /^(?:都|全|均|也)*(?:不愁|不缺|不漏|没愁|无忧|(?:没有?|无|没得|冇)(?:什么|啥)?(?:问题|困难|异常|漏|缺))/;
const UNKNOWN =
  /^(?:不涉及|不适用|不清楚|不知道|不详|不明|未知|没问|未问|没看|没问到|无|没有|没|[?/-]|(?:没有?|无|冇|没得|家里没).{0,6}(?:学生|在校生|上学的?|读书的?|娃|孩子|小孩|适龄))(?:人|的)?$/;
const WRONG =
  /问题|困难|不|没|无|缺|少|差|漏|裂|破|危|塌|坏|断|浑|脏|欠|愁|难|停|垮|辍|弃|失学|贵|够不|隐患|[×✗✘x❌]|否/i;

/** The verdict that nothing but says that something is wrong. */
const BARE_WRONG =
  /^(?:(?:还|也|都|有点|有些|有一?点|存在)*(?:有)?问题|不好|差|很差|较差|不行|否|[×✗✘x❌]|有困难|困难|没保障|无保障|不达标|不合格|不安全|缺|漏|愁|有隐患)(?:的|了)?$/i;

/** Reads what was written of some checks; a value that names none of them is about all of them. */
export function readChecks(value: string, about: readonly Check[]): ChecksRead {
  const read: ChecksRead = { checks: {}, problems: [], notes: [] };
  let waiting: Check[] = [];
  for (const { check, words } of pieces(value, about)) {
    const named = check ? [...waiting, check] : about;
    if (check && words === '') {
      waiting = [...named];
      continue;
    }
    waiting = [];
    if (words !== '') judge(words, named, read);
  }
  return read;
}

/** Cuts a line at the words for its checks; what stands in brackets is not looked into. */
function pieces(typed: string, about: readonly Check[]): { check?: Check; words: string }[] {
  const value = typed.replace(/不愁(吃|穿)(?=\s*(?:[,;、。和及]|不愁|$))/g, '$1 不愁 ');
  const found: { check: Check; from: number; to: number }[] = [];
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    if (value[i] === '(') depth++;
    if (value[i] === ')') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    const begins =
      i === 0 || found.at(-1)?.to === i || /[\s,;、。:)✓✔√☑×好的障常题愁及和]/.test(value[i - 1] ?? '');
    const word = wordAt(value.slice(i), about, begins);
    if (!word) continue;
    found.push({ check: word.check, from: i, to: i + word.length });
    i += word.length - 1;
  }
  const lead = trimmed(value.slice(0, found[0]?.from));
  const rest = found.map(({ check, to }, i) => ({
    check,
    words: trimmed(value.slice(to, found[i + 1]?.from)),
  }));
  return lead === '' ? rest : [{ words: lead }, ...rest];
}

function wordAt(text: string, about: readonly Check[], begins: boolean) {
  for (const [check, sure, likely] of WORDS) {
    if (!about.includes(check)) continue;
    const hit = sure.exec(text) ?? (begins ? likely.exec(text) : null);
    if (hit) return { check, length: hit[0].length };
  }
  return undefined;
}

function trimmed(words: string): string {
  return words.replace(/^(?:[\s,;、。:=]|方面|情况)+/, '').replace(/(?:[\s,;、。:和]|(?<!涉)及)+$/, '');
}

/** Takes one verdict down for the checks that it is about. */
function judge(words: string, checks: readonly Check[], read: ChecksRead): void {
  const { verdict, more } = split(words);
  const label = checks.map((c) => CHECK_LABELS[c]).join('、');
  const set = (state: CheckState) => {
    for (const check of checks) read.checks[check] = state;
  };
  if (OK.test(verdict) || NONE_WRONG.test(verdict)) {
    set('ok');
    if (more) read.notes.push(`${label}:${more}`);
  } else if (UNKNOWN.test(verdict)) {
    set('unknown');
    if (more) read.notes.push(`${label}:${more}`);
  } else if (BARE_WRONG.test(verdict)) {
    set('problem');
    read.problems.push(more || `${label}${verdict}`);
  } else if (WRONG.test(words)) {
    set('problem');
    read.problems.push(checks.length === 1 ? `${label}${words}` : words);
  } else {
    read.notes.push(`${label}:${words}`);
  }
}

/** `有问题(墙裂缝)`, `不好,墙裂缝`, `有问题:墙裂缝`: the verdict and what is said of it. */
function split(words: string): { verdict: string; more: string } {
  const m = /^([^(,。;:\n]*)[\s]*(?:\((.*?)\)?|[,。;:\n]+(.*))?$/s.exec(words);
  const [spoken, ...rest] = (m?.[1] ?? words).trim().split(/\s+/);
  const more = [rest.join(' '), m?.[2] ?? m?.[3] ?? ''].filter(Boolean).join(' ');
  return { verdict: spoken ?? '', more: more.replace(/[\s)。;]+$/, '').trim() };
}
