import { deathBelieved } from '../../../core/text/death.ts';
import { type Guarded, PERILS, ruled } from '../guard/rules.ts';
import { ABOUT_BOT } from './aboutBot.ts';
import { ABOUT_HELPER } from './aboutHelper.ts';
import { homely } from './homely.ts';
import { OF_AFFAIRS } from './ofAffairs.ts';
import { OF_FAMILY } from './ofFamily.ts';
import { type Signs, TALKS, type Talk } from './signs.ts';
import { SMALL } from './small.ts';
import { createWeigh, isCalm, isTalk, talkIn, type Weighed } from './weighed.ts';

const ALL: Signs = { ...ABOUT_HELPER, ...ABOUT_BOT, ...OF_FAMILY, ...OF_AFFAIRS, ...SMALL };
const LONGEST = 60;

/** Whoever says this is never only talking: the guard reads it first. */
const GRAVE =
  /血|毒|农药|老鼠药|救命|救人|刀|砍|掐|追我|淹|溺|着火|起火|失火|触电|蛇|晕|昏(?!花)|抽搐|抽筋|叫不(?:醒|应)|喊不(?:醒|应)|不动了?$|动不得|动不了|倒在|掉(?:到|进|下)|塘里|河边|桥上|楼顶|井边|水库边|悬崖|遗书|没气|上气不接|脸都|发紫|说不出|不吃不喝|不想活|活不|活着|活起|活够|想死|去死|寻死|拖累|下辈子|来世|解脱|一了百了|跳(?:楼|河|井|崖)|上吊|打(?:我|她|他|人|孩子)(?:了|$|,|得)|又打|关(?:在|起|我).{0,4}打|吓得|躲(?:在|到|起)|要垮|垮了|塌|砸|埋|压(?:到|住|在)|撞(?:了|到)|痛得|疼得|要命|难产|要生了|不要我了|我走了以后|我先走|管我了|交代|来看我了|见不到我|这些年|揭不开|没饭吃/;

/** What the words need to be understood: names of those who help the house, and of the house itself. */
export interface Names {
  helpers: readonly string[];
  heads: readonly string[];
}

const SMALL_TALK: readonly Guarded[] = ['greeting', 'thanks', 'idle'];

/** Said so plainly that a rule which hears something else in it is wrong (“他妈” is no curse here). */
const FIRM: readonly Talk[] = [
  'speaksFor',
  'privacy',
  'voice',
  'simpler',
  'again',
  'help',
  'self',
  'death',
  'praise',
  'optOut',
  'optIn',
  'money',
];

const NOBODY: Names = { helpers: [], heads: [] };

/** Made when it is first wanted: no start waits for it. */
let weighing: ReturnType<typeof createWeigh> | undefined;
function weigh(text: string): Weighed {
  weighing ??= createWeigh();
  return weighing(text);
}

/** From which share on what was learned is right where the signs say something else (15 of 16 such, unseen hands). */
const FIRMER = 0.8;
const LIKELY = 0.5;
/** So much speaks for peril that no sign of talk is trusted: the guard reads it. */
const PERILOUS = 0.4;

/** What a household's normalised words are besides a question about the rules; null where they are none of this. */
export function talkOf(text: string, names: Names = NOBODY): Talk | null {
  const found = signed(text, names);
  if (found === 'empty') return found;
  const weighed = weigh(text);
  const { said, share, peril } = weighed;
  if (peril >= PERILOUS) return null;
  // Who tells of a funeral in the house is not asked whether somebody is in danger.
  if (said === 'death' && share >= LIKELY && deathBelieved(text)?.unsure === false) return said;
  if (share < FIRMER || !isTalk(said)) return found;
  return found || (isCalm(weighed) && isMild(text) && AT_ONCE.includes(said)) ? said : null;
}

/** Who helps, when he comes, how the bot is used: no rule of the book and nobody's wrong is in these, so no guard need read them. */
const AT_ONCE: readonly Talk[] = [
  'helper',
  'office',
  'comes',
  'call',
  'notHome',
  'back',
  'voice',
  'simpler',
  'again',
  'optOut',
  'optIn',
  'speaksFor',
  'self',
  'help',
  'privacy',
  'erase',
  'contact',
  'wrong',
  'sorry',
  'praise',
  'birth',
  'wedding',
];

/** No rule of the guard hears peril, fraud or somebody's wrong in it. */
function isMild(text: string): boolean {
  if (text.length > LONGEST || GRAVE.test(text)) return false;
  const road = ruled(text);
  return road === null || !(PERILS.includes(road) || road === 'fraud' || road === 'report');
}

/** The same by what was learned alone, for words in which neither the signs nor the guard have found anything. */
export function believedTalk(text: string): Talk | null {
  if (isEmpty(text) || text.length > LONGEST || GRAVE.test(text)) return null;
  return talkIn(weigh(text));
}

/** What the signs say. */
function signed(text: string, names: Names): Talk | null {
  if (isEmpty(text)) return 'empty';
  if (text.length > LONGEST || GRAVE.test(text)) return null;
  const road = ruled(text);
  if (road && PERILS.includes(road)) return null;
  const words = homely(text, names.helpers, names.heads);
  const found = TALKS.find((talk) => {
    const sign = ALL[talk];
    return sign && words.length <= (sign.most ?? LONGEST) && sign.is.test(words) && !sign.not?.test(words);
  });
  if (!found || !road || SMALL_TALK.includes(road) || found === 'distrust') return found ?? null;
  // Manners alone: what smells of money goes the way of reports.
  if (found === 'complaint' && road === 'report' && !/钱|礼|烟|酒|贪|扣|吞|假|收|要/.test(text)) return found;
  if (found === 'optOut' && road === 'anger') return null;
  return FIRM.includes(found) && road !== 'fraud' && road !== 'report' ? found : null;
}

/** Signs, faces, a lone number: nothing was said in words. */
function isEmpty(text: string): boolean {
  return /^\d{1,3}$/.test(text) || !/[\p{L}\p{N}]/u.test(text.replace(/\[[^\]]{1,6}\]/g, ''));
}
