/** Words of the villages for what the guard's signs are written in; the longest first. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/[,，。;；、!！~… \n]+/g, ','],
  // Work, not life: what must not be cut short.
  [/活路|零活|手工活|(?<=[干做找揽接农忙])活(?!着|命|下|不|得)/g, '工'],
  // Cantonese, as far as the signs need it.
  [/唔/g, '不'],
  [/系(?!统|列)/g, '是'],
  [/嘅/g, '的'],
  [/佢/g, '他'],
  [/屋企/g, '家里'],
  [/边度/g, '哪里'],
  [/点样|点解/g, '怎么'],
  [/屋里头|屋头|屋里|家里头/g, '家里'],
  [/(?<=[我他她俺咱你们壁门邻丈人])屋(?!顶|檐|后|前)/g, '家'],
  [/俺们|咱们/g, '我们'],
  [/[俺咱]/g, '我'],
  [/细伢子|伢子|娃儿|娃娃|小孩子?|崽崽|细崽|奶娃|娃(?!哈)|(?<!猪|狗)崽/g, '孩子'],
  [/婆娘|堂客|媳妇|屋里人/g, '老婆'],
  [/老汉儿|老爹|老爸|爸爸/g, '爸'],
  [/啥子|么子|么事|哪样|(?<!为)啥/g, '什么'],
  [/为啥/g, '为什么'],
  [/咋个样|咋样/g, '怎么样'],
  [/咋个|啷个|郎个|咋/g, '怎么'],
  [/好多(?=钱|个|岁|人|斤|年|$|,|给|[不吗嘛呢])|几多/g, '多少'],
  [/没得|莫得|冇得|木有|冇|莫有/g, '没有'],
  [/(?<!约)莫(?!名)|甭|别(?=让|给|来|管|说)/g, '不要'],
  [/得不得|会不得/g, '会不会'],
  [/要不要得|要得不|中不中|可得不|成不成/g, '行不行'],
  [/晓得/g, '知道'],
  [/遭(?!罪|殃|灾|不住|得住)|着(?=人|车|蛇|电|狗)/g, '被'],
  [/喊(?=我|你|他|人|交|给|打|转|拿|先|去)/g, '叫'],
  [/好久|哪阵|哪时候|几时|啥时候|什么时间/g, '什么时候'],
  [/哪个(?!月|村|组|好|行)/g, '谁'],
  [/(?<=[看等试说问想讲查])哈/g, '下'],
  [/落雨/g, '下雨'],
  [/不脱/g, '不出去'],
  [/(?<=[上下出进回起拿取跑])脱/g, '掉'],
  [/搭(?=下来|了下来|到地|倒)/g, '摔'],
  [/(?<=[a-z\p{Script=Han}])起(?=了|的)/gu, '着'],
  [/整得?(?=好|了)/g, '治得'],
];

/** Normalised words with one word for one meaning, as the guard's signs read them. */
export function plainly(text: string): string {
  let words = text.toLowerCase();
  for (const [from, to] of SAME) words = words.replace(from, to);
  return words.replace(/^,|,$/g, '');
}

/** One pattern of many, so that each stands on a line of its own. */
export function anyOf(...patterns: readonly (RegExp | string)[]): RegExp {
  return new RegExp(patterns.map((p) => (typeof p === 'string' ? p : p.source)).join('|'), 'u');
}

/** Somebody of the family or nearby. */
export const KIN =
  '(?:我|他|她|爸|爹|妈|娘|爷|奶|公公|婆婆|外婆|外公|老婆|老公|男人|丈夫|儿子|儿|女儿|孩子|孙子|孙女|孙|老头|老太|老人|老者|老伴|老汉|哥|弟|姐|妹|叔|伯|舅|姨|姑|嫂|邻居|人|父亲|母亲|老板娘|伯娘|婶|娘娘|师傅|瓦匠|木匠|工人|小的|大的|二爷|幺|老王|老李)';
/** What is given out. */
export const BENEFIT =
  '(?:低保|五保|特困|贫困户|贫困生|建档|补贴|补助|救助|危房|危改|名额|指标|搬迁|助学金|残疾证|残疾补贴|公益岗|护林员|养老金|养老|退休|医保|新农合|合作医疗|社保|贷款|退耕|公益林|光伏|慰问|化肥|物资|棉被|大米|扶贫|项目款|征地款|救灾|国家的钱|分红)';
/** It is over, and what is asked is about what comes after. */
export const PAST =
  /去年|前年|上个?(月|周|星期|礼拜)|上[次回]|前(几|两)?天|昨天|那[年天次]|以前|当时|后来|(住|出|转)(了|过|着)?院(?!要|子)|住.{0,3}院|抢救(花|费|过来|回来)|花(了|掉|费|去|光|完)|医药费|药费|手术|治好|好了没|去世|过世|死(了|亡)(?!算)|火化|安葬|下葬|烧(光|没|掉|毁)|赔偿|理赔|保险|报销|后遗症|落下(?!来)|截肢|能办|残疾|没.{0,3}(地方|处)住|(\d|[一二两三四五六七八九十几多])年了|评残/;
