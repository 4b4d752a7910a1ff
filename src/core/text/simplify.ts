import { Converter } from 'opencc-js/t2cn';

/**
 * Characters that OpenCC would turn into others although simplified text uses them too (乾坤, 著名, 狼藉, 瞭望, 於菟):
 * alone they do not make a text traditional. OpenCC's own phrases decide about them once something else did.
 */
const ALSO_SIMPLIFIED = new Set('乾著藉徵瞭夥於覆餘麽祇');

const convert = Converter({ from: 't', to: 'cn' });

/** Characters that only traditional text uses; built once from OpenCC's dictionary (one call, a few ms). */
const TRADITIONAL: ReadonlySet<string> = traditionalCharacters();

function traditionalCharacters(): Set<string> {
  const all: string[] = [];
  for (let code = 0x3400; code < 0xa000; code++) all.push(String.fromCharCode(code));
  // Kept apart by a line end, so that no phrase of the dictionary reaches over two of them.
  const simplified: string[] = convert(all.join('\n')).split('\n');
  // 薴 becomes 苧, which is also what 苎 was: what another character was simplified to is left alone.
  const targets = new Set(simplified.filter((char, i) => char !== all[i]));
  return new Set(
    all.filter((char, i) => simplified[i] !== char && !targets.has(char) && !ALSO_SIMPLIFIED.has(char)),
  );
}

/** Traditional characters as simplified ones. Simplified text passes at the cost of one look at each character. */
export function simplify(text: string): string {
  for (const char of text) {
    if (TRADITIONAL.has(char)) return convert(text);
  }
  return text;
}
