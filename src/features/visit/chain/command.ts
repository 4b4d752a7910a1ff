import { parseChain, spanOf } from '../../../core/text/chain.ts';
import { normalize } from '../../../core/text/normalize.ts';
import { type Context, defineCommand, type Effect } from '../../define.ts';
import { type Line, readItem } from './line.ts';
import { saveLines } from './save.ts';

/** No more lines of one 接龙 are read. */
const MOST = 100;
/** What a title says of visits, and of the many other things that people line up for. */
const VISITS = /走访|入户|家访|走户|进户|到户|探访|帮扶日志/;
const OTHER =
  /报名|培训|领取?|发放|订|购|签到|参加|用餐|吃饭|坐车|乘车|统计|核酸|投票|捐|招聘|收到|地址|联系方式/;

/** 接龙: several helpers' visits in one list, saved line by line; posted again it adds only what is new (M15). */
export const chain = defineCommand<Line[]>({
  name: '接龙',
  aliases: ['#接龙', '走访接龙'],
  summary: '几个人接龙记走访,一行一户',
  usage: '#接龙 本周走访 换行 1. 走访人 户主姓名 9.13 入户 看到的情况',
  needs: 'logVisit',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: [
    '#接龙\n本周走访\n1. 冯立群 罗启明 9.13 入户 老伴头晕好些了',
    '接龙 走访\n1、罗启明 9.12 电话 都好',
  ],
  read: (_, context) => linesIn(context),
  async run(lines, context): Promise<Effect> {
    if (lines.length > MOST) {
      return {
        replies: [{ text: `这条接龙有${lines.length}条,太长了,没有存。请分开发,一次最多${MOST}条。` }],
      };
    }
    return saveLines(lines, context);
  },
});

/** The lines of a 接龙 about visits; null where it is about anything else. */
function linesIn(context: Context): Line[] | null {
  const { title, items } = parseChain(context.message.text, context.today);
  const span = spanOf(title, context.today);
  const lines = items.slice(0, MOST + 1).map((item) => readItem(item, title, span, context));
  return isAboutVisits(normalize(title), lines) ? lines : null;
}

function isAboutVisits(title: string, lines: readonly Line[]): boolean {
  const named = lines.filter(({ draft }) =>
    draft.targets.some((t) => 'household' in t || t.options.length > 0),
  );
  const whole = named.filter(({ draft }) => draft.mode && !/^:?\s*1\d{10}/.test(draft.note));
  if (VISITS.test(title) && !OTHER.test(title))
    return whole.length > 0 || named.some((l) => l.draft.dateSaid);
  return whole.length > 0 && whole.length * 2 >= lines.length;
}
