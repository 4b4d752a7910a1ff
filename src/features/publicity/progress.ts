import { asksWhenFull } from '../../core/text/publicity.ts';
import { mayFor } from '../../records/mayLog.ts';
import { objectionsTo, publicitiesOf, publicityRule } from '../../records/publicity.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { placeOf, whichHousehold } from '../../records/which.ts';
import { type Context, defineCommand, type Effect, say, sayPrivately } from '../define.ts';
import { isApart } from './read.ts';
import { daysText, objectionText } from './text.ts';

/** A household asks about its own: 我家的公示哪天满. */
const OWN = /我(们)?(家|屋|的)|(家|屋)(里|头)/;

/**
 * 公示进度: when a household's name is full and may be handed on, with what was said against it. Of those who may not see it,
 * and where no day is on record, the rule is told.
 */
export const progress = defineCommand<{ words: string; passing?: true }>({
  name: '公示进度',
  aliases: ['公示情况', '看公示'],
  summary: '一户的公示哪天满、哪天起可以报乡里,有没有异议没办结;您家自己的也可以问',
  usage: '公示进度 户主姓名',
  needs: 'seePublicity',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['公示进度 罗启明'],
  read({ rest, explicit, near }, { sender, read, message }) {
    if (near) return null;
    const which = whichHousehold(rest, sender, read.directory);
    // Another household's is none of its business.
    if (sender.householdId && which.kind === 'one' && which.household.id !== sender.householdId) return null;
    const named = which.kind === 'one' || rest === '' || isApart(message.text);
    return named && (explicit || which.kind === 'one') ? { words: rest } : null;
  },
  // What is not on record is no answer: the book of policies knows the rule.
  speech: (text, { sender, place }) =>
    sender.householdId && place === 'private' && text.length <= 40 && OWN.test(text) && asksWhenFull(text)
      ? { words: '', passing: true }
      : null,
  speaksFirst: true,
  async run({ words, passing }, context): Promise<Effect> {
    const { sender, read } = context;
    const { directory } = read;
    const own = directory.household(sender.householdId ?? '');
    if (own) return ofOwn(own, passing === true, context);
    const which = whichHousehold(words, sender, directory);
    if (which.kind === 'none') {
      const unknown = which.word === '' ? '哪一户?' : `没有叫“${which.word}”的户。`;
      return say(`${unknown}这样发:公示进度 户主姓名`);
    }
    if (which.kind === 'several') {
      const shown = which.options.flatMap((id) => directory.household(id) ?? []);
      const list = shown.map((h) => `${h.id} ${placeOf(h, directory)}`).join('、');
      return say(`“${which.word}”是哪一户:${list}?请写编号:公示进度 ${which.options[0] ?? ''}`);
    }
    return ofOne(which.household, context);
  },
});

async function ofOne(household: HouseholdBrief, context: Context): Promise<Effect> {
  const { sender, read, today } = context;
  const may = mayFor(sender, 'seePublicity', household);
  const latest = may ? (await publicitiesOf(household, read)).at(-1) : undefined;
  if (!latest) return say(publicityRule(household.villageId, read.directory));
  const objections = await objectionsTo(latest, household, read);
  const where = latest.place ? `贴在${latest.place}。` : '';
  const against = objectionText(objections, sender.person?.id ?? '') || '我这里没有记着没办结的异议。';
  return sayPrivately(
    `${household.head}家${latest.what ?? '公示'}:${daysText(latest, today)}${where}${against}`,
  );
}

/** To the household itself: its days. Who says what against it is not for its ears, and nothing is promised. */
async function ofOwn(household: HouseholdBrief, passing: boolean, { read, today }: Context): Promise<Effect> {
  const latest = (await publicitiesOf(household, read)).at(-1);
  if (!latest) return passing ? {} : sayPrivately(publicityRule(undefined, read.directory));
  return sayPrivately(
    `您家的公示:${daysText(latest, today).replace('可以报乡里', '村里可以报到乡里')}报上去以后还要乡里、县里审,结果以通知为准。`,
  );
}
