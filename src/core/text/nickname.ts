/** Words that people put behind the name of a household. */
const HOUSE = /(?:老人家|他家里|她家里|他家|她家|家里头|家里|家中|屋里头|屋里|屋头|家|屋|户)$/;

/** A name without `家`, `屋里`, `户` … behind it; the word itself where too little would be left. */
export function withoutHouse(word: string): string {
  const bare = word.replace(HOUSE, '');
  return [...bare].length >= 2 ? bare : word;
}

const TWO_CHARACTER_SURNAMES = /^(?:欧阳|上官|司马|诸葛|皇甫|夏侯|东方|尉迟|公孙|令狐|慕容|司徒|端木|南宫)/;

const TITLES =
  '叔叔|叔|婶婶|婶子|婶|伯伯|伯娘|伯|婆婆|奶奶|爷爷|爹爹|大爷|大妈|大娘|大叔|大婶|大伯|大哥|大嫂|大姐|哥|嫂子|嫂|姐|妹子|老弟|' +
  '书记|支书|主任|主席|农技员?|专干|干事|乡长|镇长|村长|部长|所长|站长|组长|队长|委员|老师|医生|师傅|老板|老汉|老头|阿姨|姨|公公|公|婆|爹|娘';

const BY_TITLE = new RegExp(`^(?:老|小)?(?<name>.{1,2}?)(?:${TITLES})$`, 'u');

/** The surname in a form of address: 老彭, 小宁, 覃婆婆, 谭书记. Null in anything else. */
export function surnameIn(word: string): string | null {
  const address = /^[老小](?<name>.)$/u.exec(word) ?? BY_TITLE.exec(word);
  const surname = address?.groups?.name ?? '';
  const length = [...surname].length;
  return length === 1 || (length === 2 && TWO_CHARACTER_SURNAMES.test(surname)) ? surname : null;
}

/** The surname that a full name begins with. */
export function surnameOf(name: string): string {
  return TWO_CHARACTER_SURNAMES.exec(name)?.[0] ?? [...name][0] ?? '';
}

/** What people call somebody, as the contact's remark has it: 东子, 扶贫办小宁, 枫树湾谭书记. Empty where it tells of no other name. */
export function callNames(remark: string | undefined, name: string): string[] {
  const surname = surnameOf(name);
  const said = (remark ?? '').replace(/[^\p{Script=Han}]/gu, '').replace(name, '');
  const address = new RegExp(`(?:[老小]${surname}|${surname}(?:${TITLES}))$`, 'u').exec(said)?.[0];
  if (address) return [address];
  const short = [...said].length === 2 && [...said].some((c) => name.includes(c)) && said !== surname;
  return short ? [said] : [];
}
