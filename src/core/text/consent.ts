/** What the bot asked to be confirmed is wanted: `确认`, `1` (contract, section 5). */
export const isYes = (text: string) =>
  /^(确认|1|是|是的|对|对的|好|好的|可以|同意)[。!.]*$/.test(text.trim());

/** It is not wanted. */
export const isNo = (text: string) => /^(取消|不|不要|不用|不是|不对|否|算了|0)[了。!.]*$/.test(text.trim());
