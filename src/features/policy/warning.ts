import { dayOf, MINUTE } from '../../core/clock.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { scopeIn } from './scope.ts';

const CONFIRM_FOR = 10 * MINUTE;
const TEXT =
  '提醒:近来有人冒充干部,说发补贴、办贷款,叫先交钱、点链接、报验证码。都不要信,不要转钱。政府发钱不会先收钱。拿不准问村里,或打96110。';

/** 防骗提醒: the office warns the villagers' rooms after somebody told of a fraud; after a 确认, and never by itself. */
export const warnVillage = defineCommand<{ rest: string }>({
  name: '防骗提醒',
  aliases: ['防骗'],
  summary: '扶贫办在乡亲群里提醒防骗',
  usage: '防骗提醒 枫树湾(全乡就写“全乡”)',
  needs: 'warnVillages',
  where: ['private', 'leaderRoom'],
  examples: ['防骗提醒 枫树湾'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (explicit ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const rooms = roomsIn(rest, context);
    if (rooms.length === 0)
      return say(`提醒哪个村?这样发:防骗提醒 ${exampleVillage(context)}。没有乡亲群的村请村干部上门说。`);
    const names = rooms.map((r) => r.name).join('、');
    return {
      replies: [{ text: `要发到${names}:\n${TEXT}\n回“确认”就发,不发回“取消”。` }],
      dialog: { state: { rest }, expires: context.now + CONFIRM_FOR },
    };
  },
  async answer(state, text, context) {
    if (isNo(text, '不发')) return { ...say('没有发,取消了。'), dialog: null };
    if (!isYes(text, '发')) return null;
    const rooms = roomsIn((state as { rest: string }).rest, context);
    const once = `warning|${dayOf(context.now)}`;
    return {
      replies: [
        { text: `好,发到${rooms.length}个乡亲群。` },
        ...rooms.map((r) => ({ text: TEXT, to: { id: r.id, kind: 'policy' as const }, once })),
      ],
      dialog: null,
    };
  },
});

function roomsIn(rest: string, { read }: Context) {
  const villages = new Set(scopeIn(rest, read.directory).map((v) => v.id));
  return [...read.directory.rooms()].filter(
    (r) => r.status === 'active' && r.audience === 'household' && villages.has(r.villageId ?? ''),
  );
}
