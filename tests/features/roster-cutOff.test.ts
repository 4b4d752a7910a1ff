import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Excel from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { resumeImports } from '../../scripts/roster/import.ts';
import { key } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/store.ts';
import { page, put, rosterBook, tryIn } from '../support/rosterBook.ts';
import { createWorld, WEDNESDAY } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'bangfu-roster-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
let serial = 0;

const workbook = (store: Store, edit: (book: Excel.Workbook) => void) =>
  rosterBook(store, join(dir, `r${serial++}.xlsx`), edit);

test('an import that was cut off is finished whole at the next start, once', async () => {
  const world = await createWorld();
  try {
    const { store } = world;
    const file = await workbook(store, (book) => {
      for (const [i, village] of ['枫树湾', '上河口', '白鹭'].entries())
        put(page(book, '户'), 100 + i, { 户主: `新户${i}`, 村: village, 类别: '一般户' });
    });
    let commits = 0;
    const cut: Store = {
      ...store,
      async commit(slot, c) {
        if (slot.startsWith('{v:') && ++commits === 2) throw new Error('the process is gone');
        return store.commit(slot, c);
      },
    };
    await expect(tryIn(cut, file)).rejects.toThrow('the process is gone');
    const settings = { now: () => WEDNESDAY, print: () => undefined, progress: () => undefined };
    await resumeImports(store, settings);
    await resumeImports(store, settings);
    const heads = [...store.read.directory.households()]
      .map((h) => h.head)
      .filter((h) => h.startsWith('新户'));
    expect(heads.sort()).toEqual(['新户0', '新户1', '新户2']);
    const { read } = store.raw.connections;
    expect(await read.zcard(key('{p}', 'imports:running'))).toBe(0);
    expect(await read.zcard(key('{p}', 'imports:done'))).toBe(1);
  } finally {
    await world.close();
  }
});

test('an import that was cut off and cannot go on is given up and named: the next one goes in', async () => {
  const world = await createWorld();
  try {
    const { store } = world;
    const lines: string[] = [];
    const settings = {
      now: () => WEDNESDAY,
      print: (text: string) => lines.push(text),
      progress: () => undefined,
    };
    const imports = join(store.files.root ?? '.', 'imports');
    const spoil: [string, (file: string) => void, string][] = [
      ['甲', (file) => rmSync(file), '留的那份文件不在了'],
      ['乙', (file) => writeFileSync(file, 'x'), '这不是 Excel 表'],
      ['丙', (file) => copyFileSync(flawed, file), '没有叫“枫树弯”的村'],
    ];
    const flawed = await workbook(store, (b) => put(page(b, '户'), 2, { 村: '枫树弯' }));
    for (const [head, harm, why] of spoil) {
      const file = await workbook(store, (book) =>
        put(page(book, '户'), 100, { 户主: `新户${head}`, 村: '枫树湾', 类别: '一般户' }),
      );
      const cut: Store = {
        ...store,
        async commit(slot, c) {
          if (slot.startsWith('{v:')) throw new Error('the process is gone');
          return store.commit(slot, c);
        },
      };
      await expect(tryIn(cut, file)).rejects.toThrow('the process is gone');
      for (const kept of readdirSync(imports)) harm(join(imports, kept));
      await resumeImports(store, settings);
      expect(lines.splice(0).join('\n'), head).toMatch(new RegExp(`接不下去.*${why}[^]*再导入一遍`, 's'));
      expect(readdirSync(imports), head).toEqual([]);
      await resumeImports(store, settings);
      expect(lines, head).toEqual([]);
      expect((await tryIn(store, file)).said, head).toContain('户:新增1户');
    }
    const { read } = store.raw.connections;
    expect(await read.zcard(key('{p}', 'imports:abandoned'))).toBe(3);
    expect(await read.zcard(key('{p}', 'imports:running'))).toBe(0);
  } finally {
    await world.close();
  }
});
