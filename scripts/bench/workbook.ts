import { SHEETS, type SheetKey } from '../../src/features/roster/sheets.ts';
import type { CellValue, Sheet } from '../../src/sheets/sheet.ts';
import { writeWorkbook } from '../../src/sheets/write.ts';
import { headOf } from './county.ts';

const CAUSES = ['因病', '因残', '因学', '缺技术', '缺劳力'];

/** A roster of a made-up county: each household with three members and a helper, twenty households a helper. */
export async function writeCounty(path: string, villages: number, households: number): Promise<void> {
  const helper = (v: number, n: number) => `U${v * Math.ceil(households / 20) + Math.floor(n / 20) + 1}`;
  const each = <T>(row: (v: number, n: number) => T[]) =>
    (function* () {
      for (let v = 0; v < villages; v++) for (let n = 0; n < households; n++) yield* row(v, n);
    })();
  const id = (v: number, n: number) => `H${v * households + n + 1}`;
  const rows: Record<SheetKey, Iterable<object>> = {
    village: Array.from({ length: villages }, (_, v) => ({
      id: `V${v + 1}`,
      name: `第${v + 1}村`,
      groups: '1组、2组',
      workdays: '周三、周日',
    })),
    person: Array.from({ length: villages * Math.ceil(households / 20) }, (_, i) => ({
      id: `U${i + 1}`,
      name: `帮扶${i + 1}`,
      titles: '帮扶责任人',
      grade: '一般干部',
    })),
    household: each((v, n) => [
      {
        id: id(v, n),
        head: headOf(v, n),
        village: `第${v + 1}村`,
        group: `${(n % 2) + 1}组`,
        size: 3,
        category: '在册未脱贫',
        supportType: '帮扶',
        causeMain: CAUSES[n % CAUSES.length],
        exitPlanYear: 2018,
      },
    ]),
    member: each((v, n) =>
      ['户主', '配偶', '儿子'].map((relation, m) => ({
        household: id(v, n),
        relation,
        name: m === 0 ? headOf(v, n) : null,
        age: 20 + ((n + m) % 60),
        sex: m === 1 ? '女' : '男',
        health: '健康',
        labour: '是',
        medicalInsured: '是',
      })),
    ),
    assignment: each((v, n) => [
      { household: id(v, n), person: helper(v, n), primary: '是', start: '2017-03-20' },
    ]),
  };
  const sheets = (Object.keys(SHEETS) as SheetKey[]).map((key): Sheet => {
    const fields = Object.entries(SHEETS[key].fields);
    function* cells(): Generator<CellValue[]> {
      for (const row of rows[key]) yield fields.map(([name]) => (row as Record<string, CellValue>)[name]);
    }
    return {
      name: SHEETS[key].name,
      columns: fields.map(([, { title, width, kind }]) => ({ title, width, kind })),
      rows: cells(),
    };
  });
  await writeWorkbook(path, sheets, 0);
}
