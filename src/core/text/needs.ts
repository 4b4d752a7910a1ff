import { readNumber } from './chineseNumber.ts';

/** Something that is short: what, and how much of it. */
export interface NeedTold {
  item: string;
  quantity?: number;
  unit?: string;
}

const UNITS =
  '匹|块|袋|吨|公斤|斤|包|根|片|张|床|台|头|只|方|车|桶|瓶|盒|件|套|个|棵|株|亩|米|羽|担|把|双|副|扇|樘|盏|辆|口|捆|条';
const N = '(?:\\d+(?:\\.\\d+)?[百千万]?|[一二两三四五六七八九十百千万半]{1,6})';
const SHORT = '(?:还|尚|仍|现在|目前|总共|就|只|大概|约|[,\\s])*(?:差|缺|需要|需)(?:了|着|大概|约|个)*';
/** 差2000匹砖 · 缺砖2000匹 · 砖差2000匹 */
const FORMS = [
  new RegExp(`${SHORT}(?<n>${N})(?:多)?(?<unit>${UNITS})(?<item>[\\p{Script=Han}]{1,6})`, 'gu'),
  new RegExp(`${SHORT}(?<item>[\\p{Script=Han}]{1,6}?)(?<n>${N})(?:多)?(?<unit>${UNITS})`, 'gu'),
  new RegExp(`(?<item>[\\p{Script=Han}]{1,4}?)${SHORT}(?<n>${N})(?:多)?(?<unit>${UNITS})`, 'gu'),
];
const NO_ITEM =
  /^(?:还|现在|目前|就|只|他|她|家|都|也|那|这|又|总共|里|的|了|人|钱|户|说是?(?:材料|手续|资料|证明)?|材料|手续|资料|证明|大概|要|能|一共|不|没|有|还有|家里|现)+$/;
const FILLER =
  /^(?:家里|现在|目前|就|还|只|他家|她家|都|也|那|这|又|总共|的|家|里|房子|盖房|修房|建房)+(?=.)/;
const ENDS = /(?:了|的|吧|呢|吗|啊|谁|哪|能|可以|国庆|月底|要|没|请|就|还|才|来|用(?=来|于|的|$)).*$/;
/** What is told about others, asked or denied is no need. */
const NOT_SO = /[?]$|吗$|不(?:差|缺|需要|少)|没(?:缺|差)|不用|如果|要是|假如/;

/** The things that words call short, with how many: `砖差2000匹`, `还缺两袋化肥`. Without a number nothing is certain. */
export function needsIn(text: string): NeedTold[] {
  const found = new Map<string, NeedTold>();
  for (const clause of text.split(/[,。;!\n]+/)) {
    if (NOT_SO.test(clause)) continue;
    for (const form of FORMS) {
      const before = found.size;
      for (const { groups } of clause.matchAll(form)) {
        const told = needOf(groups?.item ?? '', groups?.n ?? '', groups?.unit ?? '');
        if (told) found.set(told.item, told);
      }
      if (found.size > before) break;
    }
  }
  return [...found.values()];
}

function needOf(said: string, n: string, unit: string): NeedTold | null {
  const item = said.replace(FILLER, '').replace(ENDS, '');
  const quantity = n === '半' ? 0.5 : readNumber(n);
  if (item === '' || NO_ITEM.test(item) || quantity === null || quantity <= 0) return null;
  return { item, quantity, unit };
}

/** One thing as a command names it: `砖2000匹`, `2000匹砖`, `轮椅`. Null where nothing is named. */
export function needNamed(words: string): NeedTold | null {
  const text = words.replace(/^[\s,:;、]+|[\s,:;、。!]+$/g, '');
  const behind = new RegExp(`^(?<item>.*?[^\\d.\\s])\\s*(?<n>${N})\\s?(?<unit>${UNITS})$`, 'u').exec(
    text,
  )?.groups;
  const before = new RegExp(`^(?<n>${N})\\s?(?<unit>${UNITS})\\s*(?<item>.+)$`, 'u').exec(text)?.groups;
  const { item = '', n = '', unit = '' } = behind ?? before ?? {};
  const quantity = n === '' ? null : readNumber(n);
  if (item !== '' && quantity !== null && quantity > 0) return { item: item.trim(), quantity, unit };
  return text === '' || /^[\d\s]+$/.test(text) ? null : { item: text };
}

const LASTS =
  /(?<item>药|米|油|粮食|口粮|奶粉|饲料|煤|柴火?)(?:也|都|就|大概|约|,)*(?:还|只|就|够|剩|能|有|吃|用|得|下|大概|约)+(?<span>半个?月|(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?:多)?(?:天|周|星期|礼拜|月))/u;

/** How many days something will last: `药还有半个月的量` is 15. Null where it is not said. */
export function lastsIn(text: string): { item: string; days: number; said: string } | null {
  const groups = LASTS.exec(text)?.groups;
  if (!groups?.item || !groups.span) return null;
  const { item, span } = groups;
  if (/^半/.test(span)) return { item, days: 15, said: span };
  const n = readNumber(/^[\d一二两三四五六七八九十]+/.exec(span)?.[0] ?? '');
  const unit = /月/.test(span) ? 30 : /周|星期|礼拜/.test(span) ? 7 : 1;
  return n === null ? null : { item, days: n * unit, said: span };
}
