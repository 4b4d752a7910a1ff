/** The line begins with 绑定码, which both whoever has a code and whoever wants one may say. */
export const asksCode = (text: string): boolean => /^\s*[#＃]?\s*绑定[码碼]/.test(text);
