/**
 * The mark that the bot writes into a contact's remark, for channels whose contact ids change at each login. Only the bot's
 * own account can write there, and every binding has its own mark, so that an old one proves nothing.
 */
const MARK = /^〔([UH]\d+-[0-9A-Z]{4})〕/;

export const remarkOf = (mark: string, name: string) => `〔${mark}〕${name}`.slice(0, 16);

/** The mark in a remark; undefined where somebody wrote something else there. */
export function markIn(remark: string | undefined): string | undefined {
  return MARK.exec(remark ?? '')?.[1];
}
