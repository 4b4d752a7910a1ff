import { readSheet } from 'read-excel-file/node';
import { expect } from 'vitest';
import type { Stage } from '../../scripts/replay/stage.ts';
import type { WeekPicture } from '../../src/core/picture.ts';
import type { Push } from '../../src/records/push.ts';
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

/** A week's visits, however they were come by. */
interface Week {
  home: number;
  phone: number;
  reached: number;
}

/** Text, picture, ledger and a count of the records themselves say the same, to the unit; and so does the recount. */
export async function figuresAgree(
  stage: Stage,
  sent: Sent[],
  redisUrl: string,
  quarter: Quarter,
): Promise<void> {
  const { visits = [] } = await stage.dump();
  let all = 0;
  for (const [id, { name, reader }] of Object.entries(VILLAGES)) {
    const counted = fromRecords(visits as (Visit & { villageId: string })[], id);
    all += counted.home + counted.phone;
    const digest = `push|villageDigest|${TUESDAY}|${reader}|${id}`;
    expect(fromText(pushed(digest, quarter)), `${name}: text`).toEqual(counted);
    expect(fromPicture(pushed(`${digest}|picture`, quarter)), `${name}: picture`).toEqual(counted);
    expect(await fromLedger(stage, sent, name), `${name}: ledger`).toEqual(counted);
  }
  expect(all).toBeGreaterThan(5);
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

function fromRecords(visits: readonly Visit[], villageId: string): Week {
  const here = visits.filter(
    (v) => v.villageId === villageId && v.status === 'active' && v.date >= WEEK.from && v.date <= WEEK.to,
  );
  const by = (mode: string) => here.filter((v) => v.mode === mode);
  return {
    home: by('home').length,
    phone: by('phone').length,
    reached: new Set([...by('home'), ...by('phone'), ...by('service')].map((v) => v.householdId)).size,
  };
}

function fromText({ content }: Push): Week {
  const text = (content?.text ?? '').normalize('NFKC');
  // A way that nobody took, this week and the one before, is not named.
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  return {
    home: number(/入户(\d+)次/),
    phone: number(/电话(\d+)次/),
    reached: number(/走到(\d+)户/),
  };
}

function fromPicture({ render }: Push): Week {
  const { home, phone, reached } = (render?.data as WeekPicture | undefined)?.weeks.at(-1) ?? {};
  return { home: home ?? Number.NaN, phone: phone ?? Number.NaN, reached: reached ?? Number.NaN };
}

/** The office takes out the ledger of that week; it is opened by another library. */
async function fromLedger(stage: Stage, sent: Sent[], village: string): Promise<Week> {
  const before = sent.length;
  await stage.play({ kind: 'say', from: 'U03', text: `导出 走访 ${WEEK.said} ${village}` });
  const answers = sent.slice(before);
  const file = answers.find((s) => s.file)?.file;
  if (!file) {
    expect(answers.map((s) => s.text?.normalize('NFKC')).join()).toContain('没有走访记录');
    return { home: 0, phone: 0, reached: 0 };
  }
  const [titles = [], ...rows] = (await readSheet(file)).slice(2);
  const at = (title: string) => titles.indexOf(title);
  const by = (mode: string) => rows.filter((r) => r[at('方式')] === mode).length;
  const counted = rows.filter((r) => r[at('计入走访')] === '是');
  return {
    home: by('入户'),
    phone: by('电话'),
    reached: new Set(counted.map((r) => r[at('户主')])).size,
  };
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
