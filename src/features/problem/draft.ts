import type { Category } from '../../core/category.ts';
import { categoryOf, dueOf } from '../../core/category.ts';
import type { Day } from '../../core/clock.ts';
import { type DueRead, dueIn } from '../../core/text/dueDay.ts';
import { findNames, lookUp } from '../../core/text/names.ts';
import { askerFor, colleagueAsker, villageOwner } from '../../records/find.ts';
import type { Origin } from '../../records/problem.ts';
import type { Context } from '../define.ts';
import { marksIn, touchedIn } from './marks.ts';

/** What is known of a problem before it is saved: plain data, kept in the sender's dialog while something is asked. */
export interface Draft {
  householdId?: string;
  villageId: string;
  category: Category;
  text: string;
  due: Day;
  owner: string;
  /** The owner was named. */
  assigned: boolean;
  affectedHouseholds?: number;
  /** Where it comes from, where the words say so. */
  origin?: Origin;
  boxNo?: string;
  major?: boolean;
  source: { messageId: string; chat: string };
  saidAt: number;
}

/** What the words came to: a draft, or what is wrong with them or has to be asked. */
export type Reading =
  | { kind: 'draft'; draft: Draft }
  | { kind: 'household'; word: string; options: string[]; draft: Draft }
  | { kind: 'empty' | 'village'; text: string }
  | { kind: 'badDay'; due: Exclude<DueRead, { kind: 'none' | 'day' }> };

const OWNER =
  /(?:责任人|负责人|由|请|派|交给)[:\s]*(?<name>[\p{L}]{2,4}?)(?=[\s,;。]|办|负责|处理|跟进|牵头|$)(?:去)?(?:办|负责|处理|跟进|牵头)?/u;
const AFTER_NAME = /^(老人家|家里|家中|屋里头?|屋头|他家|她家|家|户|那边)?的?[\s,:、]*/;
const PLACEHOLDER = /[〔[](证件号|卡号)[〕\]]/g;
const NUMBERS = /(身份证号?码?|银行卡号?|卡号)[:\s]*[〔[](证件号|卡号)[〕\]]/g;

/** Reads `石长顺 屋顶漏雨 月底前 责任人何大庆` in any order; nothing is guessed silently about who is meant. */
export function readProblem(rest: string, context: Context): Reading {
  const { directory } = context.read;
  const words = rest.replace(NUMBERS, '').replace(PLACEHOLDER, '').trim();
  const { text: about, ...marks } = marksIn(words);
  const due = dueIn(about, context.today);
  if (due.kind !== 'none' && due.kind !== 'day') return { kind: 'badDay', due };
  const { owner, text: left } = ownerIn(due.rest, context);
  const found = findNames(directory.householdNames(), left, askerFor(context.sender, directory));
  const [first] = found;
  const household = first ? directory.household(first.entry.id) : undefined;
  const text = first?.index === 0 ? left.slice(first.length).replace(AFTER_NAME, '').trim() : left.trim();
  const guess = household ? undefined : guessed(left, context);
  if (text === '' || (guess && guess.text === '')) return { kind: 'empty', text: rest };
  const villageId = household?.villageId ?? guess?.villageId ?? villageIn(left, context);
  if (!villageId) return { kind: 'village', text: rest };
  const said = guess ? guess.text : text;
  const category = categoryOf(said);
  const draft: Draft = {
    householdId: household?.id,
    villageId,
    category,
    text: said,
    due: due.kind === 'day' ? due.day : dueOf(category, said, context.today),
    owner: owner ?? villageOwner(villageId, directory) ?? context.sender.person?.id ?? '',
    assigned: owner !== undefined,
    affectedHouseholds: touchedIn(said),
    ...marks,
    source: { messageId: context.message.id, chat: context.chat },
    saidAt: context.now,
  };
  if (guess) return { kind: 'household', word: guess.word, options: guess.options, draft };
  if (first && first.others.length > 0) {
    const options = [first.entry, ...first.others].map((e) => e.id);
    return { kind: 'household', word: first.entry.name, options, draft };
  }
  return { kind: 'draft', draft };
}

/** A first word that is nearly somebody's name: to be asked about. */
function guessed(
  text: string,
  context: Context,
): { word: string; options: string[]; text: string; villageId: string } | undefined {
  const { directory } = context.read;
  const word = /^[\p{Script=Han}]{2,4}(?=[\s,:])/u.exec(text)?.[0];
  if (!word) return undefined;
  const matches = lookUp(directory.householdNames(), word, askerFor(context.sender, directory));
  const options = matches.filter((m) => m.score >= 0.6).map((m) => m.entry.id);
  const [best] = options;
  const villageId = best ? directory.household(best)?.villageId : undefined;
  if (!villageId) return undefined;
  return { word, options, text: text.slice(word.length).replace(AFTER_NAME, '').trim(), villageId };
}

/** The cadre named as the one who sees to it (E09: exactly one). */
function ownerIn(text: string, context: Context): { owner?: string; text: string } {
  const { directory } = context.read;
  const m = OWNER.exec(text);
  const name = m?.groups?.name;
  if (!m || !name) return { text };
  const people = directory.personNames();
  const [best] = lookUp(people, name, colleagueAsker(context.sender, directory));
  if (best?.how !== 'exact') return { text };
  return {
    owner: best.entry.id,
    text: `${text.slice(0, m.index)} ${text.slice(m.index + m[0].length)}`.trim(),
  };
}

/** The village that is meant where no household is: named, the room's, or the sender's only one. */
function villageIn(text: string, { read, room, sender }: Context): string | undefined {
  const named = [...read.directory.villages()].find((v) => text.includes(v.name.replace(/村$/, '')));
  const own = sender.person?.villageIds ?? [];
  return named?.id ?? room?.villageId ?? (own.length === 1 ? own[0] : undefined);
}
