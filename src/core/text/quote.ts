/** `text` is what the sender wrote; `quoted` and `quotedName` are the message under which he wrote it. */
export interface Quoted {
  text: string;
  quoted?: string;
  quotedName?: string;
}

/** The end of the quoted part: 」, then a line of five or more dashes (WeChat writes fifteen, with spaces between). */
const DIVIDER = /」[ \t]*\r?\n[ \t]*(?:[-‐–—－─][ \t\u2005\u00a0]*){5,}(?:\r?\n|$)/g;

/**
 * Takes apart WeChat's quoted form, `「李四：原文」`, a line of dashes, the reply. The original may hold line ends, 」 and
 * a quotation of its own. Text without that form comes back as it is.
 */
export function splitQuote(text: string): Quoted {
  const start = text.search(/\S/);
  if (text[start] !== '「') return { text };
  const dividers = [...text.matchAll(DIVIDER)];
  const divider = dividers.find((found) => balanced(text.slice(start, found.index + 1))) ?? dividers.at(-1);
  if (divider === undefined) return { text };
  const inside = text.slice(start + 1, divider.index);
  const reply = text.slice(divider.index + divider[0].length).trim();
  const colon = inside.search(/[:：]/);
  if (colon <= 0 || inside.slice(0, colon).includes('\n')) return { text: reply, quoted: inside.trim() };
  return { text: reply, quoted: inside.slice(colon + 1).trim(), quotedName: inside.slice(0, colon).trim() };
}

/** As many 」 as 「: a quotation inside the quotation is closed. */
function balanced(text: string): boolean {
  return text.split('「').length === text.split('」').length;
}
