/** Characters of a binding code: no 0, O, 1, I. 32 of them, so that each carries 5 bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 8 characters: 40 bits. */
const LENGTH = 8;

/** A fresh code (`8K3F27QX`). `random` as in `Deps`: nobody may be able to guess it. */
export function makeCode(random: () => number): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}

/** As it is told and printed: `8K3F-27QX`. */
export const showCode = (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code that these words are, however it was typed (`8k3f 27qx`); null for anything else. Normalised text. */
export function readCode(text: string): string | null {
  const code = text
    .replace(/^[码:,\s]+|[\s。.!,]+$/g, '')
    .replace(/[\s\p{Pd}_]/gu, '')
    .toUpperCase();
  return code.length === LENGTH && [...code].every((c) => ALPHABET.includes(c)) ? code : null;
}

/** Words that are nothing but a code, without a command: a row of digits or letters alone may be anything. */
export function readBareCode(text: string): string | null {
  const shaped = /^[0-9A-Za-z]{4}\s?\p{Pd}?\s?[0-9A-Za-z]{4}$/u.test(text.trim());
  const mixed = /\p{Pd}/u.test(text) || (/\d/.test(text) && /[A-Za-z]/.test(text));
  return shaped && mixed ? readCode(text) : null;
}

/** Four and four, by themselves, as a code stands among other words. */
const AMONG = /(?<![0-9A-Za-z])[0-9A-Za-z]{4}[\s\p{Pd}_]{0,3}[0-9A-Za-z]{4}(?![0-9A-Za-z])/gu;
const isMixed = (text: string) => /\d/.test(text) && /[A-Za-z]/.test(text);

/** The code that stands among other words (`我的码是8k3f27qx 帮我绑一下`); null where none does. */
export function findCode(text: string): string | null {
  for (const [found] of text.matchAll(AMONG)) {
    const code = isMixed(found) || /\p{Pd}/u.test(found) ? readCode(found) : null;
    if (code) return code;
  }
  return null;
}

/** What was meant for a code and has characters in it that none has, read off a slip wrongly (O for Q, 1 for L). */
export function misread(text: string): { said: string; wrong: string[] } | null {
  for (const [said] of text.matchAll(AMONG)) {
    const wrong = [...said.toUpperCase()].filter((c) => /[0-9A-Z]/.test(c) && !ALPHABET.includes(c));
    if (wrong.length > 0 && isMixed(said)) return { said, wrong: [...new Set(wrong)] };
  }
  return null;
}
