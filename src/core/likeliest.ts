/** More are no choice. */
const MOST = 4;

/** Those with the best score, where that is at least `least`: the likeliest alone, or several that are as likely, four at most. */
export function likeliest<T>(all: readonly T[], scoreOf: (one: T) => number, least: number): T[] {
  const scored = all.map((one) => ({ one, score: scoreOf(one) }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), least);
  return scored
    .filter(({ score }) => score === best)
    .map(({ one }) => one)
    .slice(0, MOST);
}
