import { isCadre } from '../../core/roles.ts';
import { findNames, type NameInText } from '../../core/text/names.ts';
import { askerFor, colleagueAsker } from '../../records/find.ts';
import type { Asked, Context } from '../define.ts';
import { isSpokenTo } from '../spokenTo.ts';

/** What hands something over by itself, and what does so only where helping is spoken of. */
const GIVES =
  '(?:换成|换给|换为|改成|改由|改为|调整?给|调整?为|调整?成|交给|交由|交到|转给|转交给?|转到|移交给?|交接给?|划给|分给|安排给|定给|派给)';
const LETS = '(?:由|归|让|请|给|是|找|换)';
const HELPS = '(?:帮扶|帮|包户|包|管|结对|联系|负责|接手|接管|接|做帮扶人|当帮扶人)';
const HELPER = '(?:帮扶|包户|联系|结对)(?:责任)?(?:人|干部)';
const TITLE = '(?:同志|书记|主任|乡长|主席|部长|支书|老师)?';
/** Between the household and the verb: 家的帮扶人从今天起. */
const BETWEEN = `(?:家里?|家的|户|屋里|这[几两]?户|[几两三四\\d]户|家|的|都|就|先|现在|统一|全部?|一起|以后|今后|从|打|自|${HELPER}|\\s|[,、])*`;
/** 从今天起 goes without saying; another day is told back, for it is done on the day itself. */
const FROM = '(?:(?:从|自|打)?(?:今天|今日|现在|即日|(?<when>[^,。]{1,8}?)(?=起|开始))(?:起|开始)?)?';
const ENDS = `${TITLE}(?:来|去|负责|继续)*(?:${HELPS})?(?:扶|户)?(?:了|吧|哈|啊|的)*\\s*(?=[,。;!]|$)`;
const WITH_HELP = `${TITLE}(?:来|去|负责|继续)*${HELPS}(?:扶|户)?(?:了|吧|哈|啊|的)*\\s*(?=[,。;!]|$)`;
/** Somebody's households altogether: 他帮的户都, 名下3户全部. */
const THEIRS =
  /(?:他|她|名下|手上|手里|帮|包|联系)?(?:帮扶?|包|管|结对|联系|名下|手上|手里)?的?(?:所有|全部|那?[几两三四五\d])?(?:户|家|贫困户|帮扶户|对象)(?:人家)?(?:都|全部?|统一|先|就|一起|,|\s)*$/u;

/**
 * `蒋来发家换成陶文勇帮扶,谭振宇手上户多`, `何玉兰家从今天起由尹正国帮扶`, `杭晓东调走了,他帮的户都交给阮小军`: who is to help
 * from now on, told to the bot in plain words, as the line of 交接 (which asks back, and refuses whoever may not).
 */
export function handoverTold(text: string, context: Context): Asked | null {
  const { read, sender, place } = context;
  if (!isCadre(sender) || sender.householdId || !isSpokenTo(context)) return null;
  if (!['private', 'cadreRoom', 'leaderRoom'].includes(place)) return null;
  if (text.length > 80 || /[?\n]|吗|怎么|哪|谁|能不能|可不可以|没有?$/.test(text)) return null;
  const { directory } = read;
  const households = findNames(directory.householdNames(), text, askerFor(sender, directory));
  const people = findNames(directory.personNames(), text, colleagueAsker(sender, directory)).filter(
    (p) => !households.some((h) => overlaps(h, p)),
  );
  for (const to of people) {
    const before = text.slice(0, to.index);
    const after = text.slice(to.index + to.length);
    const gives = new RegExp(`${GIVES}$`).exec(before)?.[0];
    const lets = gives ? undefined : new RegExp(`${LETS}$`).exec(before)?.[0];
    const verb = gives ?? lets;
    const ends = new RegExp(`^${gives ? ENDS : WITH_HELP}`).exec(after)?.[0];
    const isHelper =
      ends === undefined &&
      new RegExp(`^${TITLE}(?:了|吧)?(?=[,。;]|$)`).test(after) &&
      HELPER_IS.test(before);
    if (!verb || (ends === undefined && !isHelper)) continue;
    const head = before.slice(0, before.length - verb.length);
    const left = whose(fromWhom(head, people), households, people, to);
    if (!left) continue;
    const when = GAP.exec(head.slice(left.end))?.groups?.when ?? SINCE.exec(text)?.groups?.when ?? '';
    const why = [when && `${when}起`, reason(text, head, after.slice(ends?.length ?? 0))];
    return { line: `交接 ${left.words} → ${[to.entry.name, ...why].filter(Boolean).join(' ')}` };
  }
  return null;
}

/** 罗启明家的帮扶人是柳燕, 帮扶人换成柳燕. */
const HELPER_IS = new RegExp(`${HELPER}(?:现在|以后|今后|就|定)?(?:${GIVES}|${LETS})$`);
const GAP = new RegExp(`^${BETWEEN}${FROM}${BETWEEN}$`);
const SINCE = /(?:从|自|打)(?!今天|今日|现在|即日)(?<when>[^,。]{1,8}?)(?:起|开始)/;
const LINK = /^(?:家里?|家的|户|屋里)?[、,和跟与及\s]*$/;

/** The words before the verb without `由冯立群`: from whom it goes is on record. */
function fromWhom(head: string, people: readonly NameInText[]): string {
  const from = people.find((p) => p.index + p.length === head.length);
  return from ? head.slice(0, from.index).replace(/(?:由|从|原来是?|原)$/, '') : head;
}

/** The households that stand right before the verb, or the one whose households all go. */
function whose(
  head: string,
  households: readonly NameInText[],
  people: readonly NameInText[],
  to: NameInText,
): { words: string; end: number } | undefined {
  const named = households.filter((h) => h.index + h.length <= head.length);
  const last = named.at(-1);
  if (last && GAP.test(head.slice(last.index + last.length))) {
    const all = [last];
    for (const h of named.slice(0, -1).reverse()) {
      const next = all[0];
      if (!next || !LINK.test(head.slice(h.index + h.length, next.index))) break;
      all.unshift(h);
    }
    const words = all.map((h) => (h.others.length === 0 ? h.entry.id : h.entry.name)).join('、');
    return { words, end: last.index + last.length };
  }
  const from = people.find((p) => p.entry.id !== to.entry.id && p.index < head.length);
  return from && named.length === 0 && THEIRS.test(head.slice(from.index + from.length))
    ? { words: from.entry.id, end: head.length }
    : undefined;
}

/** Why, as it was said before or behind: 杭晓东调走了, 手上户多忙不过来. */
function reason(text: string, head: string, behind: string): string {
  const before = /^([^,。;]*(?:调|退休|离|轮换|生病|住院|请假|忙|年纪|不在)[^,。;]*)[,。;]/.exec(head)?.[1];
  const after = behind.replace(/^[,。;!\s]+|[,。;!\s]+$/g, '');
  return after || (text.includes(before ?? '\n') ? (before ?? '') : '');
}

const overlaps = (a: NameInText, b: NameInText) =>
  a.index < b.index + b.length && b.index < a.index + a.length;
