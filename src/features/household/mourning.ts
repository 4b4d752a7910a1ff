import { isMourning } from '../../records/dictionary.ts';
import { say } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { edited, wholeOf } from './edit.ts';

/** 恢复推送: the office ends the rest of a bereaved household before its time (B41). */
export const endMourning = householdCommand({
  name: '恢复推送',
  aliases: ['恢复提醒', '可以打扰'],
  summary: '有白事的户提前恢复推送(不说也会到日子自己恢复)',
  usage: '恢复推送 户主姓名',
  needs: 'endMourning',
  where: ['private', 'cadreRoom'],
  examples: ['恢复推送 罗启明'],
  exampleBy: 'office',
  async run(brief, _, context) {
    const household = await wholeOf(brief, context);
    if (!isMourning(household, context.today)) return say(`${household.head}家的推送没有停,不用恢复。`);
    return {
      ...say(`好,${household.head}家从现在起照常发提醒和政策。`),
      changes: [
        edited(household, { bereavedSince: undefined, bereavedBy: undefined }, 'mourningEnd', context),
      ],
    };
  },
});
