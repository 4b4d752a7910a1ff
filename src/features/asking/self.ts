import { addDays, type Day } from '../../core/clock.ts';
import { findRange } from '../../core/text/dayRange.ts';
import { findDay, formatDay } from '../../core/text/days.ts';

const ME = /我(?!们?村|乡|县|镇)|咱(?!们?村)|俺|本人/;
/** `我` as the one who is shown something tells of nobody's work: 我想看看问题整改情况. */
const SHOW_ME = /我(就)?(想|要|来)(看|查|问|了解|知道|找)|(给|帮|替|发|告诉|问|跟)我(?!派|安排|布置|的)/g;
/** What is asked of everybody, or of a number of weeks, is the township's or the village's business. */
const OTHERS = /全乡|乡里|各村|们村|咱村|村里|村上|大家|所有人|超过|以上|(星期|周|天|个月)没/;

/** The digest tells these. */
const FIGURES = /走访率|进度|比例|百分/;

const LATE = /过期|逾期|超期|到期|拖着|拖了|误了|来不及/;
const LEFT =
  /(还|剩|差|有)[^,。]{0,6}(哪|几|多少|谁|啥)[^,。]{0,6}(没|未)有?(走|去|访|到|跑|看)|(户|都|人)?(走|跑|访)(完|齐|遍)了?(没|吗)|户[^,。]{0,4}(走|跑|访|去)(到|完|过)*了?(没|吗)|(还|剩|差)(下)?(几|多少|哪)(些|个)?(户|家)/;
const GO =
  /(去|走|跑|访|看望?|上门)(访|到)?(哪|谁|几|多少)|(哪|谁|几)[^,。]{0,6}(要|该|得|需要)(去|走|跑|访)/;
const PAST = /(了|过|的)(哪|几|多少|些|啥|什么|谁)|(记|录|走|跑|去|访)(上|完|成)?(了|过)(没|吗)?/;
const LOGGED =
  /(记|录|登记|写|走|跑|去|访|走访)(上|完)?(了|过|的)(些|是)?(哪|几[次条回趟]|多少[次条回]|啥|什么|谁)|(记|录)(上|进去|成)?(了|到)?(没|吗)|(今天|昨天|周|月|次)[^,。]{0,4}(记|录|走访)(了)?(几|多少)[次条回]|我的?走访(记录|情况)?|走访了?(几|多少)[次条回]|走访记录/;
const HELPED =
  /我[^,。]{0,6}(帮|包|管|联系|结对|负责)[^,。]{0,5}(哪|几|多少|谁|户)|我(名下|手上|这里)?(现在|一共|总共|到底)?有?(是)?(几|多少|哪)(些|个)?(户|家|贫困户|对象)|我的(几?户|贫困户|帮扶(户|对象)|结对户|对象)/;
const TASKS =
  /任务|待办|(要|该|需要|得|没|还有|等着|安排)[^,。]{0,4}(办|做|干|交|完成)(的|完)?[^,。]{0,3}(啥|什么|哪|几)|(啥|什么|哪些|几件|几样)[^,。]{0,3}(事|活|工作|东西|材料|安排)|(要|该|得)(办|做|干)(点|些)?(啥|什么)|(要|该|派给|交给|安排)我(去)?(办|做|干|交)?的/;
const ANSWERS =
  /(回话|答复|回复)[^,。]{0,4}(哪|几|啥|什么|谁|没|吗)|(谁|哪些|啥|几)[^,。]{0,6}(回话|答复|回复)|诉求/;
const LEAVE = /(请|休)(的|了|过)?(了)?(几天|多久|到)?(的)?假|[请休]到|(代|替|顶)我|我的假/;
const SENT = /提醒[^,。]{0,6}(发|收|没|为|呢)|(没|怎么|为啥|为什么|咋)[^,。]{0,4}(提醒|通知)我/;

/** Which days the words speak of, as the command reads them: 今天, 上周, 9月, 9月11日. */
function spanWords(text: string, today: Day): string {
  const range = findRange(text, { today, prefer: 'past' });
  if (range) return range.said;
  const day = findDay(text, { today, prefer: 'past' });
  return day && 'day' in day && day.day <= today ? formatDay(day.day, today) : '';
}

/** The day on which he wants to go out: 今天走谁, 明天走谁, 走谁 9月15日. */
function goingLine(text: string, today: Day): string {
  if (/(这|本|下)(一?个)?(周|星期|礼拜)(?![一二三四五六日天])/.test(text)) return '未走访';
  const day = findDay(text, { today, prefer: 'future' });
  if (!day || !('day' in day) || day.day <= today) return '今天走谁';
  return day.day === addDays(today, 1) ? '明天走谁' : `走谁 ${formatDay(day.day, today)}`;
}

/**
 * Whose work is meant where nobody is named: among others (`no`) nobody's; in private one's own (`明天要去哪几家`), but of
 * whoever leads others (`leading`) a number of households may be theirs.
 */
export type Alone = 'no' | 'leading' | 'own';

/** What a question about the sender's own work asks, as the line that answers it. */
export function ofMyself(text: string, today: Day, alone: Alone): string | null {
  const me = ME.test(text.replace(SHOW_ME, ' '));
  const mine = me || alone === 'own';
  if (OTHERS.test(text) || FIGURES.test(text) || !(me || alone !== 'no')) return null;
  if (/月报/.test(text))
    return /谁|哪些|(弄|写|做|交|报|发|填)(好|完|上去|过)?了[。!]*$/.test(text) ? null : '月报';
  if (/草稿/.test(text)) return '草稿';
  if (LEAVE.test(text) && /我|代|替/.test(text)) return '我的请假';
  if (SENT.test(text)) return '发送记录';
  // 任务哪天到期 asks for the days of all of them, not for what is late.
  if (me && LATE.test(text) && !/任务[^。?]*(哪天|几号|什么时候|啥时候?|几时)/.test(text)) return '我的逾期';
  if (/(户|家|人|谁)[^,。]{0,6}(病|低保|脱贫|补助)/.test(text)) return null;
  if (mine && LEFT.test(text)) return '未走访';
  // Of whoever leads others 二季度走访多少户 is a figure, and only 今天走哪几户 a plan.
  const planned = mine || /今天|明天|后天|该|要/.test(text);
  if (planned && GO.test(text) && !PAST.test(text) && !/[次回趟]/.test(text)) return goingLine(text, today);
  if (/问题/.test(text)) return me ? '我的问题' : null;
  if (me && HELPED.test(text)) return '我的户';
  if (LOGGED.test(text) && (me || (alone === 'own' && /今天|昨天|周|月/.test(text))))
    return `我的走访 ${spanWords(text, today)}`.trim();
  if (/答复|回复|回话|诉求|反映/.test(text)) return mine && ANSWERS.test(text) ? '待答复' : null;
  return TASKS.test(text) && (alone !== 'leading' || !/过期|逾期/.test(text)) ? '我的任务' : null;
}
