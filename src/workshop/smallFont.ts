import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FONT_FILE, glyphsOf, tablesOf } from './font.ts';

/** The tables that a renderer needs to set Chinese text; the rest (features, kerning) is left out. */
const NEEDED = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'];

/**
 * The font with the outlines of these characters only; the numbers of the glyphs stay, so that no other table changes.
 * resvg reads the font's file once for each text: with the whole one (2.2 MB) that took three quarters of a picture's time.
 */
export function smallFont(font: Buffer, text: Iterable<string>): Buffer {
  const tables = tablesOf(font);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (!found) throw new Error(`the font has no ${tag} table`);
    return found;
  };
  const [head, loca, glyf] = [table('head'), table('loca'), table('glyf')];
  const long = head.readInt16BE(50) === 1;
  const offset = (n: number) => (long ? loca.readUInt32BE(n * 4) : loca.readUInt16BE(n * 2) * 2);
  const outline = (n: number) => glyf.subarray(offset(n), offset(n + 1));
  const known = glyphsOf(font);
  const kept = new Set<number>();
  const keep = (n: number): void => {
    if (kept.has(n)) return;
    kept.add(n);
    for (const part of partsOf(outline(n))) keep(part);
  };
  keep(0);
  for (const c of text) keep(known.get(c.codePointAt(0) ?? 0) ?? 0);

  const count = table('maxp').readUInt16BE(4);
  const places = Buffer.alloc((count + 1) * 4);
  const outlines: Buffer[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    places.writeUInt32BE(at, n * 4);
    if (!kept.has(n)) continue;
    const piece = padded(outline(n));
    outlines.push(piece);
    at += piece.length;
  }
  places.writeUInt32BE(at, count * 4);
  const longHead = Buffer.from(head);
  longHead.writeInt16BE(1, 50);
  tables.set('head', longHead).set('loca', places).set('glyf', Buffer.concat(outlines));
  return joined(NEEDED.flatMap((tag) => (tables.has(tag) ? [[tag, table(tag)] as const] : [])));
}

/** The glyphs that a composed one is made of. */
function partsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const found: number[] = [];
  for (let at = 10, more = true; more; ) {
    const flags = outline.readUInt16BE(at);
    found.push(outline.readUInt16BE(at + 2));
    const scale = flags & 0x80 ? 8 : flags & 0x40 ? 4 : flags & 0x08 ? 2 : 0;
    at += 4 + (flags & 0x01 ? 4 : 2) + scale;
    more = (flags & 0x20) !== 0;
  }
  return found;
}

const padded = (b: Buffer) => Buffer.concat([b, Buffer.alloc((4 - (b.length % 4)) % 4)]);

/** A font file of tables in the order of their tags. Checksums are left 0: no renderer asks for them. */
function joined(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(12 + tables.length * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.length, 4);
  let at = header.length;
  for (const [i, [tag, table]] of tables.entries()) {
    const entry = 12 + i * 16;
    header.write(tag, entry, 'latin1');
    header.writeUInt32BE(at, entry + 8);
    header.writeUInt32BE(table.length, entry + 12);
    at += padded(table).length;
  }
  return Buffer.concat([header, ...tables.map(([, table]) => padded(table))]);
}

/** A font file in `folder` that has all characters asked for so far: it is written anew only where one is missing. */
export function createSmallFont(folder: string): (text: string) => string {
  const path = join(folder, 'small.ttf');
  const font = readFileSync(FONT_FILE);
  const known = new Set<string>();
  return (text) => {
    const fresh = [...new Set(text)].filter((c) => !known.has(c));
    if (fresh.length === 0) return path;
    for (const c of fresh) known.add(c);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.part`, smallFont(font, known), { mode: 0o600 });
    renameSync(`${path}.part`, path);
    return path;
  };
}
