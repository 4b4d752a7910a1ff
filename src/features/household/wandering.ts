import { MEMBER_EVENT_LABELS } from '../../records/memberEvent.ts';
import { type Context, say } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { type Happened, wandered } from '../toldMember.ts';
import { record } from './happened.ts';
import { whoAndWhen } from './whoAndWhen.ts';

/** `老婆 浙江 9月3日`, `老婆9月3日去浙江打工了`: who, where to, and the day where one was said. */
function read(event: 'away' | 'back', words: string, context: Context): Happened | null {
  const told = wandered(words, context.today);
  if (told?.event === event) return told;
  const { member, date, behind } = whoAndWhen(words, context.today);
  const [to] = behind;
  const place = to?.replace(/^[去到]|(?:打工|务工|做工)$/g, '');
  return member === '' ? null : { event, member, date, place, text: words };
}

/** Somebody of a house works elsewhere, or is back: the register says where, and the house keeps its heads (B47). */
const wandering = (
  event: 'away' | 'back',
  told: { aliases: string[]; summary: string; behind: string; example: string },
) =>
  householdCommand({
    name: MEMBER_EVENT_LABELS[event],
    aliases: told.aliases,
    summary: told.summary,
    usage: `${MEMBER_EVENT_LABELS[event]} 户主姓名 关系或名字${told.behind} 日期(可不写)`,
    needs: 'editHousehold',
    where: ['private', 'cadreRoom'],
    examples: [told.example],
    async run(household, rest, context) {
      const what = read(event, rest, context);
      return what
        ? record(what, household, context)
        : say(
            `是谁?这样发:${MEMBER_EVENT_LABELS[event]} ${household.head} 儿子${event === 'away' ? ' 浙江' : ''} 9月3日`,
          );
    },
  });

export const wentAway = wandering('away', {
  aliases: ['外出务工', '外出打工'],
  summary: '户里有人外出务工,去向写进档案',
  behind: ' 去哪',
  example: '外出 龙国栋 配偶 浙江 9月3日',
});

export const cameBack = wandering('back', {
  aliases: ['务工返乡', '返乡回家'],
  summary: '外出务工的人回来了',
  behind: '',
  example: '返乡 龙国栋 配偶 9月3日',
});
