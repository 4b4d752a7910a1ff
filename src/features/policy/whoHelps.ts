import { canonical } from './search/dialect.ts';

const MINE = '(?:我们家里|我家里|我们家|我家|我们|我屋里?|我)';
const WHO = '(?:谁|哪位|哪一位|哪一个|什么人|哪里的人)';
const NAME = '(?:叫什么|什么名字|姓什么|名字|姓名|贵姓)';
const PHONE = '(?:电话|手机|号码|联系方式|怎么联系)';
const HELPS = '(?:帮扶|帮助|帮|管|包|联系|结对|负责|对口)';
const HELPER =
  '(?:(?:帮扶|结对|包户|联系|扶贫|驻户|包)(?:的)?(?:那个|那位)?(?:责任人|干部|人|同志|领导|的)?|责任人)';
const PERSON = '(?:干部|人|同志|领导|帮扶人|责任人|单位)';

/** The ways to ask who helps this household, in the book's words (`canonical`): 哪个在帮我家, 我屋头归谁管, 我家联系人电话. */
const WAYS = [
  `(?:现在)?(?:是)?${WHO}${PERSON}?(?:现在)?(?:是)?(?:在|来)?(?:负责)?${HELPS}(?:着)?${MINE}`,
  `(?:现在)?(?:负责)?${HELPS}${MINE}的?(?:那个|那位|这个)?${PERSON}?(?:现在)?(?:是|叫)?(?:${WHO}${PERSON}?|${NAME})`,
  `(?:${MINE}的?)?(?:现在)?的?${HELPER}(?:现在)?(?:是|叫)?(?:${WHO}${PERSON}?|${NAME})`,
  `${MINE}的?(?:现在)?(?:是|归|由|该)?${WHO}${PERSON}?(?:在)?(?:负责)?(?:${HELPS}|联络|走访)(?:着)?`,
  `(?:${MINE}的?)?${HELPER}的?${PHONE}(?:号码|号)?(?:是)?(?:多少|什么|几号|有没有|给我|发我|告诉我|说下)?`,
  `(?:负责)?${HELPS}${MINE}的?(?:那个|那位)?${PERSON}的?${PHONE}(?:号码|号)?(?:是)?(?:多少|什么|几号|给我|发我)?`,
  `(?:怎么|要)联系${MINE}?的?${HELPER}`,
  `${WHO}(?:是|当)${MINE}的?${HELPER}`,
  `(?:${MINE})?(?:不|没)(?:知道|认得|认识)(?:${WHO}(?:是)?)?.{0,4}帮扶(?:${MINE}|人|干部)(?:是?${WHO})?`,
  '(?:双向)?(?:帮扶)?联系卡',
  `.{0,10}(?:都)?有${HELPER},?${MINE}(?:要是)?有(?:了)?事(?:情)?(?:该|要)?找${WHO}`,
  `.{0,10}(?:都)?有${HELPER},?(?:那)?${MINE}(?:的|家的)?(?:是|归|呢|有)*(?:${WHO}|没有?|呢)(?:${HELPS})?`,
].join('|');
const LEAD = '(?:我想|想|帮我|你)?(?:知道|查下|查一下|查|看下|看看|问下|问|告诉我|说说)?';
const TAIL =
  '(?:的|了|呀|来着|的呀|是不是|我?不知道|我?忘了|我?忘记了|我?记不得了?|我?不认识|我想?找他|我想?找她)?(?:,?(?:我)?(?:想|要|有(?:点|个)?事)[^?]{0,24})?';
const ASKED = new RegExp(`^${LEAD}(?:${WAYS})${TAIL}$`, 'u');

/** Whether normalised words ask who helps the speaker's own household: its card answers (I01), not the book. */
export function asksWhoHelps(text: string): boolean {
  return ASKED.test(
    canonical(text)
      .replace(/[ 下哈]+$/g, '')
      .replace(/ /g, ''),
  );
}
