const HAN = '\\p{Script=Han}“”‘’《》「」〔〕【】、。';
const FULL: Record<string, string> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' };
const BRACKETS = new RegExp(`\\(([^()\\n]*[${HAN}][^()\\n]*)\\)`, 'gu');
const MARKS = new RegExp(`(?<=[${HAN}）])[,:;?!]+|[,:;?!](?=[${HAN}（])|,(?=\\d{1,2}月)`, 'gu');

/**
 * Sets a text for Chinese readers: half-width punctuation next to Chinese becomes full-width; numbers, times and addresses
 * stay as they are. People type either, and what they typed is read in its half-width form: on the way out it looks right.
 */
export function typeset(text: string): string {
  // Twice: the second pass sets a pair around another.
  const set = text.replace(BRACKETS, '（$1）').replace(BRACKETS, '（$1）');
  return set.replace(MARKS, (marks) => [...marks].map((m) => FULL[m] ?? m).join(''));
}
