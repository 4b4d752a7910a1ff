/** How the villages say what the readers of questions know in the written word: 没得, 好多, 屋头. Only whole meanings. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/(没|冇|莫)得(?!到|过|罪|奖|分|了)/g, '没有'],
  [/好多(?=户|家|个|人|钱|次|件|条|元|岁|口)/g, '多少'],
  [/啥子|么子/g, '什么'],
  [/啷个|郎个|咋个/g, '怎么'],
  [/屋头|屋里头?/g, '家里'],
];

/** A question in the words that its readers look for. What is kept or echoed stays as it was said. */
export const homely = (text: string): string =>
  SAME.reduce((words, [said, meant]) => words.replace(said, meant), text);
