import { HOUR } from '../../core/clock.ts';
import { type Context, defineCommand, type Heard, say } from '../define.ts';
import { isForOthers } from '../lastMade.ts';
import { findVisit, lastRecord, readNumber } from './find.ts';
import { headline } from './text.ts';
import { headOf, mayChange, tellAuthor, voidChanges, whoMayChange } from './void.ts';

/** `id` as it was typed; absent: the sender's own last record. */
interface Withdrawal {
  id?: string;
}

const TAKEN_BACK =
  /^(刚才?|刚刚|上面|上)?(记|发|报)?的?(那|这|一)(一)?条(走访)?(记录)?(帮我)?(撤(了|掉|回)?|删(了|掉)?|作废|不算|不要了)[吧了哈啊。!]*$/;

/** A bare 撤回 in a room may be said to a colleague: it counts only soon after one's own record. */
const SOON = HOUR;

/** 撤回: takes a visit back. It stays on record as void (C44). */
export const withdraw = defineCommand<Withdrawal>({
  name: '撤回',
  aliases: ['撤销', '作废'],
  alike: ['取消', '删除', '删掉', '收回'],
  summary: '记错了,把一条走访作废(底子留着)',
  usage: '撤回 S12(不写编号就是您刚记的那条)',
  needs: 'changeVisit',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['撤回 S12', '撤回'],
  read: readWithdrawal,
  // 刚那条撤了吧: soon after it, and nothing else is meant by it.
  speech: (text, { last, open }) => (!open && TAKEN_BACK.test(text) && last.length > 0 ? {} : null),
  async run({ id }, context) {
    const found = id ? { visit: await findVisit(id, context) } : await lastRecord(context);
    if ('unclear' in found) return isBareInRoom(context) ? {} : say(found.unclear);
    const { visit } = found;
    if (!id && visit && isBareInRoom(context) && context.now - Date.parse(visit.at) > SOON) return {};
    if (!visit)
      return say(id ? `没有 ${id} 这条走访。发“我的走访”看看编号。` : '您还没有记过走访,没有可撤回的。');
    const line = `${visit.id}:${headline(headOf(context, visit), visit.date, visit.mode, context.today)}`;
    if (visit.status === 'void') return say(`${line} 之前已经作废了。`);
    if (!mayChange(context, visit)) return say(`${whoMayChange(context, visit)}没有动。`);
    return {
      changes: await voidChanges([visit], context),
      replies: [{ text: `已作废 ${line}。原来的内容留着底。` }, ...tellAuthor(visit, context, '作废')],
    };
  },
});

function readWithdrawal({ rest, explicit }: Heard, context: Context): Withdrawal | null {
  if (isForOthers({ rest }, context)) return null;
  const words = rest.replace(/[。!吧啊]+$/, '').trim();
  if (words === '') return rest === '' || explicit ? {} : null;
  const number = readNumber(words);
  // Why may stand behind the number: 撤回 S15 记错了.
  if (number && (number.rest === '' || /^s/i.test(words))) return { id: number.id };
  return /^(刚才|上一?条|最后一?条|刚记的)/.test(words) ? {} : null;
}

function isBareInRoom({ place, message }: Context): boolean {
  return place !== 'private' && !message.mention && !/^[#＃]/.test(message.text.trim());
}
