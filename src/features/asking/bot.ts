import type { Asked, Context } from '../define.ts';

const HELLO =
  /^((你好|您好|在吗|在么|在不在|有人(在)?(吗|么|没|不)|喂|哈喽|哈罗|hello|hi|小助手|机器人)[呀啊哦?!。~,\s]*)+$/i;
const THANKS =
  /^[\s,。!~]*(谢谢|多谢|谢了|感谢|辛苦)(你|您|了|啦|大家|哈|哦|啊)*[\s,。!~]*(辛苦|谢谢)?(你|您|了|啦)*[。!~]*$/;
const LOST =
  /不会(用|弄|搞|操作|整|玩|使)|(怎么|咋|咋个|如何|怎样)(使)?(用|操作|玩|弄|搞)(你|这|啊|呀|呢|的|\?|$)|(你|您|机器人|小助手|这个?|它)[^,。]{0,4}(能|会|可以)(帮我)?(干|做|办|查|问|记)?(啥|什么|哪些)|教(教)?(我|一下|下)|(什么|啥|哪些)功能|(都)?能(干|做|查|问)(啥|什么|哪些)|使用方法|搞不(懂|来|明白)|看不懂/;

const VERB =
  '(记|写|填|发|登|报|上报|交|提交|弄|录|改|撤|删|请|销|办|用|导|查|补|传|上传|派|安排|转|退|绑定?|设|关|取消|推|延|看|搞|做|申请|操作|处理)';
const HOW = new RegExp(
  `(怎么|咋个?|如何|怎样|啷个|咋样)(样)?(去|来|才)?(能)?${VERB}|不会${VERB}|(怎么|咋个?|如何)(把|给|让|帮)|(啥|什么)(格式|样子|模板)|格式|(给|发)(我)?(个|一个|一下)?(例子|样子|范文)`,
);

/** What can be done with the bot, by the words for it; what is more special stands first. */
const TOPICS: readonly [RegExp, string][] = [
  [/月报/, '月报'],
  [/接龙/, '怎么写 接龙'],
  [/照片|图片|相片|拍照|传图/, '怎么写 补图'],
  [/日志|模板/, '怎么写 走访日志'],
  [/撤|删|作废/, '怎么写 撤回'],
  [/更正|改(错|掉|一下|正)|记错|写错/, '怎么写 更正'],
  [/销假/, '怎么写 销假'],
  [/请假|休假/, '怎么写 请假'],
  [/免打扰|晚上.*(吵|提醒)/, '怎么写 免打扰'],
  [/延期|延后|推迟|来不及/, '怎么写 延期'],
  [/销号/, '怎么写 销号'],
  [/整改/, '怎么写 整改'],
  [/回访/, '怎么写 回访'],
  [/改派|转给|派给别/, '怎么写 改派'],
  [/上报/, '怎么写 上报'],
  [/问题/, '怎么写 问题'],
  [/任务.*(完|好)|报完成/, '怎么写 完成'],
  [/任务|提醒|通知/, '怎么写 提醒'],
  [/导出|导|台账|表格|excel/i, '怎么写 导出'],
  [/手册/, '怎么写 手册'],
  [/收入/, '怎么写 收入'],
  [/支出/, '怎么写 支出'],
  [/需求|需要|缺/, '怎么写 需要'],
  [/名册/, '怎么写 名册'],
  [/报名/, '怎么写 报名'],
  [/出生|添人|生娃|新生|加人/, '怎么写 添人'],
  [/去世|过世|死亡/, '怎么写 去世'],
  [/绑定/, '怎么写 绑定'],
  [/交接|换帮扶人/, '怎么写 交接'],
  [/推送/, '怎么写 推送'],
  [/走访|入户|下户|家访|上门|电话访/, '怎么写 走访'],
];

export const isHello = (text: string) => HELLO.test(text);
export const isThanks = (text: string) => THANKS.test(text);

/** What the bot can do, in three lines with a household of the asker's own. */
export function shortGuide({ read, sender }: Context): string {
  const [own] = read.directory.householdsOf(sender.person?.id ?? '');
  const head = own?.head ?? '户主姓名';
  return [
    '不用学,像说话一样发就行。',
    `记走访:走访 ${head} 入户 看到的情况`,
    `报问题:问题 ${head} 屋顶漏雨 月底前`,
    `查东西直接问:${head}上次啥时候去的、我还有哪些户没走、我有哪些任务`,
    '全部会的发:帮助',
  ].join('\n');
}

/** The blank sheet is wanted: 走访日志的表发一个给我. */
const BLANK =
  /(走访|日志|下户|入户)[^,。?]{0,6}(表格?|模板|格式|样表|单子)[^,。?]{0,4}(发|给|来|要|传|有没有|在哪)|(发|给|来|要|传)[^,。?]{0,6}(走访|日志|下户|入户)[^,。?]{0,4}(表格?|模板|格式|样表|单子)/;

/** A question about the bot itself: how something is written, what it can do. Policies are not its business. */
export function ofBot(text: string, context: Context): Asked | null {
  if (text.length > 24) return null;
  if (BLANK.test(text)) return { line: '模板' };
  if (isHello(text)) return { text: `在的。${shortGuide(context).split('\n').slice(1).join('\n')}` };
  if (HOW.test(text) && !/低保|医保|补助|补贴|贷款|救助|残疾证|养老|危房|社保/.test(text)) {
    const topic = TOPICS.find(([words]) => words.test(text));
    if (topic) return { line: topic[1] };
  }
  return LOST.test(text) ? { text: shortGuide(context) } : null;
}
