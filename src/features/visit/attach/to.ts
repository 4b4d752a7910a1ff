import { type Context, defineCommand, type Effect, type Heard, say } from '../../define.ts';
import { findVisit, readNumber } from '../find.ts';
import { headline } from '../text.ts';
import { headOf, mayChange, whoMayChange } from '../void.ts';
import { ATTACH_COMMAND, ATTACH_FOR } from './target.ts';

/** 补图: the sender's pictures of the next ten minutes go to the visit he names (D16). */
export const attachTo = defineCommand<{ id?: string }>({
  name: ATTACH_COMMAND,
  aliases: ['补照片', '加照片', '补位置'],
  alike: ['传照片', '发照片', '上传照片'],
  summary: '给记过的走访补照片、位置',
  usage: '补图 S12,10分钟内把照片发来',
  needs: 'changeVisit',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['补图 S12'],
  read: readTarget,
  async run({ id }, context): Promise<Effect> {
    if (!id) return say('要补到哪一条?写上编号:补图 S12。编号发“我的走访”能看到。');
    const visit = await findVisit(id, context);
    if (!visit) return say(`没有 ${id} 这条走访。发“我的走访”看看编号。`);
    if (!mayChange(context, visit)) return say(`${whoMayChange(context, visit)}照片没有挂。`);
    if (visit.status === 'void') return say(`${visit.id} 已经作废了,不能再补照片。`);
    const line = headline(headOf(context, visit), visit.date, visit.mode, context.today);
    return {
      replies: [{ text: `好,10分钟内您在这里发的照片、位置都挂到 ${visit.id}:${line}。` }],
      dialog: { state: { visitId: visit.id }, expires: context.now + ATTACH_FOR },
    };
  },
});

function readTarget({ rest, explicit }: Heard, _context: Context): { id?: string } | null {
  const number = readNumber(rest);
  if (number) return { id: number.id };
  return rest === '' && explicit ? {} : null;
}
