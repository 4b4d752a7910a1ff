import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WeekPicture } from '../../src/core/picture.ts';
import { createDraw, pngOf, svgOf } from '../../src/workshop/draw.ts';
import { createShowable, FONT_FILE, glyphsOf } from '../../src/workshop/font.ts';
import { createWorkshop } from '../../src/workshop/workshop.ts';
import { temporaryFolder } from '../support/redis.ts';

const VILLAGES = [
  '枫树湾村',
  '上河口村',
  '白鹭村',
  '油坊村',
  '青龙山老鹰岩易地搬迁集中安置社区',
  '石板坡村',
  '大𬭬塘村',
  '双河村',
  '杨柳青村',
  '长田村',
  '高坡村',
  '桃源村',
];
const HOMES = [5, 8, 0, 1200, 130, 9, 11, 7];
const crowded: WeekPicture = {
  title: '南屏县栗坪乡青龙山片区联合周报',
  span: '12月25日—12月31日',
  weeks: HOMES.map((home, i) => ({ label: `12.${i + 10}`, home, phone: i * 300, reached: home })),
  base: 1400,
  problems: VILLAGES.map((label, i) => ({ label, open: 100 + i, late: i % 2 === 0 ? 100 : 0 })),
};
const known = glyphsOf(readFileSync(FONT_FILE));
const showable = createShowable();
const dir = temporaryFolder();
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Every text of an SVG with the box that it takes: a Chinese character is as wide as the font is high, others half of it. */
function textsIn(svg: string) {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => {
    const number = (pattern: RegExp) => Number(pattern.exec(attributes)?.[1] ?? 0);
    const size = number(/font-size:(\d+)px/);
    const [, tx = '0', ty = '0'] = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(attributes) ?? [];
    const width = [...text].reduce((n, c) => n + (c.charCodeAt(0) > 0xff ? size : size * 0.56), 0);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const x = Number(tx) + number(/ x="([\d.-]+)"/);
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
    const y = Number(ty) + number(/ y="([\d.-]+)"/);
    return { text, left, right: left + width, top: y - size * 0.5, bottom: y + size * 0.5 };
  });
}

describe('a picture of twelve villages with long names', () => {
  const svg = svgOf(crowded, showable);
  const texts = textsIn(svg);
  const png = pngOf(svg);

  it('has all of its words, each character one that the font has', () => {
    const words = texts.map((t) => t.text).join('');
    for (const piece of ['枫树湾村', '桃源村', '1200', '没办好的问题', '入户', '过期100'])
      expect(words).toContain(piece);
    expect([...words].filter((c) => !known.has(c.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('has no two texts on one another, and none outside', () => {
    const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
    for (const [i, a] of texts.entries()) {
      expect([a.left >= 0, a.right <= 720, a.top >= 0, a.bottom <= height], a.text).toEqual([
        true,
        true,
        true,
        true,
      ]);
      for (const b of texts.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `${a.text} | ${b.text}`).toBe(true);
      }
    }
  });

  it('is a PNG for a phone, under 100 KB', () => {
    expect(png.subarray(0, 4).toString('hex')).toBe('89504e47');
    expect(png.readUInt32BE(16)).toBe(720);
    expect(png.length).toBeLessThan(100_000);
  });

  it('is drawn with the part of the font that it needs as with the whole of it, picture after picture', () => {
    const draw = createDraw(join(dir, 'fonts'));
    expect(draw({ ...crowded, title: '先画的一张', problems: [] }).length).toBeGreaterThan(0);
    expect(draw(crowded).equals(png)).toBe(true);
  });

  it('has ink where its words are: without the font they would be missing', () => {
    const bare = pngOf(svg.replaceAll(/<text [^>]*>[^<]*<\/text>/g, ''));
    expect(png.length).toBeGreaterThan(bare.length * 2);
  });
});

describe('a character that the font lacks', () => {
  it('is written by its sound, or as a question mark, never as an empty box', () => {
    expect(showable('罗启明')).toBe('罗启明');
    expect(showable('𬭬')).toMatch(/^(\([a-zv]+\)|\?)$/);
    expect(showable('龘')).toBe('(da)');
    expect(showable('好👍')).toBe('好?');
  });
});

describe('the workshop', () => {
  it('draws in its thread, the same picture of a day once, and sweeps what is old', async () => {
    const workshop = createWorkshop(dir);
    const path = await workshop.picture(crowded, '2017-09-18');
    const made = statSync(path).mtimeMs;
    expect(await workshop.picture(crowded, '2017-09-18')).toBe(path);
    expect(statSync(path).mtimeMs).toBe(made);
    mkdirSync(join(dir, 'outgoing', '2017-09-10'), { recursive: true });
    expect(await workshop.sweep('2017-09-19')).toBe(1);
    expect(statSync(path).size).toBeGreaterThan(10_000);
    await workshop.stop();
    expect(readdirSync(join(dir, 'outgoing')).sort()).toEqual(['2017-09-18', 'fonts']);
  });

  it.skipIf(process.platform !== 'linux')('gives way to the thread that answers', async () => {
    const workshop = createWorkshop(dir);
    const before = getPriority();
    await workshop.picture({ ...crowded, title: '不急的一张' }, '2017-09-18');
    // After the name in brackets, the nice value is the 17th field (proc(5)).
    const nice = readdirSync('/proc/self/task').map((task) =>
      Number(readFileSync(`/proc/self/task/${task}/stat`, 'utf8').split(') ')[1]?.split(' ')[16]),
    );
    expect(nice).toContain(5);
    expect(getPriority()).toBe(before);
    await workshop.stop();
  });

  it('says what went wrong and goes on', async () => {
    const workshop = createWorkshop(dir);
    const broken = { ...crowded, weeks: null } as unknown as WeekPicture;
    await expect(workshop.picture(broken, '2017-09-18')).rejects.toThrow('could not be made');
    expect(await workshop.picture({ ...crowded, title: '另一张' }, '2017-09-18')).toMatch(/\.png$/);
    await workshop.stop();
  });

  it('refuses without a folder', async () => {
    await expect(createWorkshop(undefined).picture(crowded, '2017-09-18')).rejects.toThrow('no folder');
  });
});
