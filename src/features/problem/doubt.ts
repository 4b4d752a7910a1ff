import { dueOf } from '../../core/category.ts';
import { officeIn, villageOwner } from '../../records/find.ts';
import type { Context } from '../define.ts';
import { type Draft, readProblem } from './draft.ts';

/** What a doubt is about (B39, B40): a car, a house, a firm, a post, a loan of the name. */
const ABOUT =
  /车|房|楼|公司|企业|工商|法人|股东|公职|财政供养|编制|教师|公务员|存款|挖机|店|退休|条件|不够格|不该评|够不上|评(不|得)上/;
/** A red flag was looked into: what was found, for people to judge. */
const LOOKED =
  /核实(了|过|清|完|属实)?|核查(了|过|清|完|属实)|核(了|过|清)|查实|查清|查(了|过)|问清|摸清|属实|不属实|不实/;
/** Named in a comparison of lists, or a doubt in so many words. */
const LISTED = /比对|疑点|名下|挂名|同名/;
/** A published list, and that somebody is against it (C39). */
const PUBLISHED = /公示|名单|张榜|评议|评上|上榜/;
const AGAINST =
  /异议|不服|不同意|有意见|意见(很|蛮|好)?大|反对|不公平|闹|投诉|举报|(有人|群众|村民|大家|邻居|隔壁|好几个人?)[^,。;]{0,10}(说|讲|反映|提|打电话|告)|反映|质疑|写错|登错|漏了/;
/** Nothing was said against it, it is only asked, or others are told to see to it. */
const NONE =
  /没(有)?(人)?(提)?(异议|意见|不服|反映)|无(人)?(异议|意见)|[?]$|吗$|没有$|怎么样|怎么(办|弄|处理)|要是|如果|及时|请(大家|各位|各村)|记得|(准备|打算|明天|下周)[^,。;]{0,6}(核|查)|异议(处理|答复|解决)(完|好)?了/;
const RUMOUR = /(有人|群众|村民|邻居|隔壁|别人|外面)[^,。;]{0,10}(说|讲|反映|提)/;

/**
 * A cadre tells that somebody is against a published name (公示异议), or what came of a doubt from a comparison (疑点核实):
 * it is noted with the household for people to judge, the bot judges nothing. Null where it is neither, or names nobody.
 */
export function readDoubt(text: string, context: Context): Draft | null {
  if (text.length > 200 || NONE.test(text)) return null;
  const objection = PUBLISHED.test(text) && AGAINST.test(text) && !/公示栏(坏|淋|倒|看不)/.test(text);
  const looked = LOOKED.test(text) && (LISTED.test(text) || ABOUT.test(text));
  const rumour = RUMOUR.test(text) && ABOUT.test(text) && /核|查|异议|条件|公示/.test(text);
  if (!objection && !looked && !rumour) return null;
  const reading = readProblem(text, context);
  if (reading.kind !== 'draft' || !reading.draft.householdId) return null;
  const { draft } = reading;
  const { directory } = context.read;
  const [office] = officeIn(directory);
  // What was found goes to the office, which concludes; what is only said has to be looked into in the village.
  const concluding = looked && !objection;
  const owner = draft.assigned
    ? draft.owner
    : concluding
      ? office?.id
      : villageOwner(draft.villageId, directory);
  return {
    ...draft,
    category: 'data',
    due: dueOf('data', text, context.today),
    owner: owner ?? draft.owner,
    origin: objection || rumour ? 'report' : 'crosscheck',
    text: `${concluding ? '疑点核实' : objection ? '公示异议' : '疑点'}:${draft.text}`,
  };
}
