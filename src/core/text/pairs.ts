/**
 * The neighbouring characters of a text, two by two: 低保, 保怎, 怎么. How many of them two texts share tells whether they
 * may speak of the same thing.
 */
export function pairsIn(text: string): string[] {
  const letters = [...text];
  return letters.slice(1).map((c, i) => `${letters[i]}${c}`);
}
