import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Excel from 'exceljs';
import { readSheet } from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { EXPORTS } from '../../scripts/exports/kinds.ts';
import { allFigures } from '../../src/features/digest/figures.ts';
import { change } from '../../src/records/change.ts';
import { exportKind } from '../../src/records/ledgerExport.ts';
import { visitKind } from '../../src/records/visit.ts';
import { writeWorkbook } from '../../src/sheets/write.ts';
import { temporaryFolder } from '../support/redis.ts';
import { aVisit } from '../support/store.ts';
import { createWorld, WEDNESDAY } from '../support/world.ts';

/** The rows below the head of a sheet, by the titles of their columns. */
async function open(file: string, above: number): Promise<Record<string, unknown>[]> {
  const [titles = [], ...rows] = (await readSheet(file)).slice(above);
  return rows.map((row) => Object.fromEntries(titles.map((t, i) => [String(t), row[i]])));
}

it('comes as a file that another library opens: numbers as numbers, days as days, and as many visits as are counted', async () => {
  const world = await createWorld();
  try {
    await world.say('U18', '走访 罗启明 电话 药还有半个月');
    await world.say('U03', '导出 走访 9月11日-17日');
    const file = world.heard().find((s) => s.file)?.file ?? '';
    const rows = await open(file, 2);
    expect(rows.map((r) => [r.户主, r.方式])).toEqual([
      ['蒋来发', '未遇'],
      ['罗启明', '电话'],
    ]);
    expect(rows[1]).toMatchObject({ 走访人: '冯立群', 计入走访: '是', 照片: 0, 情况: '药还有半个月' });
    expect(rows[1]?.日期).toEqual(new Date('2017-09-13T00:00:00Z'));
    const [figures] = await allFigures(['V01'], '2017-09-11', '2017-09-17', world.store.read);
    const week = figures?.week;
    expect([week?.visits.phone, week?.visits.absent]).toEqual([1, 1]);
    await world.say('U03', '导出 一户一档 罗启明');
    const dossier = await open(world.heard().find((s) => s.file)?.file ?? '', 2);
    expect(dossier.find((r) => r.栏目 === '收入')).toMatchObject({
      项目: '种植',
      '金额(元)': 3200,
      内容: '档案上的，2016年，约',
    });
    const signed = dossier.filter((r) => /签字/.test(String(r.栏目)));
    expect(signed.map((r) => [r.栏目, r.日期, r.内容])).toEqual([
      ['户主签字', null, null],
      ['帮扶责任人签字', null, null],
      ['村核对人签字', null, null],
      ['签字日期', null, null],
    ]);
    expect(dossier.find((r) => r.栏目 === '走访')?.日期).toEqual(new Date('2017-09-13T00:00:00Z'));
  } finally {
    await world.close();
  }
});

it('gives a helper his own log whole, with the households that somebody else helps by now, and nobody else’s visits', async () => {
  const world = await createWorld();
  try {
    await world.say('U18', '走访 罗启明 电话 药还有半个月');
    await world.say('U03', '交接 罗启明 → 冉启贵');
    await world.say('U03', '确认');
    await world.say('U22', '走访 罗启明 入户 都好');
    world.heard();
    await world.say('U18', '导出 日志 9月11日-17日');
    const rows = await open(world.heard().find((s) => s.file)?.file ?? '', 2);
    expect(rows.map((r) => [r.帮扶责任人, r.户主, r.方式])).toEqual([['冯立群', '罗启明', '电话']]);
    await world.say('U18', '导出 走访 9月11日-17日');
    expect(world.heard().find((s) => s.file)).toBeUndefined();
  } finally {
    await world.close();
  }
});

it('leaves out what a household took back, and says of the rest whether it was answered', async () => {
  const world = await createWorld();
  try {
    await world.say('H12', '意见 我屋验收的人一直没来');
    await world.say('H12', '撤回 Q1');
    await world.say('H12', '意见 村口路灯坏了');
    await world.say('H12', '意见 水池边的草半人深了');
    await world.say('U21', '答复 Q3 礼拜四去割');
    world.heard();
    await world.say('U03', '导出 诉求 9月');
    const rows = await open(world.heard().find((s) => s.file)?.file ?? '', 2);
    expect(rows.map((r) => [r.编号, r.状态])).toEqual([
      ['Q2', '待答复'],
      ['Q3', '已答复'],
    ]);
  } finally {
    await world.close();
  }
});

it('is one sheet for each household of a village, upright, with nobody’s quarrels and nothing hidden', async () => {
  const world = await createWorld();
  try {
    await world.say('U03', '问题 蒋来发 和邻居争地界');
    world.heard();
    await world.say('U04', '导出 一户一档 枫树湾');
    const heard = world.heard();
    expect(heard.map((s) => s.text?.normalize('NFKC') ?? '').join()).toContain('枫树湾村4户的一户一档');
    const workbook = new Excel.Workbook();
    await workbook.xlsx.readFile(heard.find((s) => s.file)?.file ?? '');
    expect(workbook.worksheets.map((w) => w.name)).toEqual([
      '罗启明 H01',
      '覃秀英 H02',
      '龙国栋 H03',
      '蒋来发 H09',
    ]);
    for (const page of workbook.worksheets) {
      expect(page.pageSetup).toMatchObject({ orientation: 'portrait', fitToWidth: 1 });
      const words = page.getSheetValues().flat(2).join();
      expect(words).not.toMatch(/争地界|没见过现在的帮扶人/);
      expect(words).toContain('户主签字');
    }
    await world.say('U05', '导出 一户一档 枫树湾');
    await world.say('U03', '导出 一户一档 张三丰');
    const said = world.heard().map((s) => s.text?.normalize('NFKC') ?? '');
    expect(said[0]).toContain('枫树湾村不归您管');
    expect(said[1]).toContain('没有找到“张三丰”这一户');
  } finally {
    await world.close();
  }
});

it('comes out at the machine too, every ledger, each time with an entry in the audit', async () => {
  const world = await createWorld();
  const dir = temporaryFolder();
  try {
    for (const kind of EXPORTS.filter((k) => k.name !== 'roster')) {
      const file = join(dir, `${kind.name}.xlsx`);
      await writeWorkbook(file, await kind.sheets(world.store, {}, WEDNESDAY), WEDNESDAY);
      const rows = await open(file, 1);
      if (!['requests', 'reviews'].includes(kind.name)) expect(rows.length, kind.name).toBeGreaterThan(0);
      if (kind.name === 'problems')
        expect(rows.find((r) => r.编号 === 'I2')).toMatchObject({ 涉及户数: 23, 过期天数: 0 });
    }
    const chain = await world.store.raw.connections.read.xrange('bf:{p}:audit', '-', '+');
    expect(
      chain.filter(([, fields]) => fields.join().includes('ledger.export')).length,
    ).toBeGreaterThanOrEqual(6);
  } finally {
    rmSync(dir, { recursive: true, force: true });
    await world.close();
  }
});

it('says that a large one takes a while, sends all of its rows, and has their number in the audit', async () => {
  const world = await createWorld();
  try {
    const known = (await world.visits()).filter((v) => v.villageId === 'V01' && v.date >= '2017-08-01');
    const ids = Array.from({ length: 3000 }, (_, i) => `S${1000 + i}`);
    for (let i = 0; i < ids.length; i += 500)
      await world.store.commit('{v:V01}', {
        mark: `many ${i}`,
        now: WEDNESDAY,
        changes: ids
          .slice(i, i + 500)
          .map((id) => change({ kind: visitKind, after: aVisit(id), action: 'visit.log', actor: 'U18' })),
      });
    const rows = ids.length + known.filter((v) => v.date >= '2017-09-01').length;
    await world.say('U03', '导出 走访 9月 枫树湾');
    const heard = world.heard();
    const text = heard.map((s) => s.text?.normalize('NFKC') ?? '').join();
    expect(text).toContain(`约${rows}条,正在做,好了就发给您`);
    expect(await open(heard.find((s) => s.file)?.file ?? '', 2)).toHaveLength(rows);
    const kept = await world.store.read.many(exportKind, ['E1']);
    expect(kept).toMatchObject([{ ledger: '走访', by: 'U03', rows, villageIds: ['V01'] }]);
  } finally {
    await world.close();
  }
});

it('takes 9月 in January for the last one, and says the year', async () => {
  const world = await createWorld({ begin: Date.parse('2018-01-05T10:00:00+08:00') });
  try {
    await world.say('U03', '导出 走访 9月');
    expect(
      world
        .heard()
        .map((s) => s.text ?? '')
        .join(),
    ).toContain('2017年9月1日—2017年9月30日');
  } finally {
    await world.close();
  }
});
