import { type Asker, findNames, type NameIndex } from '../text/names.ts';

/** Whose it is says nothing of what words mean: these stand for the names. */
const HOUSEHOLD = '户';
const PERSON = '员';
const PLACE = '村';

export interface Names {
  households: NameIndex;
  people: NameIndex;
  /** Names of villages, with and without 村. */
  places: readonly string[];
}

/** How villages are called. */
export const placesOf = (villages: Iterable<{ name: string }>): string[] =>
  [...villages].flatMap(({ name }) => [name, name.replace(/村$/, '')]);

const NOBODY: Asker = { own: new Set(), villages: new Set() };

/** 老彭, 覃婆婆, 沈医生: somebody who is called by his surname. */
const CALLED = /[小老]\p{Script=Han}(?=[家屋的说那也他她])|\p{Script=Han}(婆婆|大爷|大娘|大妈|嗲嗲|老汉)/gu;
const TITLED = /\p{Script=Han}(书记|医生|老师|主任|乡长|镇长|局长|科长|股长|队长|会计|站长)/gu;

/** Normalised words with every name in them masked. */
export function masked(text: string, { households, people, places }: Names): string {
  let words = text;
  for (const [index, mask] of [
    [households, HOUSEHOLD],
    [people, PERSON],
  ] as const) {
    for (const { index: at, length } of findNames(index, words, NOBODY).toReversed())
      words = words.slice(0, at) + mask + words.slice(at + length);
  }
  for (const place of places) words = words.replaceAll(place, PLACE);
  return words.replace(CALLED, HOUSEHOLD).replace(TITLED, PERSON);
}
