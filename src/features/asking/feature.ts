import { scopeOf } from '../../core/rights.ts';
import { isCadre } from '../../core/roles.ts';
import { askingIn } from '../../core/text/asking.ts';
import { homely } from '../../core/text/homely.ts';
import { colleagueIn } from '../../records/colleague.ts';
import type { Asked, Context, Feature } from '../define.ts';
import { meaningsOf } from '../meaning.ts';
import { ofBot } from './bot.ts';
import { ofColleague } from './colleague.ts';
import { householdCount } from './count.ts';
import { namedIn, ofHousehold } from './household.ts';
import { ofLast } from './last.ts';
import { myLate } from './late.ts';
import { ofPosting } from './posted.ts';
import { puzzled } from './puzzled.ts';
import { ofPlace } from './scope.ts';
import { ofMyself } from './self.ts';

/** A line that says by its first word what it is (`问题 罗启明 …`, `走访罗启明 …`): no question, whatever stands behind. */
const FORM =
  /^(走访|走坊|记走访|zf|问题|登记问题|整改|办理|回访|销号|上报|改派|协办|提醒|任务|派任务|布置任务|新任务|完成|延期|更正|撤回|补充|收入|支出|需要|已缴|提交|答复|代问|问|请问|问一下|请假|推送|催|催办|接龙|帮助|添人|迁出|出嫁|去世|交接|核查|期限)[\s:,、]/i;
const VISIT = /^(走访|走坊|记走访).{0,12}(入户|电话|未遇|服务|没人)/;
const REMIND = /^(提醒|通知|叫|喊)(我|大家|各|\p{Script=Han}{2,3})(?!没|咋|怎么|为)/u;
/** 能不能延期到22号: asked for, and no question of how it stands. */
const PUT_OFF = /(延期|延后|推迟|宽限|缓)(到|几|一|两|\d)/;
const HOW = /^\S{2,4}\s*(怎么|咋|咋个|如何|怎样)(写|填|记|登|报|弄|发|交)/;
/** What one may ask among colleagues without an @ (contract, section 5): his own work, in few words. */
const ALONE_IN_ROOM = 24;
const OWN_WORK = /户|家|走访|任务|问题|逾期|过期/;
const IN_ROOM = /^(未走访|(今天|明天)?走谁|我的(户|任务|问题|走访|逾期))/;

/** Ledgers and the week's report are made by their own commands. */
const FILES = /台账|(?<!领)导|一户一档|周报|日志|表格|文件|excel/i;
/** A record's number says which command is meant. */
const NUMBER = /(?<![a-z])[a-z]\s?-?\d/i;

/** So sure that it is no question, by what was learned. */
const SURE = 0.8;

function isOrder(said: string, { read }: Context): boolean {
  const [best] = meaningsOf(said, read);
  return best?.meaning === 'order' && best.share >= SURE;
}

/** What a cadre's plain question asks for, as the line of the command that answers it. */
export function asked(said: string, context: Context): Asked | null {
  const { sender, place, message, today } = context;
  if (!isCadre(sender) || sender.householdId) return null;
  if (!['private', 'cadreRoom', 'leaderRoom'].includes(place) || said.includes('\n') || NUMBER.test(said))
    return null;
  const meant = place === 'private' || message.mention;
  if ((FORM.test(said) || VISIT.test(said) || REMIND.test(said)) && !HOW.test(said)) return null;
  if (PUT_OFF.test(said)) return null;
  const { text, form } = askingIn(homely(said));
  // 这周五前核一遍报我 asks for work, not to be shown something.
  if (form === 'request' && isOrder(said, context)) return null;
  if (!meant) {
    const sure = form === 'question' && text.length <= ALONE_IN_ROOM && OWN_WORK.test(text);
    const line = sure ? ofMyself(text, today, 'no') : null;
    return line && IN_ROOM.test(line) ? { line } : null;
  }
  const leads = scopeOf(sender, 'seeProgress') !== 'own';
  // 有什么要我办的: of whoever leads others, what needs him in his villages.
  if (leads && /要我(办|做|处理|定|管)/.test(text)) return null;
  const alone = place !== 'private' ? 'no' : leads ? 'leading' : 'own';
  const about = ofLast(said, context) ?? ofBot(said, context);
  if (about) return about;
  if (FILES.test(text)) return null;
  const named = namedIn(text, context);
  const posted = form === 'none' ? null : ofPosting(text, named, context);
  if (posted) return posted;
  const colleague = named ? undefined : colleagueIn(text, sender, context.read.directory);
  const theirs = colleague && ofColleague(colleague);
  if (theirs) return { line: theirs };
  const line = named
    ? ofHousehold(named, form !== 'none', context)
    : form === 'none'
      ? null
      : (ofMyself(text, today, 'no') ??
        ofPlace(text, context) ??
        // What is asked of somebody else is not one's own.
        ofMyself(text, today, colleague && colleague.person.id !== sender.person?.id ? 'no' : alone));
  return line ? { line } : null;
}

/** Questions of cadres in plain words, each led to the command that answers it. */
export const asking: Feature = {
  name: 'asking',
  title: '查询',
  example: '户数 枫树湾 低保',
  commands: [householdCount, myLate],
  asked,
  puzzled,
};
