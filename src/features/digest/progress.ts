import { addDays, mondayOf } from '../../core/clock.ts';
import { findRange } from '../../core/text/dayRange.ts';
import { formatDay } from '../../core/text/days.ts';
import { normalize } from '../../core/text/normalize.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Reach, reachOf } from '../reach.ts';
import { isWeek, type Period, periodIn, thisWeek } from './asked/period.ts';
import { allFigures, sumWeeks, type VillageFigures, type WeekFigures } from './figures.ts';
import { type Reached, reachedOf } from './reached.ts';
import { nobodyHelped, spanText, timesLine } from './span.ts';
import { sumStands } from './text.ts';

/** More names are not read; then the villages are told with their numbers. */
const NAMES = 15;

interface Input {
  words: string;
}

const PERIOD =
  '(?:(?:这|本|上)(?:一?个)?(?:周|星期|礼拜|月|季度)|(?:最近|近)[\\d一二两三四五六七八九十半]{1,3}个?(?:天|周|星期|礼拜|月)|今年|(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月份?)';
/** Asked of the bot in so many words: `我们村这周情况`, `全乡走访情况怎么样`; in a room others may be meant. */
const STATE = new RegExp(
  `(?:(?:全乡|村|${PERIOD}|我帮的户).{0,4}走访|${PERIOD}的?(?:工作)?)(?:总体)?(?:情况|进展)?(?:怎么样|咋样|如何|怎样)?[呢了啊?。!]*$`,
);
/** `上周走了多少户`, `我这周走了几户`. */
const COUNT = /(走|跑|去|访)(访|到)?了?(多少|几)(户|家)人?家?[了呢啊?。!]*$/;
/** `九月走访多少次`, `入户多少次,电话多少次`, `这周见了多少人`; how often the phone rings (`卫生院电话多少`) is none. */
const TIMES =
  /(走访|入户|走户|上门).{0,6}(多少|几)|(电话|走了|跑了|去了|打了|走|跑).{0,4}(多少|几)(次|趟|户|人次|回)|(多少|几)(户?次|人次|趟|回).{0,6}(走访|入户|电话|上门)|见(到)?了?(多少|几)(个)?人/;
const ASKED =
  /走访率|(这|本|上)(一?个)?(周|星期|礼拜).{0,4}(进度|进展|走访(得|情况)?.{0,3}(多少|怎么样|咋样|如何|几户))|(多少|几)户.{0,2}(还)?(没|未)(有)?(走|去|访)|(这|本|上)(一?个)?(周|星期|礼拜)(各村|几个村|全乡|村里|大家)(都)?(走|访)(访|得|了)?(得)?(怎么样|咋样|如何|多少)/;

/** 走访率, 本周进度: how many households were reached this week, home and phone apart, and who was not (M13). */
export const progress = defineCommand<Input>({
  name: '本周进度',
  aliases: ['走访率', '走访进度', '上周进度', '上周走访率', '本周走访率', '这周进度', '这周走访率', '进度'],
  alike: ['周报', '统计', '汇总'],
  summary: '这周走到了多少户,入户、电话分开,还有哪些户没走到;别的时间也行:走访率 9月、上周进度',
  usage: '本周进度(某个村:走访率 枫树湾)',
  needs: 'seeProgress',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['本周进度', '走访率', '上周进度'],
  read: ({ rest, explicit }, { message }) =>
    explicit || rest.length <= 14 ? { words: rest || message.text } : null,
  speech(text, context) {
    if (text.length > 40 || /超过|以上|(周|星期|天|月)没|我还/.test(text)) return null;
    const meant = context.place === 'private' || context.message.mention;
    const asked =
      (ASKED.test(text) && !/我帮/.test(text)) ||
      (COUNT.test(text) && (meant || /周|星期|礼拜|月/.test(text))) ||
      (meant && TIMES.test(text));
    return asked || (meant && STATE.test(text) && /情况|走访|样|何|展/.test(text)) ? { words: text } : null;
  },
  // What is surely no question is not asked of it.
  meant: { as: ['ask'], read: () => null },
  async run(input, context): Promise<Effect> {
    const reach = reachOf(input.words, 'seeProgress', '走访率', context);
    if (reach.kind === 'refused') return say(reach.text);
    const { today, message } = context;
    const words = normalize(message.text);
    const wrong = findRange(words, { today, prefer: 'past' })?.range;
    if (wrong && 'invalid' in wrong) return say(`没有“${wrong.text}”这样的日子。这样发:走访率 上个月`);
    return say(await progressText(reach, periodIn(words, today) ?? thisWeek(today), context));
  },
});

/** How it went in some days: a week with who is not reached yet, other days as they are counted from the visits. */
export function progressText(
  reach: Exclude<Reach, { kind: 'refused' }>,
  period: Period,
  context: Context,
): Promise<string> {
  return isWeek(period) && period.from <= context.today
    ? textOf(reach, period, context)
    : spanText(reach, period, context);
}

async function textOf(reach: Exclude<Reach, { kind: 'refused' }>, period: Period, context: Context) {
  const { read, today } = context;
  const monday = period.from;
  const ago = { [mondayOf(today)]: '本周', [addDays(mondayOf(today), -7)]: '上周' }[monday] ?? '那一周';
  const span = `${ago}(${formatDay(monday, today)}—${formatDay(addDays(monday, 6), today)})`;
  const base =
    reach.kind === 'own' ? reach.households : reach.ids.flatMap((id) => read.directory.base(id).helped);
  if (base.length === 0) return nobodyHelped(`${reach.name}${span}`);
  const seen = await reachedOf(base, monday, read);
  const { ways, reached } = seen;
  const rate = Math.round((reached.length / base.length) * 100);
  const service = ways.service.length > 0 ? `、服务${ways.service.length}户` : '';
  const tried = [...new Set([...ways.absent, ...ways.noAnswer])].length;
  const lines = [
    `${reach.name}${span}:${base.length}户走到${reached.length}户,走访率${rate}%`,
    `入户${ways.home.length}户、电话${ways.phone.length}户${service}${tried > 0 ? `,去了或打了没见到人的${tried}户` : ''}`,
  ];
  if (reach.kind === 'own') return [...lines, ...leftLines(seen, context)].join('\n');
  const villages = await allFigures(reach.ids, monday, today, read);
  const week = sumWeeks(
    villages.map((f) => f.week),
    monday,
  );
  return [...lines, timesLine(week), ...leftLines(seen, context), problemLine(villages, week, ago)].join(
    '\n',
  );
}

function leftLines({ left, pending }: Reached, context: Context): string[] {
  const { directory } = context.read;
  const lines: string[] = [];
  if (left.length === 0) lines.push(pending.length === 0 ? '都走到了。' : '未走到0户');
  else if (left.length <= NAMES) lines.push(`未走到${left.length}户:${names(left)}`);
  else {
    const villages = [...new Set(left.map((h) => h.villageId))].sort();
    const each = villages.map((v) => {
      const n = left.filter((h) => h.villageId === v).length;
      return `${directory.village(v)?.name ?? v}${n}户`;
    });
    const form = villages.length > 1 ? '要看户名就加上村名。' : names(left.slice(0, NAMES));
    lines.push(`未走到${left.length}户:${villages.length > 1 ? `${each.join('、')}。` : ''}${form}`);
  }
  if (pending.length > 0)
    lines.push(`另有${pending.length}户说了没答是入户还是电话,先不算:${names(pending.slice(0, NAMES))}`);
  return lines;
}

const names = (households: readonly HouseholdBrief[]) => households.map((h) => h.head).join('、');

function problemLine(villages: readonly VillageFigures[], week: WeekFigures, when: string) {
  const { open, late } = sumStands(villages.map((f) => f.stand));
  return `问题:${when}新报${week.opened}个、整改${week.fixed}个;现在没办好${open}个,过期${late}个`;
}
