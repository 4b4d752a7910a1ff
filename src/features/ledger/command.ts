import { type Day, iso } from '../../core/clock.ts';
import { mayUse } from '../../core/rights.ts';
import { isHis } from '../../core/roles.ts';
import { findRange, parseRange } from '../../core/text/dayRange.ts';
import { findNames } from '../../core/text/names.ts';
import { change } from '../../records/change.ts';
import { askerFor, colleagueAsker } from '../../records/find.ts';
import { exportKind } from '../../records/ledgerExport.ts';
import { livedIn } from '../../records/lived.ts';
import { looked } from '../../records/look.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { type Reach, reachOf, villagesNamed } from '../reach.ts';
import { hasRows, type Ledger, sizeOf, type Wanted } from './ledger.ts';
import { LEDGERS } from './ledgers.ts';

/** What is made when it is sent: plain data. */
export interface Order {
  name: string;
  ledger: string;
  wanted: Omit<Wanted, 'households'> & { households?: string[] };
  /** 一户一档: these, a sheet each. */
  dossiers?: string[];
}

export const MAKER = 'ledgerFile';
const DOSSIER = '一户一档';
/** From so many rows on it takes a while, and says so; more than these are not sent into a chat. */
const LARGE = 3000;
const MOST = 200_000;
/** Households whose sheets go into one file. */
const SHEETS = 200;
const FORM = '导出 走访 9月(还有:问题、任务、诉求、日志、低保复核、一户一档;可以加村名)';

/** 导出 走访 9月: a ledger as an Excel file, in private, by those who may; each is in the audit (A19, A33, F05). */
export const exportLedger = defineCommand<string>({
  name: '导出',
  aliases: ['导出台账', '导台账'],
  alike: ['台账', '下载', '报表'],
  summary: '把台账做成 Excel 发给您:走访、问题、任务、诉求、日志、低保复核、一户一档',
  usage: FORM,
  needs: 'exportLedger',
  where: ['private'],
  examples: ['导出 走访 9月', '导出 一户一档 罗启明'],
  exampleBy: 'office',
  read: ({ rest }) => rest,
  speech: (text) => (text.length <= 40 && isOrder(text) ? text : null),
  async run(words, context): Promise<Effect> {
    const said = WHICH.exec(words);
    const others = words.replace(WHICH, ' ').trim();
    if (/一户一档|户档/.test(said?.[0] ?? '')) return dossier(others, context);
    const ledger = LEDGERS.find((l) =>
      said?.[0].replace('复查', '复核').replace('年度', '').includes(l.name),
    );
    const [word = ''] = words.split(/[\s,、]+/);
    if (!ledger) return say(`${word === '' ? '' : `没有“${word}”这本台账。`}这样发:${FORM}`);
    return oneLedger(ledger, others, context);
  },
});

/** Which one is meant, wherever it stands: `导出上个月走访台账`, `把今年的问题台账给我`. */
const WHICH =
  /一户一档|户档|低保(?:年度)?复[核查](?:清单|表)?|(?:帮扶)?(?:工作)?日志|(?:走访|问题|任务|诉求)(?:整改)?(?:工作)?(?:台账|记录|清单|表)?/;

/** Asks for a file beyond doubt: a ledger by its whole name, and to be given it. */
function isOrder(text: string): boolean {
  const named = /(走访|问题|任务|诉求)(整改)?(台账|记录)|一户一档|(帮扶|工作)日志/.test(text);
  return named && /导|下载|(给|发|传)(给)?我|来一?份|要一?份|调出来/.test(text);
}

async function oneLedger(ledger: Ledger, words: string, context: Context): Promise<Effect> {
  const { read, today, sender } = context;
  const days = daysOf(words, ledger.name, context);
  if (typeof days === 'string') return say(days);
  const reach = reachOf(words, 'exportLedger', `导出 ${ledger.name}`, context);
  if (reach.kind === 'refused') return say(reach.text);
  const person = personIn(words, context);
  const own = reach.kind === 'own';
  const me = sender.person?.id ?? '';
  if (own && person && person.id !== me) return say(`${person.name}的台账要请村里的网格长或扶贫办来导。`);
  // What he did himself is his to have, also at households that somebody else helps by now.
  const ownLog = ledger.name === '日志' && own;
  const wanted = {
    villageIds: own ? [...new Set(reach.households.flatMap(livedIn))] : reach.ids,
    from: days.from,
    to: days.to,
    today,
    reader: me,
    personId: ownLog ? me : person?.id,
    households: own && !ownLog ? reach.households.map((h) => h.id) : undefined,
  };
  if (ownLog) wanted.villageIds = await villagesIn(ledger, wanted, context);
  const order: Order = { name: '', ledger: ledger.name, wanted };
  const where = person ? person.name : ownLog ? '您自己的' : reach.name;
  const file = person ? person.name : named(reach, context);
  const period = `${cnDay(days.from)}—${cnDay(days.to)}`;
  const size = await sizeOf(ledger, wantedOf(order), read);
  if (size === 0 || !(await hasRows(ledger, wantedOf(order), read)))
    return say(`${where}${period}没有${ledger.name}记录,没有做文件。换个时间:导出 ${ledger.name} 上个月`);
  if (size > MOST)
    return say(
      `${where}${period}有${size}条,一个文件放不下。请按村或按月分开导:导出 ${ledger.name} 9月 村名`,
    );
  const wait = size > LARGE ? `约${size}条,正在做,好了就发给您,这期间您照常说别的` : '文件马上发来';
  return handOver(
    { ...order, name: `${ledger.title} ${file} ${days.from}至${days.to}` },
    `${ledger.title}(${where},${period}),${wait}。`,
    size,
    context,
  );
}

/** Of all villages those in which there is something for it. */
async function villagesIn(
  ledger: Ledger,
  wanted: Omit<Wanted, 'households'>,
  { read }: Context,
): Promise<string[]> {
  const all = [...read.directory.villages()].map((v) => v.id);
  const sizes = await Promise.all(all.map((v) => sizeOf(ledger, { ...wanted, villageIds: [v] }, read)));
  return all.filter((_, i) => (sizes[i] ?? 0) > 0);
}

/** What a file is called by whom it is about: it is passed on, and 您 would be somebody else. */
const named = (reach: Exclude<Reach, { kind: 'refused' }>, { sender }: Context) =>
  reach.kind === 'own' ? `${sender.person?.name ?? ''}帮的户` : reach.name;

async function dossier(words: string, context: Context): Promise<Effect> {
  const { read, sender } = context;
  const [found] = findNames(read.directory.householdNames(), words, askerFor(sender, read.directory));
  if (!found) return dossiersOf(words, context);
  if (found.others.length > 0) {
    const names = [found.entry, ...found.others].map((e) => {
      const h = read.directory.household(e.id);
      return `${e.name}(${read.directory.village(h?.villageId ?? '')?.name ?? ''})`;
    });
    return say(`有几户叫这个名字:${names.join('、')}。请加上村名再发。`);
  }
  const household = read.directory.household(found.entry.id);
  if (!household) return say(`没有找到“${words}”这一户。`);
  const own = isHis(sender, household.helperId);
  const reach = reachOf(
    read.directory.village(household.villageId)?.name ?? '',
    'exportLedger',
    '导出 一户一档',
    context,
  );
  if (!own && reach.kind === 'refused') return say(reach.text);
  return handSheets(
    [household],
    household.head,
    `${household.head}的一户一档,文件马上发来。签字栏空着,打印了再签。`,
    context,
  );
}

/** A village's households, or the sender's own ones, a sheet each in one file. */
async function dossiersOf(words: string, context: Context): Promise<Effect> {
  const { directory } = context.read;
  const form = '这样发:导出 一户一档 户主姓名,或者加村名';
  if (villagesNamed(words, directory).length === 0 && !/^(我|自己|全部|所有|全村)/.test(words))
    return say(`${words === '' ? '' : `没有找到“${words}”这一户。`}导哪一户的?${form}`);
  const reach = reachOf(words, 'exportLedger', '导出 一户一档', context);
  if (reach.kind === 'refused') return say(reach.text);
  const all =
    reach.kind === 'own' ? reach.households : reach.ids.flatMap((id) => [...directory.households(id)]);
  const list = all.filter((h) => h.status === 'active');
  if (list.length === 0) return say(`${reach.name}名册上还没有户,没有做文件。`);
  if (list.length > SHEETS)
    return say(`${reach.name}有${list.length}户,一个文件最多${SHEETS}户。请加上村名:导出 一户一档 村名`);
  const text = `${reach.kind === 'own' ? '您帮的' : reach.name}${list.length}户的一户一档,一户一页,正在做,好了就发给您。签字栏空着,打印了再签。`;
  return handSheets(list, `${named(reach, context)}${list.length}户`, text, context);
}

async function handSheets(list: readonly HouseholdBrief[], name: string, text: string, context: Context) {
  const { sender, today } = context;
  const villageIds = [...new Set(list.map((h) => h.villageId))];
  const order: Order = {
    name: `一户一档 ${name}`,
    ledger: DOSSIER,
    dossiers: list.map((h) => h.id),
    wanted: { villageIds, from: today, to: today, today, reader: sender.person?.id },
  };
  const effect = await handOver(order, text, list.length, context);
  return {
    ...effect,
    changes: [...(effect.changes ?? []), ...list.map((h) => looked(h, 'dossier', context))],
  };
}

/** The words, the file after them, and the entry in the audit, in one. */
async function handOver(order: Order, text: string, rows: number, context: Context): Promise<Effect> {
  const { sender, now, message, chat, number } = context;
  const me = sender.person?.id ?? '';
  const { villageIds, from, to } = order.wanted;
  const record = {
    id: await number('E'),
    rev: 0,
    schema: 1,
    by: me,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat },
    ledger: order.ledger,
    from,
    to,
    villageIds: [...villageIds],
    rows,
  };
  return {
    changes: [change({ kind: exportKind, after: record, action: 'ledger.export', actor: me })],
    replies: [{ text }, { text: '', render: { push: MAKER, data: order } }],
  };
}

export const wantedOf = ({ wanted }: Order): Wanted => ({
  ...wanted,
  households: wanted.households && new Set(wanted.households),
});

/** The days that words name: `9月` in January is last year's, and the answer says the year. Absent: this month. */
function daysOf(words: string, ledger: string, { today }: Context): { from: Day; to: Day } | string {
  const pieces = words.split(/\s+/).filter((w) => w !== '');
  for (const piece of [...pieces, pieces.join('')]) {
    const range = parseRange(piece, { today, prefer: 'past' });
    if (!range) continue;
    if ('invalid' in range) return `没有“${range.text}”这样的日子。这样发:${FORM}`;
    if (range.from > today) return `${cnDay(range.from)}还没到,没有记录。这样发:导出 走访 上个月`;
    return range;
  }
  const within = findRange(words, { today, prefer: 'past' });
  if (within && !('invalid' in within.range) && within.range.from <= today) return within.range;
  if (pieces.some((p) => /[年月日号周]$/.test(p) && /\d|[一二三四五六七八九十]/.test(p)))
    return `没看懂要哪段时间。可以写:9月、2017年9月、上个月、本周、9月1日-15日`;
  // A review runs over weeks: without days the whole year is meant.
  if (ledger === '低保复核') return { from: `${today.slice(0, 5)}01-01`, to: today };
  return { from: `${today.slice(0, 8)}01`, to: today };
}

const cnDay = (day: Day) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

function personIn(words: string, { read, sender }: Context): { id: string; name: string } | undefined {
  const [found] = findNames(read.directory.personNames(), words, colleagueAsker(sender, read.directory));
  return found && mayUse(sender, 'exportLedger') ? found.entry : undefined;
}
