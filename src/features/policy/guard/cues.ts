import { plainly } from './plain.ts';

/**
 * What tells a cry for help from a question about money, and words against an official from a question how to complain: when
 * it happened, to whom, what was done or asked for, and in which form. Each is weighed by what was learned from examples;
 * none of them decides alone.
 */
const CUES: Readonly<Record<string, RegExp>> = {
  now: /刚(才|刚|发现|出|接|打|收)?|现在|正在|马上|快(来|点|去|叫|喊)|赶紧|立马|眼看|今(天|晚|早)|还在/,
  past: /去年|前年|上(个)?月|上(个)?(星期|周)|昨天|前(几|两)?天|以前|原先|当时|后来|那(年|次|回|天)|早就|过世|去世|走了以后|死了以后|出(了)?院|抢救过来|没死成|治好|好了以后/,
  later:
    /明年|后年|下(半)?年|以后|将来|往后|过完年|下(一)?(批|轮|届|次)|到时候|轮到|20(1[89]|2\d)|还(搞|发|涨|有)|听说/,
  mine: /我|自己|咱/,
  kin: /爸|爹|妈|娘|爷|奶|公公|婆婆|老(婆|公|伴|汉|人)|儿|女|孩子|孙|男人|哥|弟|姐|妹/,
  others:
    /隔壁|别(人|个|家)|人家|那(家|户|个)|他家|她家|邻居|哪(家|些|几家)|谁家|对门|前院|后院|对面|村(东|西)头|老[王李张刘陈杨赵黄周吴马石龙覃罗]/,
  officer:
    /村(长|主任|干部|支书|委|里|上)|支书|书记|会计|组长|干部|主任|领导|队长|乡(长|里)|镇(长|上)|帮扶|公家/,
  stranger:
    /有(个)?人|来(了)?(个|两个)|对方|自称|说是|陌生|不认识|微信|qq|短信|链接|二维码|app|电话|网上|群里|冒充|上门|中介|公司/,
  pays: /(交|转|打|汇|垫|付|给|掏|投)(了|他|过去|个)?.{0,6}(钱|块|元|百|千|万|费|款)|保证金|手续费|押金|会费/,
  secret: /验证码|密码|卡号|身份证|银行卡|存折|人脸|屏幕/,
  aid: /报(销|不|得|多少|了|账)|补(助|贴|多少|钱|不)|救助|低保|贷款|赔|政策|申请|享受|条件|手续|材料|参合|医保|新农合|残疾|补偿|慰问/,
  money: /多少钱|一个月|每月|每年|到账|没发|卡上|领/,
  howTo: /怎么(办|申请|弄|报|交|领|提|装|算|去|才)|在哪|去哪|找谁|哪里|要(什么|哪些)|带什么|要不要|需不需要/,
  yesNo: /不$|没$|吗|没有$|能不能|行不行|可不可以|会不会|有没有|是不是|得(上|到|下来)/,
  verdict:
    /(评|批|选|轮|定|过|成)(不)?(得)?(上|到|下来|下|我)|够(不够)?|准话|实话|包票|希望|透(个)?底|没戏|有戏|铁定|给不给批|我(家|们)?(这|的)?(个)?(情况|条件)/,
  life: /死|活|药|跳|绳|命|解脱|拖累|受罪|撑不|累了|走了算|没意思|不想/,
  body: /血|晕|昏|倒|摔|喘|气|叫不(醒|应)|抽|吐|烧|疼|痛|肿|咬|断|埋|压|淹|电|毒|噎|卡|不动|不醒/,
  disaster: /起火|着火|燃|塌|垮|洪|大水|泥石流|滑坡|翻/,
  blows: /打(我|人|孩子|她|他|得|架)|拿(刀|锄|棍)|砍|推(我|倒)|锁(在|到)/,
  wrong:
    /贪|吞|扣|截|送(礼|烟|酒|钱)|亲戚|小舅子|关系|造假|假的|冒领|名字.{0,4}签|签.{0,4}名|手印|白条|不公布|内定|举报|反映|拿回|拉走|自己(家|屋)|才(批|给|办)/,
  doctor: /吃(什么|多少|几|点)|药|治|病|血压|血糖|疫苗|针|偏方|检查|良性|要紧|能吃|停药|膏药/,
  justice: /告|官司|判|法|离婚|坐牢|彩礼|合同|借条|欠条|继承|分家|宅基|地界|反悔|违/,
  price: /价|卖|斤|行情|赚|挣|划(得来|算)|来得及|种|养|栽/,
  rage: /骗(人|子)|你们|当我们|欺负|吃干饭|皮球|不信|算什么|滚|妈的|狗|懒得/,
  talk: /你(是|叫|好|会|多大)|谢|麻烦|在不在|有人吗|唱|讲个|聊|摆|吃饭没|知道了|好呀|早上好/,
  public: /(村里|村上|乡里|学校|医院|银行|信用社|社保|民政|村委|干部).{0,3}(通知|说|叫|喊|要)/,
  short: /^.{0,8}$/,
  long: /^.{30,}$/,
};

/** The cues that stand in normalised words, and pairs of them: 过去 with 报销 says more than each alone. */
export function cuesOf(text: string): string[] {
  const plain = plainly(text);
  const found = Object.keys(CUES).filter((name) => CUES[name]?.test(plain));
  const pairs = found.flatMap((a, i) => found.slice(i + 1).map((b) => `${a}&${b}`));
  return [...found, ...pairs];
}

/** One to three neighbouring characters of the plain words, and those at either end. */
export function gramsOf(text: string): string[] {
  const chars = [...plainly(text)];
  const grams = new Set<string>();
  for (let i = 0; i < chars.length; i++)
    for (let n = 1; n <= 2 && i + n <= chars.length; n++) grams.add(chars.slice(i, i + n).join(''));
  grams.add(`^${chars.slice(0, 2).join('')}`);
  grams.add(`${chars.slice(-2).join('')}$`);
  return [...grams];
}
