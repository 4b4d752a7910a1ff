import { isTrouble } from '../category.ts';
import type { Features } from '../learned.ts';
import { askingIn } from '../text/asking.ts';
import { homely } from '../text/homely.ts';

/** Where and when, how far it has come, who is to move: each weighed by what was learned, none decides alone. */
const CUES: Readonly<Record<string, RegExp>> = {
  past: /昨|前(天|晚|几天|两天)|刚|才(从|到|来|去)|上(午|周|星期|礼拜|个?月)|今(早|天|上午|儿)|早上|中午|[了过](?=$|[,。;])/,
  coming:
    /明(天|早|儿|年|日)|后(天|日|儿)|下(周|星期|礼拜|个?月|回|次|午要)|改天|过(几|两)天|月(底|末)|年(底|前)|以前|之前|[天日号午末底周五一二三四六]前|国庆|春节|元旦/,
  went: /去|到|走|跑|进(屋|门)|上门|入户|回来|转|坐|见|碰/,
  called: /电话|微信|视频|打通|接(了|到)?|联系/,
  nobody: /没(有)?人|不在|锁|没见|没碰|扑空|没接|打不通|关机/,
  seen: /精神|身体|气色|在家|吃(得|的)|米|油|药|灶|床|被子|正常|挺好|还好|不错|稳定/,
  order: /叫|喊|请|让|安排|通知|麻烦|各位|大家|所有|你们|务必|必须|抓紧|尽快|记得|别忘|要求|负责/,
  handIn: /交|报(?!销)|填|收齐|汇总|统计|核对|摸底|表|名单|材料|照片/,
  remind: /提醒|叫我|喊我|闹钟|别让我忘|到时候/,
  done: /(办|弄|搞|做|写|交|报|填|核|查|换|收|送|签|录|补|修|整|清|发|装|拉|通|理)(好|完|齐|清|到位|妥|起|掉|上|过|出来|回来)|完成|搞定|到位|结束|落实/,
  late: /来不及|搞不(完|赢|定|成)|办不(完|成|好|下来)|弄不(完|好)|完不成|赶不(上|及|出)|宽限|延|推(迟|后)|缓|多给|晚(几|两|一)天|再(等|给)/,
  wrong:
    /坏|漏|停|断|堵|垮|塌|裂|没(水|电|路|信号)|不通|不了|拖欠|没(到|发|下来)|少发|欠|缺|吵|打架|闹|危险|老化|浑|臭|跳闸/,
  mended:
    /修好|通(水|电|车|了)|来(水|电)|恢复|解决|换(好|了|新)|补(发|上|到)|到账了|接(通|好)|拆(了|除)|平了|调解/,
  waits:
    /等(着|到|通知|批|资金|专家|电力)|已(上报|报|申请|联系)|正在|在(办|修|弄|走|跑|批)|答应|派人|排(期|队)|进度|图纸|招标|审批/,
  birth: /生(了|娃|孩|个|下|崽)|添|满月|胖小子|千金|早产|怀孕|斤重/,
  death: /死|去世|走了|过世|老了|没了|不在了|病故|安葬|出殡|火化|送上山|过身|咽气/,
  wedding: /结婚|嫁|娶|接亲|过门|离婚|领证|办酒|定亲|彩礼|招郎|倒插门/,
  moves:
    /打工|务工|广东|外省|浙江|深圳|回来了|搬(走|到|进|去|回)|当兵|入伍|参军|退伍|出狱|刑满|考(上|取)|录取|毕业|残疾证|领养|抱养|户口|迁/,
  money: /\d(元|块|万|千|百|多)|[一二两三四五六七八九十]+(千|百|万)|块钱|钱/,
  earns: /卖|收入|工资|挣|赚|到手|到账|补贴.{0,6}\d|分红|得了|进账/,
  spends: /花|用掉|交了|开支|买(了)?|学费|药费|住院费|付/,
  lacks: /差|缺|需要|想要|要(个|床|辆|点|台)|没得|没有/,
  brought: /送(去|到|来|了|过)|拿(去|到|来|了)|给了|领(到|了)|到位/,
  amends:
    /写错|打错|说错|记错|发错|搞错|弄错|看错|报错|不是.{1,12}(是|,)|改(成|为|一下)|应该是|更正|才对|(?<!不)对的是|纠正|重新/,
  undoes: /撤|作废|删|不算|取消|收回|不要了|别记|不作数/,
  doubts:
    /异议|公示|名单|不符合|凭什么|咋(能|个|就)|轿车|小车|有车|商品房|门面|楼房|老板|退休|财政供养|股东|公司|疑点|核实|比对|举报/,
  relays: /问(一下|我|下)?|说(想|要|是|让)|想(问|要|申请|晓得)|要求|打听|反映|托我|请我|盼/,
  leave: /请假|来不了|去不了|参加不了|到不了|不能(来|参加|到)|有事|会议|开会|学习|出差|休假|代(会|参加)/,
  signup: /接龙|报名|算我|加我|我(家|们)?(也)?(来|去|参加)|\d+[.、]/,
  tells: /推送|推|发给|告诉|宣传|通知(到)?(贫困|各|全|所有)?户|政策|公告/,
  card: /号码|手机号|换(了)?(号|卡)|卡号|地址|户主|新号|户口本|面积|砖(混|房)|编号/,
  form: /模板|格式|怎么(写|填|记)|表样|样表|空表|范例/,
  thanks: /谢|辛苦|收到|好的|哈哈|早|安|加油|顺利|注意|转(发)?|@/,
  household: /户/,
  person: /员/,
  number: /[tTiIsS]\d/,
};

const GRAM = 0.5;
const CUE = 0.4;
const SIGN = 0.8;

/** The features of normalised words in which names are masked. */
export function signsOf(masked: string): Features {
  const text = homely(masked.toLowerCase()).replace(/\d+(\.\d+)?/g, '0');
  const found = Object.keys(CUES).filter((name) => CUES[name]?.test(text));
  const pairs = found.flatMap((a, i) => found.slice(i + 1).map((b) => `${a}&${b}`));
  const grams = gramsOf(text);
  // A long story is not surer than a word.
  const each = GRAM * Math.sqrt(20 / Math.max(10, grams.length));
  const signs = [`asks ${askingIn(text).form}`, `trouble ${isTrouble(text)}`, `long ${lengthOf(text)}`];
  return [
    ['one', 1],
    ...found.map((cue) => [`cue ${cue}`, CUE] as const),
    ...pairs.map((pair) => [`cue ${pair}`, CUE / 2] as const),
    ...signs.map((sign) => [sign, SIGN] as const),
    ...grams.map((gram) => [gram, each] as const),
  ];
}

const lengthOf = ({ length }: string) => Math.min(5, Math.floor(length / 10));

/** One to three neighbouring characters, and those at either end. */
function gramsOf(text: string): string[] {
  const chars = [...text.replace(/[\s,。;!:、]+/g, ' ').trim()];
  const grams = new Set<string>();
  for (let i = 0; i < chars.length; i++)
    for (let n = 1; n <= 3 && i + n <= chars.length; n++) grams.add(chars.slice(i, i + n).join(''));
  grams.add(`^${chars.slice(0, 2).join('')}`);
  grams.add(`${chars.slice(-2).join('')}$`);
  return [...grams];
}
