/** What a village's week came to, by fields: visits by mode, people met, problems and requests that came and went. */
export const weekHash = (week: string) => `week:${week}`;
/** Households reached in a week, with how often: its length is how many. */
export const reachedHash = (week: string) => `week:${week}:reached`;
/** The same by mode, tries too: `home|H01`. */
export const waysHash = (week: string) => `week:${week}:ways`;
