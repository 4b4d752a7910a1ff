/**
 * The clauses of some words, and for one that bears a number (`I4`, `T2`) also what follows it in its sentence: `I4公示栏换了
 * 防水的,都整改好了` tells of the end only in its second clause.
 */
export function piecesOf(words: string, numbered: RegExp): string[] {
  return words.split(/[。;!\n]+/).flatMap((sentence) => {
    const clauses = sentence.split(',').map((c) => c.trim());
    const at = clauses.findIndex((c) => numbered.test(c));
    return at < 0 ? clauses : [...clauses, clauses.slice(at).join(',')];
  });
}
