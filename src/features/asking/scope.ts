import { mayUse, scopeOf } from '../../core/rights.ts';
import type { Context } from '../define.ts';
import { shortName, villagesNamed } from '../reach.ts';
import { CLASSES } from './classes.ts';

const HOW_MANY =
  /(多少|几|好多|哪些|哪几)[^,。钱次天年]{0,6}(户|家)|(有|是)(哪些|多少|几|谁)(个|人|户|家)*[呢啊?。]*$|户(数|名单)|户(还|一共|总共|现在|有)*(多少|几|好多)(个|家|户)*[呢啊?。]*$|有没有[^,。]{0,8}户/;
const BOOK = /政策|补助|补贴|标准|钱|元|条件|申请|待遇|好处|享受|流程|材料|手续|规定|报销/;
const VISITED = /走|访|去(?!年)|跑|看望|见/;
const UNSEEN = /(谁|哪些?人?|哪几户|哪家|哪个|啥人|什么人|还有谁)[^,。]{0,6}(没|未)有?(人)?(走|去|访|到|跑)/;
const PROBLEMS = /问题|隐患|(啥|什么|哪些|几件)[^,。]{0,2}(事情?)?(没|未)(有)?(办|解决|处理)/;
const LATE = /拖|过期|逾期|超期|到期/;
/** How many were dealt with in some time: the figures answer that. */
const DEALT = /(解决|整改|办好?|销号|新报|新增|登记|发现|处理)了/;
const HOW = /哪|啥|什么|几|多少|有没有|没|进展|咋样|怎么样|如何|看|查|清单|列|发/;
const TASKS = /(谁|哪些?人?|哪个)[^,。]{0,5}(没|未)有?(交|办|完成|做|弄|报)/;

/** The short names of the villages that the words speak of; `我们村` is the asker's own where he has one. */
function placeIn(text: string, { read, sender }: Context): string {
  const named = villagesNamed(text, read.directory).map((v) => shortName(v.name));
  const [own, more] = sender.person?.villageIds ?? [];
  const mine =
    /(我|咱)们?村|村里|村上|本村/.test(text) && own && !more ? read.directory.village(own) : undefined;
  return named.length > 0 ? named.join('、') : shortName(mine?.name ?? '');
}

/** What a question about a village or the township asks, as the line that answers it. */
export function ofPlace(text: string, context: Context): string | null {
  const place = placeIn(text, context);
  // What leaders ask of problems and of what is late has kinds, levels and owners in it: the lists read those themselves.
  const leads = scopeOf(context.sender, 'seeProgress') !== 'own';
  if (leads && (/问题/.test(text) || (/任务/.test(text) && LATE.test(text)))) return null;
  const rest = villagesNamed(text, context.read.directory).reduce(
    (words, v) => words.replaceAll(shortName(v.name), ''),
    text,
  );
  const known = CLASSES.find(({ words }) => words.test(rest));
  const counted = HOW_MANY.test(rest) && !VISITED.test(rest) && !BOOK.test(rest);
  // Which villages, which helpers: told by village and by helper, not as one figure.
  if (leads && /(哪一?个|哪些|哪几个|各个?|每个)(村|帮扶|干部|责任人)/.test(text) && !(known && counted))
    return null;
  if (/超过|以上|(星期|周|天|个月|好久|多久)没/.test(text)) return null;
  if (TASKS.test(rest) && !/户|问题|事/.test(rest)) return '谁没完成';
  if (UNSEEN.test(rest) && !/我(?!们)/.test(rest)) return `本周进度 ${place}`.trim();
  if (
    /(没|无|缺|差)(有|得)?(人|哪个|谁)(帮|管|包|结对)|(没|无|缺|差|没安排|没定|没明确)(有|得)?帮扶(责任)?(人|干部)/.test(
      rest,
    )
  )
    return mayUse(context.sender, 'assignHelper') ? '没人帮的户' : null;
  if (
    PROBLEMS.test(rest) &&
    !DEALT.test(rest) &&
    HOW.test(rest.replace(/(没|出|有)问题/, '问题')) &&
    !/我的|反映/.test(rest)
  )
    return `${LATE.test(rest) ? '逾期问题' : '问题清单'} ${place.split('、')[0]}`.trim();
  if (!counted) return null;
  if (known) return `户数 ${place} ${known.name}`.replace(/\s+/g, ' ');
  return /(户|家|人)/.test(rest) && (place !== '' || /全乡|乡里|各村|村/.test(rest))
    ? `户数 ${place}`.trim()
    : null;
}
