import { iso } from '../../core/clock.ts';
import { ladderWords, readLadderWords } from '../../core/ladderWords.ts';
import { clip } from '../../core/text/clean.ts';
import { type Change, change } from '../../records/change.ts';
import { localForm } from '../../records/exampleVillage.ts';
import { readRef } from '../../records/find.ts';
import { LADDERS, type LadderName, ladderLabel, ladderNamed, rulesOf } from '../../records/nudges.ts';
import { type Setting, settingKind, type Village, villageKind } from '../../records/organisation.ts';
import { fitsVisits } from '../../records/visitLadder.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { setOne } from './one.ts';
import { maySetRules, ownVillage, type Place, placeFirst, WHO_SETS } from './place.ts';
import { restand, restandVisits } from './restand.ts';

const FORM = '催办 枫树湾 住房 提前3天、1天,当天,过期1天副网格长,3天网格长';

/** 催办: how reminders climb, for a village, the township, or one task or problem. */
export const setLadder = defineCommand<{ rest: string }>({
  name: '催办',
  aliases: ['设催办', '改催办'],
  summary: '定什么时候提醒、过期了告诉谁;按村、按类别,或只改一件',
  usage: `${FORM};只改一件:催办 T12 提前1天,当天;还原:催办 枫树湾 住房 还原`,
  needs: 'setRules',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['催办 枫树湾 住房 提前3天、1天,当天,过期1天副网格长,3天网格长', '催办 T5 提前1天,当天'],
  exampleBy: 'office',
  read: ({ rest, explicit }, context) =>
    explicit || readRef(rest, 'T') || readRef(rest, 'I') || (placeFirst(rest, context) && /[天还]/.test(rest))
      ? { rest: rest.replace(/^规则/, '') }
      : null,
  run: async ({ rest }, context) => set(rest, context),
});

async function set(text: string, context: Context): Promise<Effect> {
  const ref = readRef(text, 'T') ?? readRef(text, 'I');
  if (ref) return setOne(ref.id, ref.rest, context);
  const village = ownVillage(context);
  const found =
    placeFirst(text, context) ?? (village && { place: { kind: 'village', village } as const, rest: text });
  if (!found) return say(`是哪个村的?没有改。这样发:${localForm(FORM, context)}`);
  const { place, rest } = found;
  const [word = '', ...more] = rest.split(/[\s,:、]+/);
  const name = ladderNamed(word);
  if (!name)
    return say(
      `没看懂是催哪一样${word ? `(“${clip(word, 10)}”)` : ''},没有改。可以写:问题、任务、走访、意见、缴费申请,或问题的类别,如住房。这样发:${localForm(FORM, context)}`,
    );
  const form = `催办 ${nameOf(place)} ${word} 提前3天、1天,当天,过期1天副网格长,3天网格长`;
  if (!maySetRules(context.sender, place)) return say(`${nameOf(place)}的催办规则${WHO_SETS},没有改。`);
  const words = more.join(' ').trim() === '' ? '' : rest.slice(rest.indexOf(word) + word.length).trim();
  if (words === '') return say(`什么时候催、催谁?没有改。这样发:${form}`);
  const back = /^(还原|恢复|默认|照旧)/.test(words);
  const read = back ? undefined : readLadderWords(words);
  if (read && 'wrong' in read)
    return say(
      `“${clip(read.wrong, 12)}”没看懂,没有改。天数写在“提前”“过期”后面,当天写“当天”。这样发:\n${form}`,
    );
  if (name === 'visit' && read && !fitsVisits(read.ladder))
    return say(
      `走访只按过了周期的天数提醒,都在早上9点,不发给户里,没有改。这样发:\n催办 ${nameOf(place)} 走访 过期1天,3天副网格长,7天网格长`,
    );
  return save(place, name, read?.ladder, context);
}

async function save(
  place: Place,
  name: LadderName,
  ladder: string | undefined,
  context: Context,
): Promise<Effect> {
  const { directory } = context.read;
  const actor = context.sender.person?.id ?? '';
  const rule: Change =
    place.kind === 'town'
      ? townRule(name, ladder, context)
      : change({
          kind: villageKind,
          before: place.village,
          after: withLadder(place.village, name, ladder),
          action: 'village.ladder',
          actor,
        });
  const villages = place.kind === 'town' ? [...directory.villages()] : [place.village];
  const changes: Change[] = [rule];
  for (const old of villages) {
    const village = place.kind === 'town' ? old : (rule.after as Village);
    const setting = place.kind === 'town' ? (rule.after as Setting) : directory.setting(LADDERS);
    const rules = rulesOf(village, { setting: () => setting });
    changes.push(...(await (name === 'visit' ? restandVisits : restand)(old.id, rules, context)));
  }
  const open = changes.length - 1;
  const said = ladder === undefined ? '还原了' : `改为:${ladderWords(ladder)}`;
  return {
    ...say(
      `${nameOf(place)}${ladderLabel(name)}的催办${said}。${open > 0 ? (name === 'visit' ? `${open}户接着按这个来。` : `正在办的${open}件也按这个来。`) : ''}\n看现在的规则发:催办规则 ${place.kind === 'town' ? '' : nameOf(place)}`.trim(),
    ),
    changes,
  };
}

function townRule(
  name: LadderName,
  ladder: string | undefined,
  { read, sender, now, message, chat }: Context,
) {
  const before = read.directory.setting(LADDERS);
  const actor = sender.person?.id ?? '';
  const fresh: Setting = {
    id: LADDERS,
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat },
    values: {},
  };
  const values = { ...before?.values };
  if (ladder === undefined) delete values[name];
  else values[name] = ladder;
  return change({
    kind: settingKind,
    before,
    after: { ...(before ?? fresh), values },
    action: 'setting.ladder',
    actor,
  });
}

function withLadder(village: Village, name: LadderName, ladder: string | undefined): Village {
  const ladders = { ...(village.facts?.ladders as Record<string, string> | undefined) };
  if (ladder === undefined) delete ladders[name];
  else ladders[name] = ladder;
  return { ...village, facts: { ...village.facts, ladders } };
}

export const nameOf = (place: Place) => (place.kind === 'town' ? '全乡' : place.village.name);
