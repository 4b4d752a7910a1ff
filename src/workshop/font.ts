import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pinyin } from 'pinyin-pro';

/** The font of the pictures: see `font/ABOUT.md`. */
export const FONT_FILE = fileURLToPath(new URL('./font/noto-sans-sc-subset.ttf', import.meta.url));
export const FONT_FAMILY = 'Noto Sans SC';

/** A font's tables by their tags. */
export function tablesOf(font: Buffer): Map<string, Buffer> {
  return new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
      const at = 12 + i * 16;
      const begin = font.readUInt32BE(at + 8);
      const table = font.subarray(begin, begin + font.readUInt32BE(at + 12));
      return [font.toString('latin1', at, at + 4), table];
    }),
  );
}

/** A font's characters and the numbers of their glyphs, from its `cmap` table (formats 4 and 12). */
export function glyphsOf(font: Buffer): ReadonlyMap<number, number> {
  const cmap = tablesOf(font).get('cmap');
  if (!cmap) throw new Error('the font has no cmap table');
  const found = new Map<number, number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + i * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 4) readSegments(cmap, at, found);
    if (format === 12) readGroups(cmap, at, found);
  }
  return found;
}

function readSegments(font: Buffer, at: number, found: Map<number, number>): void {
  const size = font.readUInt16BE(at + 6);
  for (let i = 0; i < size; i += 2) {
    const end = font.readUInt16BE(at + 14 + i);
    const start = font.readUInt16BE(at + 16 + size + i);
    const delta = font.readUInt16BE(at + 16 + 2 * size + i);
    const place = at + 16 + 3 * size + i;
    const offset = font.readUInt16BE(place);
    for (let c = start; c <= end && c < 0xffff; c++) {
      const raw = offset === 0 ? c : font.readUInt16BE(place + offset + 2 * (c - start));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) found.set(c, glyph);
    }
  }
}

function readGroups(font: Buffer, at: number, found: Map<number, number>): void {
  for (let i = 0; i < font.readUInt32BE(at + 12); i++) {
    const group = at + 16 + i * 12;
    const glyph = font.readUInt32BE(group + 8);
    const [start, end] = [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
    for (let c = start; c <= end; c++) if (glyph + c - start !== 0) found.set(c, glyph + c - start);
  }
}

/**
 * Text that the font can show: a character that it lacks (a rare name) is written as it sounds, `(nǎi)` without its tone,
 * and where nobody knows how it sounds as `?`. Never an empty box.
 */
export function createShowable(font: Buffer = readFileSync(FONT_FILE)): (text: string) => string {
  const known = glyphsOf(font);
  return (text) =>
    [...text.normalize('NFC')]
      .map((c) => {
        if (known.has(c.codePointAt(0) ?? 0)) return c;
        if (!/\p{Script=Han}/u.test(c)) return /\s/.test(c) ? ' ' : '?';
        const sound = pinyin(c, { toneType: 'none' });
        return /^[a-zü]+$/.test(sound) ? `(${sound.replace('ü', 'v')})` : '?';
      })
      .join('');
}
