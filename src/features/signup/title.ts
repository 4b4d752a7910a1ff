import type { Day } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';
import { normalize } from '../../core/text/normalize.ts';

/** What a title says of the event; a day that does not exist is kept as it was said. */
export interface Title {
  event: string;
  date: Day | null;
  time?: string;
  place?: string;
  wrongDay?: string;
}

/** What people of the field sign up for (L02, L06, F24); anything else in a group is none of our business. */
const OURS = /报名|培训|夜校|讲座|义诊|体检|招聘|招工|参加|技能|选报|项目|开班|学习班|比赛/;
const NOT_OURS = /走访|入户|家访|聚餐|吃饭|订餐|团购|拼车|投票|捐款|核酸|快递|值班/;
const LABELLED =
  /(?<label>地点|地址|时间|日期|主题|内容|项目|名称|对象|人数|名额|联系人|要求|备注)\s*:\s*(?<value>[^\n;,。]+)/g;
const NOT_PLACE = /名额|人数|限|每|截止|要求|带|自|\d+人|元|点|时|上午|下午|全天|周|星期|报名/;
const WORDS =
  /(请|大家)?(需要|想|要|愿意)?(参加)?的?(请)?(在这里|下面|在下面)?(接龙|报名|统计|登记|名单|汇总|通知)+(了|啦|吧|表)?/g;

/** Reads `月嫂培训报名(9月25日,乡文化站)`, also over several lines; null where it is nothing to sign up for. */
export function readTitle(typed: string, today: Day): Title | null {
  const text = normalize(typed);
  if (!OURS.test(text) || NOT_OURS.test(text)) return null;
  const labels = new Map([...text.matchAll(LABELLED)].map((m) => [m.groups?.label, m.groups?.value?.trim()]));
  const day = findDay(text, { today, prefer: 'nearest' });
  const place = labels.get('地点') ?? labels.get('地址') ?? placeIn(text, today);
  const plain = text.replace(LABELLED, ' ').replace(/[([【「][^)\]】」]*[)\]】」]/g, ' ');
  const named = labels.get('主题') ?? labels.get('名称') ?? labels.get('项目') ?? labels.get('内容');
  const event = named ?? eventIn(plain, place, today);
  if (event === '') return null;
  const known = day && 'day' in day;
  return {
    event,
    date: known ? day.day : null,
    time: known ? day.time : undefined,
    place,
    wrongDay: day && !known ? text.slice(day.index, day.index + day.length) : undefined,
  };
}

/** The part of the brackets that is no day and no condition, or what stands behind 在. */
function placeIn(text: string, today: Day): string | undefined {
  const inside = [...text.matchAll(/[([【「]([^)\]】」]*)[)\]】」]/g)].flatMap((m) =>
    (m[1] ?? '').split(/[,;、\s]+/),
  );
  const parts = inside.filter((p) => p.length >= 2 && !NOT_PLACE.test(p) && !isDay(p, today));
  return (
    parts[0]?.replace(/^在/, '') ??
    /在(?<at>[\p{Script=Han}]{2,10}?)(?=$|[\s,。;(]|举行|培训|上课|集合|开)/u.exec(text)?.groups?.at
  );
}

const isDay = (part: string, today: Day) => findDay(part, { today, prefer: 'nearest' })?.index === 0;

function eventIn(plain: string, place: string | undefined, today: Day): string {
  let words = place ? plain.replace(place, ' ') : plain;
  const day = findDay(words, { today, prefer: 'nearest' });
  if (day) words = `${words.slice(0, day.index)} ${words.slice(day.index + day.length)}`;
  const parts = words
    .replace(WORDS, ' ')
    .replace(/[在有的]\s|^在/g, ' ')
    .split(/[\s,;。:、!]+/)
    .filter((p) => p.length >= 2);
  return parts[0]?.slice(0, 20) ?? '';
}

/** Two titles name one event: blanks, marks and 活动 aside. */
export function sameEvent(a: string, b: string): boolean {
  const plain = (t: string) => normalize(t).replace(/[^\p{L}\p{N}]|活动|报名/gu, '');
  return plain(a) === plain(b);
}
