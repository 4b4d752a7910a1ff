import { iso, MINUTE } from '../../core/clock.ts';
import { begin } from '../../core/ladder.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { formatDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { officeIn } from '../../records/find.ts';
import { hungOf, requestLadder, rulesIn } from '../../records/nudges.ts';
import { answerDue, type Request, requestKind } from '../../records/request.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';

const CONFIRM_FOR = 10 * MINUTE;

/** 删除我的信息: a request to the office, which erases with `npm run forget`; the register itself is not the bot's. */
export const eraseMine = defineCommand<true>({
  name: '删除我的信息',
  aliases: ['删掉我的信息', '删除我家的信息', '删我的信息'],
  summary: '请乡扶贫办把我这里存的您家的信息删掉',
  usage: '删除我的信息',
  needs: 'ownAffairs',
  where: ['private'],
  examples: ['删除我的信息'],
  exampleBy: 'household',
  read: ({ rest }) => (rest.replace(/[?。!吧]/g, '') === '' ? true : null),
  async run(_, context): Promise<Effect> {
    if (officeIn(context.read.directory).length === 0)
      return say('名册上还没有乡扶贫办的人,这件事请直接到乡里说。');
    return {
      ...say(
        '要删掉我这里存的您家的信息,我去告诉乡扶贫办,由他们来删。删了以后我就不认得您家了,也不再提醒帮扶人;村里的档案要另外说。\n真的要删,回“确认”;不删回“取消”。',
      ),
      dialog: { state: {}, expires: context.now + CONFIRM_FOR },
    };
  },
  async answer(_, text, context) {
    if (isNo(text, '不删')) return { ...say('没有删,都还在。'), dialog: null };
    return isYes(text, '删', '要删') ? request(context) : null;
  },
});

async function request(context: Context): Promise<Effect> {
  const { read, sender, message, chat, now, today } = context;
  const household = sender.householdId ? read.directory.household(sender.householdId) : undefined;
  const [owner] = officeIn(read.directory);
  if (!household || !owner) return { ...say('没有办成,请直接到乡里说。'), dialog: null };
  const at = iso(now);
  const rules = rulesIn(household.villageId, read.directory);
  const after: Request = {
    id: await context.number('Q'),
    rev: 0,
    schema: 1,
    by: household.id,
    at,
    status: 'active',
    source: { messageId: message.id, chat },
    villageId: household.villageId,
    householdId: household.id,
    kind: 'opinion',
    text: '要求删除我家的信息',
    due: answerDue(today),
    owner: owner.id,
    ...begin(requestLadder(rules), hungOf({ at, due: null }, rules), now),
    history: [],
  };
  const until = formatDay(after.due, today);
  return {
    changes: [change({ kind: requestKind, after, action: 'request.erase', actor: household.id })],
    replies: [
      { text: `好,编号${after.id},我告诉乡扶贫办了,${until}前给您回话。办到哪了发:我的事`, to: 'private' },
      {
        text: `${household.head}家(${household.id})要求删除自己家的信息。请核实后在${until}前办。先回话(删了就送不到了):答复 ${after.id} 核实过了,这就删\n再请管服务器的人停下我,运行 npm run forget -- ${household.id}`,
        to: { id: owner.id, kind: 'nudge' },
      },
    ],
    dialog: null,
  };
}
