import type { Reading } from '../../../core/form.ts';
import { isChatter } from '../../../core/text/chatter.ts';
import { CHECKS, type Check, type CheckState } from '../../../records/visit.ts';

/** What was said of the six checks: each one's state, what is wrong in the sender's words, and what was about none. */
export interface ChecksSaid {
  checks: Record<Check, CheckState>;
  problems: string[];
  more?: string;
}

/** Words for each check (B31, B32, D12). What one has taken is not looked at by those behind it: 吃水 is not about food. */
const WORDS: readonly [Check, RegExp][] = [
  [
    'water',
    /(喝|饮|吃|用|挑|断|停|缺|没有?|没得|自来|井|通)水|水(管|源|井|质|缸|窖|池|压|浑|脏|臭|断|停|不够|不干净|困难|有问题)|饮用水|^水/,
  ],
  ['medical', /看病|医|药|住院|病(重|了|人)?|手术|透析|合作医疗|新农合/],
  ['education', /上学|读书|教育|学费|辍学|失学|退学|厌学|学校|生活费|助学|书本费|幼儿园|娃.{0,4}学/],
  ['clothing', /穿|衣|被子|棉被|棉鞋|鞋/],
  ['housing', /住房|房|屋|漏雨|漏|瓦|墙|裂缝|塌|住的/],
  ['food', /粮|口粮|断炊|吃|米|饭|油盐|挨饿/],
];
const BOTH = /不愁吃穿|吃穿|吃的穿的/;

const ALL_FINE =
  /^(?:(?:全部?|都|六[样项]|样样|一切|大家|总体|基本)*(?:好|正常|没[有得]?(?:什么|啥|任何)?问题|无问题|可以|行|不错|有保障|解决了|达标|ok|没事)|没有?问题|无异常|[✓✔√☑✅])(?:的|了|着|呢|啊)*$/i;
/** A bare yes or no, an answer only where it was meant for the bot. */
const YES = /^(?:嗯+|是|是的|对|对的|好的?|没有?|没得|无|有保障)$/;

const FINE =
  /没(有|得)?(什么|啥|任何)?(大)?(问题|困难|毛病)|不愁|不缺|不漏|正常|(都|挺|很|还|蛮|也|是)?(好|行|可以|不错|有保障|达标|安全|稳当|够|解决了|修好了|通了|好(些|多)了|好转)(的|了|着|啊)*$/;
const NOT_FINE = /不好|没好|不行|不够|不安全|没保障|没解决|没修|没通|除了|除开|就是|只有|只是|有(点|些)?问题/;
/** What tells of something wrong, whatever it is. */
const WRONG =
  /问题|困难|[漏裂塌危破坏断停缺难差贵欠浑脏臭薄愁垮霉旧少]|不[了到起上好够通想去便干方行稳]|要挑|挑水|没[得水钱米粮衣交买有办报]|完了|辍学|失学|退学|厌学|负担|借钱/;
/** Nothing but the names of checks. */
const NAMED = /^(吃穿?|穿衣?|上学|读书|教育|看病|医疗|住房|房子|喝水|饮水|吃水|[、和,\s])+$/;
const OTHERS_FINE = /^(其他|其它|别的|另外|剩下|其余).*(好|没问题|正常|行|可以)/;
const UNKNOWN = /不清楚|没看|没问(?!题)|不知道|不晓得|没进屋/;

/**
 * Reads the answer to `都没问题吧?`: 全好; or the words say which is not, then the others are. `sure` where it was meant for
 * the bot beyond doubt, so that 好的 counts.
 */
export function readChecks(text: string, sure: boolean): Reading<ChecksSaid> {
  const words = text.replace(/[。!~]+$/, '').trim();
  if (!sure && isChatter(words)) return { ok: false, error: '', stray: true };
  if (ALL_FINE.test(words) || (sure && YES.test(words))) return { ok: true, value: allFine() };
  if (/^(2|二|有|有的|有问题|不好|不是|没有都好)$/.test(words)) {
    return { ok: false, error: '哪样有问题?直接说,比如“住房漏雨”“看病钱不够”。' };
  }
  const said = judge(words.replace(/^2[\s.、,:)]+/, ''));
  if (said) return { ok: true, value: said };
  return { ok: false, error: '没听出是哪样。都好就回1;别的事下一步再说。', stray: true };
}

export function allFine(): ChecksSaid {
  return {
    checks: Object.fromEntries(CHECKS.map((c) => [c, 'ok'])) as Record<Check, CheckState>,
    problems: [],
  };
}

/** Goes through the words part by part; null where they name no check, or say of none how it stands. */
function judge(text: string): ChecksSaid | null {
  const said: ChecksSaid = { checks: { ...allFine().checks }, problems: [] };
  const fine = new Set<Check>();
  const more: string[] = [];
  let all = false;
  let open = false;
  for (const part of partsOf(text)) {
    const about = checksIn(part);
    const verdict = about.length > 0 ? verdictOf(part) : null;
    all ||= OTHERS_FINE.test(part) || (about.length === 0 && ALL_FINE.test(part));
    if (verdict === 'ok') for (const check of about) fine.add(check);
    if (verdict === 'problem' || verdict === 'unknown') for (const c of about) said.checks[c] = verdict;
    if (verdict === 'problem') said.problems.push(wordsFor(part));
    else if (about.length === 0 && open && !OTHERS_FINE.test(part) && !ALL_FINE.test(part)) {
      said.problems.push(`${said.problems.pop()},${part}`);
      continue;
    } else if (verdict === null && !OTHERS_FINE.test(part) && !ALL_FINE.test(part)) more.push(part);
    open = verdict === 'problem';
  }
  const told = Object.values(said.checks).some((s) => s !== 'ok');
  if (!told && !all && fine.size === 0) return null;
  if (!told && !all) for (const check of CHECKS) if (!fine.has(check)) said.checks[check] = 'unknown';
  return more.length > 0 ? { ...said, more: more.join(',') } : said;
}

/** How the checks stand that a part names: a bare name means that something is wrong; null where it does not say. */
function verdictOf(part: string): CheckState | null {
  if (UNKNOWN.test(part)) return 'unknown';
  if (NOT_FINE.test(part)) return 'problem';
  if (FINE.test(part)) return 'ok';
  return WRONG.test(part) || NAMED.test(part) ? 'problem' : null;
}

/** A check that is only named (`看病`) has a problem. */
function wordsFor(part: string): string {
  const words = part.replace(/^(就是|只有|只是|除了|除开|但是?|不过|就)/, '');
  return /^(吃穿?|穿|上学|读书|教育|看病|医疗|住房|房子|喝水|饮水|[、和,])+$/.test(words)
    ? `${words}有问题`
    : words;
}

/** Parts between commas and stops, and behind a `没问题`; `除了住房都好` is cut behind what it names. */
function partsOf(text: string): string[] {
  return text
    .replace(/(除了?|除开)(.{1,8}?)((?:其他|其它|别的)?(?:都|全)(?:好|没问题|正常|行|可以))/, '除了$2,$3')
    .split(/[,;。!\n]|(?<=没问题|没有问题|正常)\s*/)
    .map((p) => p.trim())
    .filter(Boolean);
}

function checksIn(part: string): Check[] {
  const found = new Set<Check>(BOTH.test(part) ? ['food', 'clothing'] : []);
  let left = part.replace(BOTH, ' ');
  for (const [check, pattern] of WORDS) {
    if (!pattern.test(left)) continue;
    found.add(check);
    left = left.replace(new RegExp(pattern, 'g'), ' ');
    if (check === 'medical') left = left.replace(/吃(不起|完)?/g, ' ');
  }
  return CHECKS.filter((c) => found.has(c));
}
