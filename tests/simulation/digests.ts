import { readSheet } from 'read-excel-file/node';
import { expect } from 'vitest';
import type { Stage } from '../../scripts/replay/stage.ts';
import type { WeekPicture } from '../../src/core/picture.ts';
import { isOpen, type Problem } from '../../src/records/problem.ts';
import type { Push } from '../../src/records/push.ts';
import type { Request } from '../../src/records/request.ts';
import type { Visit } from '../../src/records/visit.ts';
import { recount } from '../../src/store/recount.ts';
import { openStore } from '../../src/store/store.ts';
import type { Sent } from '../../src/transport/simulator/simulator.ts';
import { STAGE_KEY } from '../support/transcript.ts';
import type { Quarter } from './cast.ts';

/** The last week that was told of, and when: the village digests of the quarter's last Tuesday. */
const WEEK = { from: '2017-12-04', to: '2017-12-10', said: '12月4日-10日' };
const TUESDAY = '2017-12-12T08:00:00+08:00';
const VILLAGES: Record<string, { name: string; reader: string }> = {
  V01: { name: '枫树湾', reader: 'U11' },
  V02: { name: '上河口', reader: 'U12' },
  V03: { name: '白鹭', reader: 'U13' },
  V04: { name: '油坊', reader: 'U14' },
};

/** A week's visits, and what stands of problems and of households' words, however they were come by. */
interface Week {
  home: number;
  phone: number;
  reached: number;
  /** Problems reported in the week, not put right, and those past their day when the digest was sent. */
  opened: number;
  open: number;
  late: number;
  /** Households' words of the week, and all that wait for an answer. */
  asked: number;
  unanswered: number;
}
/** What a picture shows of it. */
type Drawn = Pick<Week, 'home' | 'phone' | 'reached' | 'open' | 'late'>;

/** Text, picture, ledger and a count of the records themselves say the same, to the unit; and so does the recount. */
export async function figuresAgree(
  stage: Stage,
  sent: Sent[],
  redisUrl: string,
  quarter: Quarter,
): Promise<void> {
  const dump = (await stage.dump()) as unknown as Records;
  let [all, problems, waiting] = [0, 0, 0];
  for (const [id, { name, reader }] of Object.entries(VILLAGES)) {
    const counted = fromRecords(dump, id);
    all += counted.home + counted.phone;
    const digest = `push|villageDigest|${TUESDAY}|${reader}|${id}`;
    expect(fromText(pushed(digest, quarter)), `${name}: text`).toEqual(counted);
    const { home, phone, reached, open, late } = counted;
    const drawn: Drawn = { home, phone, reached, open, late };
    expect(fromPicture(pushed(`${digest}|picture`, quarter)), `${name}: picture`).toEqual(drawn);
    problems += open;
    waiting += counted.unanswered;
    expect(await fromLedger(stage, sent, name), `${name}: ledger`).toEqual(counted);
  }
  // Nothing compared with nothing proves nothing.
  expect([all > 5, problems > 0, waiting > 0]).toEqual([true, true, true]);
  const store = await openStore({
    url: redisUrl,
    account: 'replay',
    keys: [STAGE_KEY],
    filesDir: undefined,
    onError: () => undefined,
  });
  expect(await recount(store)).toEqual([]);
  store.close();
}

function pushed(key: string, { pushes }: Quarter): Push {
  const push = pushes.get(key);
  if (push?.state !== 'sent') throw new Error(`${key} was not sent`);
  return push;
}

interface Records {
  visits: Visit[];
  problems: Problem[];
  requests: Request[];
}
const SENT = Date.parse(TUESDAY);
const within = (day: string) => day >= WEEK.from && day <= WEEK.to;

/** As the records stand now: nothing moved between the digest and the quarter's end, or the comparison says where. */
function fromRecords({ visits, problems, requests }: Records, villageId: string): Week {
  const here = visits.filter((v) => v.villageId === villageId && v.status === 'active' && within(v.date));
  const by = (mode: string) => here.filter((v) => v.mode === mode);
  const issues = problems.filter(
    (p) => p.villageId === villageId && p.status !== 'void' && Date.parse(p.at) < SENT,
  );
  const standing = issues.filter((p) => isOpen(p) || fixedAt(p) >= SENT);
  const words = requests.filter((r) => r.villageId === villageId && Date.parse(r.at) < SENT);
  return {
    home: by('home').length,
    phone: by('phone').length,
    reached: new Set([...by('home'), ...by('phone'), ...by('service')].map((v) => v.householdId)).size,
    opened: issues.filter((p) => within(p.at.slice(0, 10))).length,
    open: standing.length,
    late: standing.filter((p) => p.due < TUESDAY.slice(0, 10)).length,
    asked: words.filter((r) => within(r.at.slice(0, 10))).length,
    unanswered: words.filter((r) => !r.answeredAt || Date.parse(r.answeredAt) >= SENT).length,
  };
}

/** When a problem was put right: the step that says so. */
const fixedAt = (p: Problem) =>
  Date.parse(p.history.findLast((h) => /^(fixed|verified|closed)$/.test(h.status ?? ''))?.at ?? '');

function fromText({ content }: Push): Week {
  const text = (content?.text ?? '').normalize('NFKC');
  // A way that nobody took, this week and the one before, is not named.
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  return {
    home: number(/入户(\d+)次/),
    phone: number(/电话(\d+)次/),
    reached: number(/走到(\d+)户/),
    opened: number(/新报(\d+)个/),
    open: number(/没办好(\d+)个/),
    late: number(/没办好\d+个,过期(\d+)个/),
    asked: number(/新来(\d+)件/),
    unanswered: number(/还没答复(\d+)件/),
  };
}

function fromPicture({ render }: Push): Drawn {
  const picture = render?.data as WeekPicture | undefined;
  const { home, phone, reached } = picture?.weeks.at(-1) ?? {};
  const sum = (of: 'open' | 'late') => picture?.problems.reduce((n, p) => n + p[of], 0) ?? Number.NaN;
  return {
    home: home ?? Number.NaN,
    phone: phone ?? Number.NaN,
    reached: reached ?? Number.NaN,
    open: sum('open'),
    late: sum('late'),
  };
}

/** The office takes the ledgers out; they are opened by another library. */
async function fromLedger(stage: Stage, sent: Sent[], village: string): Promise<Week> {
  const visits = await ledger(stage, sent, `导出 走访 ${WEEK.said} ${village}`);
  const problems = (await ledger(stage, sent, `导出 问题 今年 ${village}`)).filter((r) => before(r.登记日期));
  const words = (await ledger(stage, sent, `导出 诉求 今年 ${village}`)).filter((r) => before(r.日期));
  const by = (mode: string) => visits.filter((r) => r.方式 === mode).length;
  const counted = visits.filter((r) => r.计入走访 === '是');
  const standing = problems.filter((r) => !r.整改日期 || !before(r.整改日期));
  return {
    home: by('入户'),
    phone: by('电话'),
    reached: new Set(counted.map((r) => r.户主)).size,
    opened: problems.filter((r) => within(dayOfCell(r.登记日期))).length,
    open: standing.length,
    late: standing.filter((r) => dayOfCell(r.限期) < TUESDAY.slice(0, 10)).length,
    asked: words.filter((r) => within(dayOfCell(r.日期))).length,
    unanswered: words.filter((r) => !r.答复日期 || !before(r.答复日期)).length,
  };
}

const dayOfCell = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : '');
/** Ledgers know days only: what happened on the day of the digest came after it, at eight in the morning. */
const before = (cell: unknown) => dayOfCell(cell) < TUESDAY.slice(0, 10);

/** A ledger's rows by the titles of their columns; none where there was nothing to write. */
async function ledger(stage: Stage, sent: Sent[], words: string): Promise<Record<string, unknown>[]> {
  const from = sent.length;
  await stage.play({ kind: 'say', from: 'U03', text: words });
  const answers = sent.slice(from);
  const file = answers.find((s) => s.file)?.file;
  if (!file) {
    expect(answers.map((s) => s.text?.normalize('NFKC')).join(), words).toMatch(/没有(走访|问题|诉求)记录/);
    return [];
  }
  const [titles = [], ...rows] = (await readSheet(file)).slice(2);
  return rows.map((row) => Object.fromEntries(titles.map((t, i) => [String(t), row[i]])));
}

/** The quarter's last digests and monthly texts, as their readers got them. */
export function digestsOf(quarter: Quarter): string {
  const keys = [
    'push|officeDigest|2017-12-10T20:00:00+08:00|U03|office',
    'push|townshipDigest|2017-12-11T11:00:00+08:00|U01|township',
    `push|villageDigest|${TUESDAY}|U11|V01`,
    `push|villageDigest|${TUESDAY}|G2|V01`,
    'push|monthlyDraft|2017-11-30T09:00:00+08:00|U18',
    'push|monthlySummary|2017-11-30T12:00:00+08:00|U04|V01',
  ];
  return keys.map((key) => `== ${key}\n${pushed(key, quarter).content?.text}\n`).join('\n');
}
