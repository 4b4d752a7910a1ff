/** Words that only look like a question: 没啥, 谁都, 好几次, 问了几回了, 不晓得哪天. */
const INDEFINITE = [
  /(?<!有)没(有|得)?(啥|什么|谁|几|哪里|多少|好多)[^,。;]*/g,
  /(谁|啥|什么|哪个|哪里|哪儿|怎么|咋个?)[^,。;谁啥什哪怎咋]{0,5}(都|也)/g,
  /(好|十|两|这|那|前|(?<!还要)过|(?<!还要)隔|近|头|成)几(天|个月?|次|户|家|回|年|只|百|千|十|头|斤|袋|块|句|趟|遍)?/g,
  /几(十|百|千|万)|几(只|头|亩|斤|袋|包|块|棵|箱|句|百|粒|片)/g,
  /(问|催|找|说|讲|病|住|疼|痛|歇|聊|坐|等|吵|请|养|买|卖|种|换|打|送|缺|差|喊)了?(好)?几(天|个|次|回|趟|年|家|户|样)[^,。;]*/g,
  /几(口|个|户|家|次|回|趟)?人?都|几(天|个月|次)的/g,
  /(谁|哪个|哪位)(认识|有空|能|会|愿意|方便|熟)/g,
  /(不|没)(知道|晓得|清楚|明白|说|问|讲)(是|清楚?|好|到)?[^,。;]{0,10}/g,
  /差不多|(什么|啥)的|(怎么|咋)办都|不怎么|不咋/g,
];

/** Words by which something is asked. */
const ASKED =
  /(啥|什么|何)时候?|几时|哪(?!怕)|有几(个|口)|几(号|点|天|户|家|个|次|件|条|口|人|位|样|回|趟|项|级|岁|组|期|成|月)|多(少|久|大|长时间|远|高)|好(多|久|大(岁数|年纪)|远)|谁|啥|什么|怎么|咋|如何|为何|是否|能否|能不能|可不可以|有没有|是不是|要不要|该不该|(?<verb>\p{Script=Han})[不没]\k<verb>|有无|啷个|哪样/u;
/** A clause that ends like a question: 走了没, 办好了没有, 还差吗. */
const ENDS =
  /(吗|嘛|么|呢)$|(了|过|好|完|到|去|来|走|交|发|办|修|通|齐|成|账|记|还有|结|批|贫)(没|没有|没得|不)$|[^没]有没$/;
/** The bot is asked to show something. */
const WANTED =
  /(看|查|找|调|翻|列|问|报|念|统计|汇总)(一)?(下|哈|看)|(发|报|念|列|说|讲|查|找|给)(给)?我(看|听|一?下|一?份)?|告诉我|(帮|给|替)我(看|查|找|列|发|调|数|算|统计|拉)|我(想|要|来)(看|查|知道|问|了解)|看看/;

/** Somebody else asks or says it: what follows is told, not asked. */
const REPORTED =
  /(他|她|它|家里|家人|老人家?|户主|群众|老百姓|百姓|乡亲|村民|有人|有户|有些人|老伴|老婆|媳妇|儿子|女儿|婆婆|大爷|大妈|大娘|老汉|妈|爸|娘|爹|孙子|邻居|人家)[^,。;]{0,6}(说|问|讲|反映|提到|打听|想知道|担心|关心|要求|抱怨|着急|喊|托我|埋怨)/;
/** What leaders and offices ask is handed on as a question. */
const RELAYED =
  /^(\p{Script=Han}{0,3}(书记|乡长|镇长|县长|主任|主席|局长|部长|领导|队长)|县里|乡里|镇里|上面|上头|督查组?|检查组)们?(刚才?|又|在|今天|要|想)*(问|要看|要查|想知道)(一?下|起)?[:,\s]*/u;
/** A clause that tells what was done or seen. */
const TOLD =
  /(去|走|跑|看|访|到|回|见|碰|问|送|打|通|拍|填|登|办|交|修)(了|过|完)(?!没|吗)|(今|昨|前)(天|晚|早)|(上|下|中)午|刚(才|刚)?(去|到|从|走|看|打|问|给|跟)|入户|上门|在家|没人|门锁|反映|身体|正常|挺好|好着|坏了|漏|停(水|电)/;

export interface Asking {
  /** What is asked, without a leader's 书记问 in front. */
  text: string;
  /** A question (啥时候, 几户, 走了没), or a request to be shown something (查下, 发我). */
  form: 'question' | 'request' | 'none';
}

/** Colleagues are asked beside what is told: 砖还差1500匹,哪个晓得砖厂电话. */
const OF_COLLEAGUES =
  /^(谁|哪个|哪位|哪家|有没有人|有没有哪个|有人)(晓得|知道|有(?!问题)|认识|能|可以|愿意|帮)/;

const clausesOf = (text: string) => text.split(/[,。;!?\s]+/).filter((c) => c.trim() !== '');

/** What only looks like a question taken out. */
export function withoutIndefinite(clause: string): string {
  return INDEFINITE.reduce((left, words) => left.replace(words, ' '), clause);
}

function asks(clause: string): boolean {
  const words = withoutIndefinite(clause).replace(/[啊呀哦哈了]*$/, (end) =>
    end.startsWith('了') ? '了' : '',
  );
  return ASKED.test(words) || ENDS.test(words.trim());
}

/** Without what is asked of colleagues, where something else is said. */
function mostlyOurs(clauses: string[]): string[] {
  const ours = clauses.filter((clause) => !OF_COLLEAGUES.test(clause.trim()));
  return ours.length > 0 ? ours : clauses;
}

/**
 * Whether normalised words ask the hearer something or want to be shown something, by their form: 啥时候, 几户, 走了没, 查下.
 * What is reported (他说有没有补助), told beside a visit, or indefinite (问了几回了, 没啥问题) is no question.
 */
export function askingIn(said: string): Asking {
  const text = said.replace(RELAYED, '').trim();
  const none: Asking = { text, form: 'none' };
  if (text === '' || text.length > 60 || REPORTED.test(text)) return none;
  const clauses = mostlyOurs(clausesOf(text));
  const asking = clauses.map((clause) => asks(clause) || (/[?]$/.test(text) && clause === clauses.at(-1)));
  const wanted = clauses.map((clause) => WANTED.test(clause));
  const told = clauses.some((clause, i) => !asking[i] && !wanted[i] && TOLD.test(clause));
  if (told) return none;
  if (asking.includes(true)) return { text, form: 'question' };
  return wanted.includes(true) ? { text, form: 'request' } : none;
}

export const isAsking = (text: string): boolean => askingIn(text).form !== 'none';
