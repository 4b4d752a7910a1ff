/** Whether words ask for something, by their form. */
export function looksAsked(text: string): boolean {
  return /[?]|(\p{Script=Han})不\1|是否|能否|可否|吗|呢|么$|不$|没$|多少|好多|几|怎么|咋|啷个|哪|谁|什么|啥|能不能|可不可以|有没|是不是|要不要|行不行|会不会|得不得|如何|为什么|请问|想问|问一下|好久/u.test(
    text,
  );
}

const OPINION =
  /^(意见|建议|反映|投诉)[\s:,]|^(我|想|要|跟你|给你|同你)*(反映|反应|说|提)(一?[个下点件])(事|事情|问题|情况|意见)[\s:,,。]/;

/** Begins with the word for it (E16): what follows is for a person, whatever else it sounds like. */
export const isOpinion = (text: string): boolean => OPINION.test(text);
