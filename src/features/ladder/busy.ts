import { parseRange } from '../../core/text/dayRange.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { busyOf, rulesOf } from '../../records/nudges.ts';
import { type Village, villageKind } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { maySetRules, ownVillage, placeFirst, WHO_SETS } from './place.ts';
import { restand } from './restand.ts';

/** 农忙: in these days a village is reminded in the evening, when people are at home (D30). */
export const busySeason = defineCommand<{ rest: string }>({
  name: '农忙',
  aliases: ['农忙期', '农忙时间'],
  summary: '定一个村的农忙期,这几天的提醒改在晚上发',
  usage: '农忙 枫树湾 9月20日到10月10日',
  needs: 'setRules',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['农忙 枫树湾 9月20日到10月10日', '农忙 枫树湾'],
  exampleBy: 'office',
  read: ({ rest, explicit }, context) => {
    const named = placeFirst(rest, context);
    return explicit || (named && /^$|\d|月/.test(named.rest)) ? { rest } : null;
  },
  async run({ rest }, context): Promise<Effect> {
    const named = placeFirst(rest, context);
    const village = named?.place.kind === 'village' ? named.place.village : ownVillage(context);
    const days = (named?.rest ?? rest).replace(/[。!]+$/, '');
    const form = `农忙 ${village?.name ?? exampleVillage(context)} 9月20日到10月10日`;
    if (!village || named?.place.kind === 'town')
      return say(`是哪个村?没有记,一个村一个村地定。这样发:${form}`);
    if (days === '') return say(shown(village, context, form));
    if (!maySetRules(context.sender, { kind: 'village', village }))
      return say(`${village.name}的农忙期${WHO_SETS},没有记。`);
    const range = parseRange(days, { today: context.today, prefer: 'future' });
    if (range === null) return say(`没看懂是哪几天,没有记。这样发:${form}`);
    if ('invalid' in range) return say(`没有“${range.text}”这一天,没有记。这样发:${form}`);
    if (range.to < context.today)
      return say(`${formatDayLong(range.to, context.today)}已经过了,没有记。请改好日子再发:${form}`);
    return put(village, range, context);
  },
});

/** 取消农忙: reminders at their usual hour again. */
export const noBusySeason = defineCommand<{ rest: string }>({
  name: '取消农忙',
  aliases: ['农忙结束', '农忙完了'],
  summary: '农忙完了,提醒还在早上发',
  usage: '取消农忙 枫树湾',
  needs: 'setRules',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['取消农忙 枫树湾'],
  exampleBy: 'office',
  read: ({ rest, explicit }, context) => (explicit || placeFirst(rest, context) ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const named = placeFirst(rest, context)?.place;
    const village = named?.kind === 'village' ? named.village : ownVillage(context);
    if (!village) return say(`是哪个村?没有动。这样发:取消农忙 ${exampleVillage(context)}`);
    if (!maySetRules(context.sender, { kind: 'village', village }))
      return say(`${village.name}的农忙期${WHO_SETS},没有动。`);
    if (!busyOf(village)) return say(`${village.name}没有定农忙期。`);
    return put(village, undefined, context);
  },
});

async function put(
  village: Village,
  busySeason: { from: string; to: string } | undefined,
  context: Context,
): Promise<Effect> {
  const { read, today } = context;
  const after: Village = { ...village, facts: { ...village.facts, busySeason } };
  const actor = context.sender.person?.id ?? '';
  const moved = await restand(village.id, rulesOf(after, read.directory), context);
  const text = busySeason
    ? `已记${village.name}农忙:${formatDayLong(busySeason.from, today)}到${formatDayLong(busySeason.to, today)},这几天的提醒改在晚上7点半发。\n不用了发:取消农忙 ${village.name}`
    : `${village.name}的农忙期取消了,提醒还在早上9点发。`;
  return {
    ...say(text),
    changes: [change({ kind: villageKind, before: village, after, action: 'village.busy', actor }), ...moved],
  };
}

function shown(village: Village, { today }: Context, form: string): string {
  const busy = busyOf(village);
  if (!busy || busy.to < today) return `${village.name}没有定农忙期。要定发:${form}`;
  return `${village.name}农忙:${formatDayLong(busy.from, today)}到${formatDayLong(busy.to, today)},提醒在晚上7点半发。不用了发:取消农忙 ${village.name}`;
}
