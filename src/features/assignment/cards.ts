import { findNames } from '../../core/text/names.ts';
import { askerFor } from '../../records/find.ts';
import { looked } from '../../records/look.ts';
import { mayFor } from '../../records/mayLog.ts';
import { placeOf, whichHousehold } from '../../records/which.ts';
import { type Context, defineCommand, type Effect, say, sayPrivately } from '../define.ts';
import { householdCommand } from '../householdCommand.ts';
import { phoneOf, workOf } from './find.ts';

const WHO = '(?:哪个|哪位|哪一个|谁|啥人|什么人|哪个干部)';
const HELPS = '(?:帮扶|帮|包扶|包户|包|管|负责|联系|结对)';
const HOUSE = '(?:家里|家的|家|户|屋里|屋头|屋)?';
const IS = '(?:现在|目前|是|又是)?(?:归|由)?';
/** Who helps somebody, in the orders in which it is asked: `X家是谁在帮`, `谁帮X`, `X的帮扶人是谁`, `帮X的是谁`, `X归哪个管`. */
const ASKED = [
  `(?<head>.{2,6}?)${HOUSE}${IS}${WHO}(?:在|来)?${HELPS}(?:着)?的?`,
  `${IS}${WHO}(?:在|来)?${HELPS}(?:着)?(?<head>.{2,6}?)${HOUSE}的?`,
  `(?<head>.{2,6}?)${HOUSE}的?(?:帮扶|包户|联系)(?:责任)?(?:人|干部)(?:现在)?(?:是|叫)?(?:${WHO}|什么名字|啥名字)?`,
  `(?<head>.{2,6}?)${HOUSE}的?(?:帮扶|包户|联系)(?:责任)?(?:人|干部)的?(?:电话|手机|号码|联系方式)(?:号码|号)?(?:是)?(?:多少|几号|什么|给我|发我|有没有)?`,
  `${HELPS}(?<head>.{2,6}?)${HOUSE}的(?:那个|那位)?(?:人|干部|同志)?(?:是|叫)(?:${WHO}|什么名字|啥名字)`,
].map((form) => new RegExp(`^${form}[呢啊呀嘛?。]*$`));

/** 谁在帮 马树根: who helps a household; the name alone may be said in a cadres' room. */
export const whoHelpsThem = householdCommand({
  name: '谁在帮',
  aliases: ['谁帮扶', '哪个在帮'],
  summary: '看一户是谁在帮',
  usage: '谁在帮 户主姓名',
  needs: 'seeHelpers',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['谁在帮 罗启明', '马树根家是谁在帮'],
  speech(text, { sender, read }) {
    const asker = askerFor(sender, read.directory);
    for (const form of ASKED) {
      const head = form.exec(text)?.groups?.head;
      if (head && findNames(read.directory.householdNames(), head, asker)[0]?.index === 0) return head;
    }
    return null;
  },
  async run(household, _, context) {
    const { directory } = context.read;
    const helper = household.helperId ? directory.person(household.helperId) : undefined;
    const changes = [looked(household, 'helper', context)];
    if (!helper) {
      const text = `${placeOf(household, directory)}现在没有帮扶人。扶贫办可以发:交接 ${household.head} → 姓名`;
      return { ...say(text), changes };
    }
    const phone = context.place === 'private' ? phoneOf(helper) : '';
    const text = `${placeOf(household, directory)}是${helper.name}在帮(${workOf(helper)}${phone})。`;
    return { ...say(text), changes };
  },
});

/** 联系卡: the card of both sides, the helper's for the household and the household's for the helper (B01–B03). */
export const contactCard = defineCommand<string>({
  name: '联系卡',
  aliases: ['双向联系卡'],
  summary: '一户和帮扶人两边的联系卡(只发私聊)',
  usage: '联系卡 户主姓名(不写就是您帮的户)',
  needs: 'seeCard',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
  examples: ['联系卡 罗启明', '联系卡'],
  read: ({ rest, explicit }) => (explicit || rest === '' ? rest : null),
  run: async (rest, context) => cards(rest, context),
});

function cards(rest: string, context: Context): Effect {
  const { read, sender } = context;
  const { directory } = read;
  const me = sender.person?.id ?? '';
  if (rest === '') {
    const own = directory.householdsOf(me);
    return sayPrivately(
      own.length === 0
        ? '您现在没有帮扶的户。看一户的发:联系卡 户主姓名'
        : [
            `您帮的${own.length}户:`,
            ...own.map((h, i) => `${i + 1}. ${placeOf(h, directory)},${h.size}人`),
          ].join('\n'),
    );
  }
  const which = whichHousehold(rest, sender, directory);
  if (which.kind !== 'one') {
    const options =
      which.kind === 'several' ? which.options.flatMap((id) => directory.household(id) ?? []) : [];
    const near = options.map((h) => `${h.id} ${placeOf(h, directory)}`).join('、');
    return sayPrivately(
      `没有认准是哪一户${near ? `:${near}。请写编号` : ''}。这样发:联系卡 ${options[0]?.id ?? '户主姓名'}`,
    );
  }
  const { household } = which;
  if (!mayFor(sender, 'seeCard', household))
    return sayPrivately(`${household.head}家不是您帮的户,联系卡看不了。`);
  const helper = directory.person(household.helperId ?? '');
  const text = [
    '【给户的卡】',
    helper ? `帮扶人:${helper.name},${workOf(helper)}${phoneOf(helper)}` : '帮扶人:还没有',
    '【给帮扶人的卡】',
    `户主:${household.head},${directory.village(household.villageId)?.name ?? ''}${household.group},${household.size}人,${household.category}(户里的电话不在我这里)`,
  ].join('\n');
  return { ...sayPrivately(text), changes: [looked(household, 'contact', context)] };
}
