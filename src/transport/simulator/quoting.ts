/** What one message quotes of another. */
export interface Quote {
  /** The number of the quoted entry. */
  n: number;
  name: string;
  text: string;
}

const DIVIDER = '- - - - - - - - - - - - - - -';

/** The text as WeChat delivers a message that quotes another. */
export function withQuote(text: string, quote: Quote | undefined): string {
  return quote ? `「${quote.name}：${quote.text}」\n${DIVIDER}\n${text}` : text;
}
