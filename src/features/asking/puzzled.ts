import { isCadre } from '../../core/roles.ts';
import { askingIn } from '../../core/text/asking.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { type Context, type Effect, say } from '../define.ts';
import { isThanks } from './bot.ts';
import { namedIn, tellsOf } from './household.ts';
import { isAboutLast } from './last.ts';

/** What can be asked, close to what the question was about. */
function nearBy(text: string, context: Context): string {
  const named = namedIn(text, context);
  if (named) {
    const head = named.name;
    return `${head}家可以问:上次啥时候去的、还有啥问题、啥情况、谁在帮、还缺啥。政策的事别带户名问。`;
  }
  if (/电话|号码|手机/.test(text)) return '干部的电话我这里查不到;一户的帮扶人发:谁在帮 户主姓名';
  if (/我/.test(text))
    return '您自己的可以问:我还有哪些户没走、今天走谁、我有哪些任务、我负责哪些问题、我这个月记了几次';
  if (/户|村|乡|贫|低保|人/.test(text))
    return `村里乡里的可以问:还有多少户没脱贫、${exampleVillage(context)}有几户低保、这周谁家还没走到、还有哪些问题没办`;
  return '查一户带上户主姓名问,政策的事换个说法问(比如:低保怎么申请),全部会的发:帮助';
}

/** Meant for the bot, and nothing could be made of it: a question is told what can be asked; thanks get a short word. */
export function puzzled(text: string, context: Context): Effect | null {
  if (!isCadre(context.sender) || context.sender.householdId) return null;
  if (isThanks(text)) return context.place === 'private' ? say('不客气,有事随时说。') : {};
  if (context.open && isAboutLast(text)) return say('刚才那条还没存,不要就回“取消”。');
  const named = namedIn(text, context);
  if (askingIn(text).form === 'none' || (named && tellsOf(named))) return null;
  return say(`这句我答不上来,什么都没有存。${nearBy(text, context)}`);
}
