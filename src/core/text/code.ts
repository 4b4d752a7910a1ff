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
