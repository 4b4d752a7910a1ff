import { readNumber } from './text/chineseNumber.ts';

/** One of the answers offered under a question, as a numbered line. `words`: what people say for it, besides the label. */
export interface Choice<T = unknown> {
  value: T;
  label: string;
  words?: readonly string[];
}

/** What is said to a form itself instead of an answer. */
export type Control = 'back' | 'skip' | 'cancel' | 'later' | 'again' | 'none';

const CONTROLS: readonly [Control, RegExp][] = [
  ['back', /^(上一步|上一题|上一条|上一个|返回|退回|后退|回上一步|重填上一步)$/],
  ['skip', /^(跳过|略过|过|下一步|下一题|下一个|不填|不写|pass)$/i],
  ['cancel', /^(取消|算了|不填了|不记了|不弄了|退出|结束|作罢)$/],
  ['later', /^(先放着|先放一放|放着|先不填|存草稿|(等会|等会儿|等下|待会|待会儿|稍后|明天)再[填说记弄])$/],
  ['again', /^(继续|接着填|接着来|问到哪儿?了|重复一下)$/],
  [
    'none',
    /^(没有?了?|没啥了?|没什么了?|没别的了?|都没有|无|暂无|没定|还没定|不知道|不定|不用了?|不要了?|不需要|0)$/,
  ],
];

/** 上一步, 跳过, 取消 … with the words people use for them; `none` is 没有, which answers only what may be left out. */
export function controlOf(text: string): Control | null {
  const words = text.replace(/[\s。!,.~吧啊了]+$/u, '');
  return CONTROLS.find(([, pattern]) => pattern.test(words) || pattern.test(`${words}了`))?.[0] ?? null;
}

const PICK =
  /^(?:我?选|回)?\s*[(]?\s*(?:第\s*)?(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个|号|项|户|条)?\s*[).、。,!]*$/;

/** The number of a choice: `1`, `①` (normalised), `1.`, `(1)`, 第一个, 选2. Null where the text is more than that. */
export function pickOf(text: string): number | null {
  const said = PICK.exec(text.trim())?.[1];
  return said === undefined ? null : readNumber(said);
}

/** The choice whose label or words these are, also behind its own number (`1 入户`). */
export function readChoice<T>(text: string, choices: readonly Choice<T>[]): Choice<T> | undefined {
  const said = plain(text);
  if (said === '') return undefined;
  const numbered = /^[(]?(\d{1,2})[).、:,\s]*(.+)$/.exec(text.trim());
  const behind = numbered ? choices[Number(numbered[1]) - 1] : undefined;
  if (behind && names(behind, plain(numbered?.[2] ?? ''))) return behind;
  return choices.find((c) => names(c, said));
}

function names(choice: Choice, said: string): boolean {
  return [choice.label, ...(choice.words ?? [])].some((w) => plain(w) === said);
}

function plain(text: string): string {
  const words = text.toLowerCase().replace(/\s+|[的了呢吧啊呀。!,.]+$/g, '');
  return words.replace(/^(是|选|就是|算是?)(?=.)/, '');
}
