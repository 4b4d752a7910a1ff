/** One word for one meaning, as the signs of talk are written in; the longest first. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/[^\p{L}\p{N}]+/gu, ','],
  // Not for a long time, which is no question when.
  [/好久(?=没|不|都没)|好久(?=了)/g, '许久'],
  [/3q|thank ?you|thanks?|thx/g, '谢谢'],
  [/屋里头|家里头|家里面|家里人|屋头|屋里|屋企|家里/g, '家'],
  [/(?:俺|咱|我|阮)们?(?:的)?(?:家|屋(?!子))(?:的)?(?!长)/g, '我家'],
  [/[俺咱额]们?|我们|阮/g, '我'],
  [/你们|您们?|恁们?/g, '你'],
  [/她们?|他们|佢|渠|伊/g, '他'],
  [/啥子|么子|(?<!什)么事|什么子|咩|啥(?!时)/g, '什么'],
  [/啷个样|咋个样|咋样|啷样|怎样|点样|什么样|怎么子/g, '怎么样'],
  [/咋个|啷个|郎个|咋|如何|点解|为什么子/g, '怎么'],
  [/哪个(?!月|村|组|地方|部门)|哪位|哪一位|哪一个/g, '谁'],
  [/好久|哪阵|几时|啥时候?|哪天|什么时间|什么辰光|哪时候?/g, '什么时候'],
  [/晓得/g, '知道'],
  [/莫得|没得|冇得|冇有|冇|没有|莫有|木有/g, '没有'],
  [/要不要|用不用|需不需要/g, '需否'],
  [/不想要|不需要|不要|不用|莫(?!名)|甭|别(?!人|个|的|家|处|墅)|勿要|唔要/g, '不要'],
  [/喊(?!话)|让(?=他|帮|个|人|干)|麻烦叫/g, '叫'],
  [/奶娃|娃儿|娃娃|娃|细伢子?|伢子?|崽崽|崽|小孩子?|孩儿/g, '孩子'],
  [/儿媳妇?|媳妇儿?(?=生)/g, '儿媳'],
  [/堂客|婆娘|媳妇|爱人|俺那口子/g, '老婆'],
  [/(?:讨|接)(?:了)?(?:个)?老婆/g, '娶老婆'],
  [/老汉儿|老汉|老爹|老爸|爸爸|俺爹|爹爹?|老爷子|父亲/g, '爸'],
  [/老娘|妈妈|娘亲|(?<![姑大新婆伯])娘(?!家)|母亲/g, '妈'],
  [/闺女|丫头|姑娘(?=嫁|出)/g, '女儿'],
  [/一哈|一下下?|下下|下子|一会儿?/g, '下'],
  [/哈(?=$|,)/g, ''],
  [/的话/g, ''],
  [/机器人|电脑人?/g, '机器'],
];
const TAIL = /[啊呀哦喔噢嘛呢哈嘞咯噻撒呐哟耶咧唦,]+(?=,|$)/g;
const HEAD =
  /^(?:那个|请问|问下|我想问下?|想问下?|麻烦问下|喂|诶|哎|唉|嗯|你好|老师|干部|领导|同志|小助手)(?:们)?,(?=.)/;

/**
 * Normalised words with one word for one meaning, as the signs of talk read them; commas for whatever is no letter.
 * `helpers` (names of those who help the speaker) and `heads` (of his own house) become 帮扶人 and 户主.
 */
export function homely(text: string, helpers: readonly string[] = [], heads: readonly string[] = []): string {
  let words = text.toLowerCase();
  for (const name of helpers) words = words.replaceAll(name, '帮扶人').replace(titled(name), '帮扶人');
  for (const name of heads) words = words.replaceAll(name, '户主');
  for (const [from, to] of SAME) words = words.replace(from, to);
  const bare = words
    .replace(TAIL, '')
    .replace(HEAD, '')
    .replace(/^,+|,+$/g, '')
    .replace(/,+/g, ',');
  return bare === '' ? words : bare;
}

const TITLE = '(?:医生|老师|同志|干部|主任|科长|股长|局长|书记|站长|所长|师傅|大哥|大姐|哥|姐)';

/** 沈医生, 姓沈的医生 for 沈若梅. */
function titled(name: string): RegExp {
  const surname = name.slice(0, 1);
  const last = name.slice(-1);
  return new RegExp(
    `(?:阿|小)${last}(?!\\p{L})|${last}(?:子|娃|伢)|${name.slice(1).length > 1 ? name.slice(1) : `小${last}`}|姓${surname}的?(?:那个|那位)?${TITLE}?|[小老]?${surname}${TITLE}|[小老]${surname}(?!\\p{L})`,
    'gu',
  );
}
