/** One visible emoji with its modifiers, a flag, or a keycap. */
const EMOJI =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[0-9#*]\ufe0f?\u20e3|\u200d|\ufe0e|\ufe0f/gu;

/** WeChat's own faces arrive in words, `[微笑]`; what is not a face looks alike. */
const FACE = /\[(?!(?:图片|语音|视频|文件|位置|链接|名片|红包|转账|小程序|聊天记录)\])[\p{L}]{1,10}\]/gu;

/** Nothing but emoji, WeChat faces and blanks (and at least one of them). */
export function isOnlyEmoji(text: string): boolean {
  const words = text.replace(FACE, '').replace(EMOJI, '').trim();
  return words === '' && text.trim() !== '';
}

/** At most `n` characters (code points), the last of them `…` where something was cut off. */
export function clip(text: string, n: number): string {
  const chars = [...text];
  return chars.length <= n ? text : `${chars.slice(0, Math.max(n - 1, 0)).join('')}…`;
}

const SENTENCE_END = /[。!?;！？；…]/g;

/**
 * Pieces of at most `max` UTF-16 units that put together are the text again: cut behind a line end, else behind a
 * sentence, else wherever the piece is full (never inside a surrogate pair).
 * @throws RangeError when `max` is below 2
 */
export function splitLong(text: string, max = 1800): string[] {
  if (!(max >= 2)) throw new RangeError(`splitLong needs room for a character, not ${max}`);
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > max) {
    const end = from + cut(text.slice(from, from + max));
    pieces.push(text.slice(from, end));
    from = end;
  }
  return from === text.length && from > 0 ? pieces : [...pieces, text.slice(from)];
}

/** How much of a full piece to keep. */
function cut(piece: string): number {
  const line = piece.lastIndexOf('\n') + 1;
  if (line > 0) return line;
  const sentence = [...piece.matchAll(SENTENCE_END)].at(-1);
  if (sentence !== undefined) return sentence.index + 1;
  return /[\ud800-\udbff]$/.test(piece) ? piece.length - 1 : piece.length;
}
