import { isCadre } from '../../core/roles.ts';
import { isChatter } from '../../core/text/chatter.ts';
import { findNames } from '../../core/text/names.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';
import { isOpinion, looksAsked } from './asked.ts';
import { type Asker, type AskState, askerIn } from './asker.ts';
import { goOn } from './goOn.ts';
import type { Library } from './library.ts';
import { helperCard } from './mine.ts';
import { offerBeside } from './offered.ts';
import { replyTo } from './reply.ts';
import { takeRoad } from './roads.ts';
import { answerTalk, cadreTalk } from './talk/answer.ts';
import { asksWhoHelps } from './whoHelps.ts';

/** 问: a question for the book. A household may ask in any words, in private or with an @. */
export function askCommand(library: Library) {
  return defineCommand<{ text: string }>({
    name: '问',
    aliases: ['请问', '问一下', '问政策', '政策'],
    summary: '问政策,用自己的话问就行',
    usage: '问 想知道的事',
    needs: 'askPolicy',
    where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
    examples: ['问 低保怎么申请', '请问 医保什么时候交', '问 房子漏雨有没有补助'],
    exampleBy: 'household',
    read({ rest, explicit }, { place, sender }) {
      if (rest.trim() === '') return explicit ? { text: '' } : null;
      // `问他在家没` said among people is no question to the book.
      const meant = explicit || place === 'householdRoom' || looksAsked(rest);
      return meant && (explicit || !isCadre(sender) || looksAsked(rest)) ? { text: rest } : null;
    },
    speech: (text, context) => (isAsked(text, library, context) ? { text } : null),
    run: ({ text }, context) => run(text, library, context),
    answer: (state, text, context) => goOn(state as AskState, text, context),
  });
}

/** 代问: for a household that has no telephone (D31). */
export function proxyCommand(library: Library) {
  return defineCommand<{ text: string; householdId: string | undefined }>({
    name: '代问',
    aliases: ['帮问', '替问'],
    summary: '帮不会用手机的乡亲问政策',
    usage: '代问 户主姓名 想知道的事',
    needs: 'askPolicy',
    where: ['private'],
    examples: ['代问 罗启明 低保怎么申请', '代问 罗启明 残疾证怎么办'],
    read({ rest }, context) {
      const [found] = householdsIn(rest, context);
      const text = found
        ? (rest.slice(0, found.index) + rest.slice(found.index + found.length)).trim()
        : rest;
      return { text: text.replace(/^[家,: ]+/, ''), householdId: found?.id };
    },
    speech: (text, context) => proxyIn(text, context),
    meant: { as: ['relay'], read: askedBy },
    async run({ text, householdId }, context) {
      const household = householdId ? context.read.directory.household(householdId) : undefined;
      if (!household || text === '')
        return { replies: [{ text: '帮哪一家问、问什么?这样发:代问 户主姓名 低保怎么申请' }] };
      const asker: Asker = { ...askerIn(context), household, villageId: household.villageId, proxy: true };
      return replyTo(text, asker, library, context);
    },
    answer: (state, text, context) => goOn(state as AskState, text, context),
  });
}

const ASK = '(?:问|打听|咨询)(?:一下|一哈|下|哈|问)?[\\s,:]*';
/** `帮石长顺问一下残疾补贴怎么领`, `罗启明想问医保哪天截止`. */
const PROXY = [
  `^(?:帮|替|代|给)(?<head>.{2,8}?)(?:家里|家|屋里)?${ASK}(?<asked>.{3,})$`,
  `^(?<head>.{2,6}?)(?:家里|家|屋里)?(?:想|要|来|喊我|让我|叫我|托我)(?:帮忙|帮他|帮她)?${ASK}(?<asked>.{3,})$`,
].map((form) => new RegExp(form, 's'));

function proxyIn(text: string, context: Context): { text: string; householdId: string } | null {
  if (!isCadre(context.sender) || text.length > 80) return null;
  for (const form of PROXY) {
    const { head, asked } = form.exec(text)?.groups ?? {};
    const [found] = head ? householdsIn(head, context) : [];
    if (asked && found?.index === 0) return { text: asked, householdId: found.id };
  }
  return null;
}

/** Words that are believed to hand on what a household asks, wherever its name stands. */
function askedBy(text: string, context: Context): { text: string; householdId: string } | null {
  const [found, ...others] = householdsIn(text, context);
  return found && others.length === 0 ? { text, householdId: found.id } : null;
}

/** The words by which cadres look a household up: from a household they are about somebody else's. */
const LOOKED_UP = /^(一口清|户卡片|帮扶卡|户情|收入账|谁在帮|联系卡|名册|花名册|导出|导出名册|补充)(\s|$)/;

async function run(text: string, library: Library, context: Context): Promise<Effect> {
  const asker = askerIn(context);
  const asksCard = asker.household !== undefined && asksWhoHelps(text);
  const talked = isOpinion(text) || asksCard ? null : await answerTalk(text, asker, library, context);
  if (talked) return talked;
  if (isChatter(text)) {
    const thanks = /谢|辛苦/.test(text);
    if (thanks) return { replies: [{ text: '不客气,有事随时说。' }] };
    const greets = context.place === 'private' && /^(在|早|上午好|中午好|下午好|晚上好)/.test(text);
    return greets ? takeRoad('greeting', text, asker, '', context) : {};
  }
  if (asksCard) {
    const found = library.find(text, context.read);
    const near = found.kind === 'clear' ? [found.policy] : found.kind === 'close' ? found.policies : [];
    // The entry about helpers, not whatever else sounds like it.
    const about = near.slice(0, 1).filter((p) => /帮扶人/.test(p.title));
    return offerBeside(await helperCard(context), about, text, asker, context);
  }
  if (!asker.cadre && LOOKED_UP.test(text)) {
    const own = householdsIn(text, context).some((h) => h.id === asker.household?.id);
    return own
      ? { replies: [{ text: '您家在我这里存了什么,发:我的信息', to: 'private' }] }
      : takeRoad('others', text, asker, '', context);
  }
  if (text.replace(/[^\p{L}]/gu, '').length < 2)
    return { replies: [{ text: '您想问哪件事?多说几个字就行,比如“低保怎么申请”。' }] };
  return replyTo(text, asker, library, context);
}

/**
 * Free speech that is for the book: whatever a household says to the bot. A cadre's only in private or with an @, when it
 * asks and the book has a clear answer (M24).
 */
function isAsked(text: string, library: Library, context: Context): boolean {
  const { sender, place, message } = context;
  if (sender.householdId) return place === 'private' || message.mention;
  if (place !== 'private' && !message.mention) return false;
  // While something is open, 好的 may be meant for it: then its question is put once more.
  if (isCadre(sender) && !context.open && cadreTalk(text)) return true;
  if (!isCadre(sender) || !looksAsked(text) || text.length > 200) return false;
  if (library.judge(text, context.read).road) return false;
  // What names a household is about the work, not about the book.
  if (householdsIn(text, context).length > 0 || /我.{0,4}(户|走访|任务)|哪些户|几户/.test(text)) return false;
  return library.find(text, context.read).kind === 'clear';
}

function householdsIn(text: string, { read, sender }: Context) {
  const asker = { own: new Set<string>(), villages: new Set(sender.person?.villageIds ?? []) };
  return findNames(read.directory.householdNames(), text, asker).map((m) => ({
    id: m.entry.id,
    index: m.index,
    length: m.length,
  }));
}
