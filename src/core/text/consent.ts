/** How people end such a word: 好的。, 不用了, 是啊, 行吧. */
const END = '[了啊呀哈呢哦嘞吧]?[。!.,~]*$';

const YES = new RegExp(
  `^(?:确认|确定|1|是的?|对的?|对头|没错|嗯+|好的?|行|中|可以|要得|同意|ok|yes)${END}`,
  'i',
);
const NO = new RegExp(`^(?:取消|算了|不用|不要|不是|不对|不行|不必|不|否|没有|没得|0|no)${END}`, 'i');

/**
 * What the bot asked to be confirmed is wanted: 确认, 是, 对, 好, 嗯, 没错, 1 (contract, section 5). The one list for every
 * question that is answered with yes or no; `also` are words that mean it for this question alone (发, 删).
 */
export const isYes = (text: string, ...also: readonly string[]): boolean => says(YES, text, also);

/** It is not wanted: 不, 算了, 取消, 不对. */
export const isNo = (text: string, ...also: readonly string[]): boolean => says(NO, text, also);

function says(words: RegExp, text: string, also: readonly string[]): boolean {
  const said = text.trim();
  return words.test(said) || also.some((word) => said.startsWith(word) && ENDS.test(said.slice(word.length)));
}

const ENDS = new RegExp(`^${END}`);
