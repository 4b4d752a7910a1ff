/**
 * wechat4u cuts a group text at an ASCII colon that ends a line (`走访:\n王伯伯` arrives as `走访`): it splits
 * `name:\ntext` at every `:\n`. Its raw payload still holds the whole. A raw payload of any other shape changes nothing.
 */
export function recoverCut(text: string, raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || !('Content' in raw)) return text;
  const content = raw.Content;
  if (typeof content !== 'string') return text;
  const whole = content.slice(content.indexOf(':\n') + 2);
  return content.includes(':\n') && whole.startsWith(`${text}:\n`) ? whole : text;
}

/**
 * The id of the message that a recall takes back: the text is that id itself (padlocal, service, the simulator; it is also
 * what Wechaty's `toRecalled` reads, which however finds only what is still in its cache), or WeChat's own XML (wechat4u).
 */
export function recalledId(text: string): string | undefined {
  const xml = /<(newmsgid)>\s*(\d+)\s*<\/\1>/.exec(text) ?? /<(msgid)>\s*(\d+)\s*<\/\1>/.exec(text);
  if (xml) return xml[2];
  return /^[\w@.:-]{1,128}$/.test(text) ? text : undefined;
}

/** An error's message fit for a log: no Chinese (that would be texts and names), no long number, not long. */
export function plainReason(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return message
    .replace(/[^\x20-\x7e]+/g, '…')
    .replace(/\d{11,}[\dXx]?/g, '#')
    .slice(0, 160);
}
