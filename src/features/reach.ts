import { covers, type Right, scopeOf } from '../core/rights.ts';
import type { Directory, HouseholdBrief } from '../records/read.ts';
import { whoCan } from '../records/rights.ts';
import type { Context } from './define.ts';

/** Whom a question is about: villages (all of the township's, or some), or the sender's own households. */
export type Reach =
  | { kind: 'villages'; ids: string[]; name: string }
  | { kind: 'own'; households: readonly HouseholdBrief[]; name: string }
  | { kind: 'refused'; text: string };

/** The villages whose names stand in words: `枫树湾`, `枫树湾村`. */
export function villagesNamed(text: string, directory: Directory): { id: string; name: string }[] {
  return [...directory.villages()].filter((v) => v.status === 'active' && text.includes(shortName(v.name)));
}

export const shortName = (village: string) => village.replace(/村$/, '') || village;

/**
 * Behind a command word stands nothing but villages: 总体情况 枫树湾呢. Who says more in a room without meaning the bot talks with
 * colleagues: 总体情况不错, 户数对不上.
 */
export function namesPlacesAlone(rest: string, directory: Directory): boolean {
  const left = villagesNamed(rest, directory).reduce(
    (words, v) => words.replaceAll(shortName(v.name), ''),
    rest,
  );
  return /^(全乡|各?村|的|[呢吗啊哦?。!,、\s])*$/.test(left);
}

/**
 * How far the sender's question reaches: the village it names, the room's own village, or all that he may see. Where he
 * may not, the answer says why and what he can ask. `form` is the right form, for that.
 */
export function reachOf(words: string, right: Right, form: string, context: Context): Reach {
  const { sender, room, read } = context;
  const { directory } = read;
  const named = villagesNamed(words, directory);
  const scope = scopeOf(sender, right);
  const outside = named.find((v) => !covers(sender, right, { villageId: v.id }));
  if (outside) return { kind: 'refused', text: notYours(outside.name, right, form, context) };
  if (named.length > 0)
    return { kind: 'villages', ids: named.map((v) => v.id), name: named.map((v) => v.name).join('、') };
  const here = room?.villageId ? directory.village(room.villageId) : undefined;
  if (here && covers(sender, right, { villageId: here.id }))
    return { kind: 'villages', ids: [here.id], name: here.name };
  if (scope === 'township' && !here)
    return { kind: 'villages', ids: activeVillages(directory), name: '全乡' };
  const own = scope === 'village' && !here ? villagesOf(context) : [];
  if (own.length > 0)
    return { kind: 'villages', ids: own.map((v) => v.id), name: own.map((v) => v.name).join('、') };
  return {
    kind: 'own',
    households: directory.householdsOf(sender.person?.id ?? ''),
    name: '您帮的户',
  };
}

export const activeVillages = (directory: Directory): string[] =>
  [...directory.villages()].filter((v) => v.status === 'active').map((v) => v.id);

function villagesOf({ sender, read }: Context): { id: string; name: string }[] {
  return (sender.person?.villageIds ?? []).flatMap((id) => read.directory.village(id) ?? []);
}

function notYours(village: string, right: Right, form: string, context: Context): string {
  const mine = scopeOf(context.sender, right) === 'village' ? villagesOf(context) : [];
  const try_ = mine[0] ? `您可以问:${form} ${shortName(mine[0].name)}` : `您可以问自己帮的户:${form}`;
  const others = whoCan(
    right,
    { ...context.sender, person: undefined },
    context.place,
    context.read.directory,
  );
  return `${village}不归您管,这里看不了。${try_}。要看${village}的请找那边的${others}。`;
}
