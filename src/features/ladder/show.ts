import { ladderWords } from '../../core/ladderWords.ts';
import { formatDayLong } from '../../core/text/days.ts';
import {
  busyOf,
  DEFAULT_LADDERS,
  LADDERS,
  type LadderName,
  ladderLabel,
  ladderText,
  PLAIN_RULES,
  rulesOf,
} from '../../records/nudges.ts';
import type { Village } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { ownVillage, placeFirst } from './place.ts';

/** 催办规则: how reminders climb in a place. */
export const showLadders = defineCommand<{ rest: string }>({
  name: '催办规则',
  aliases: ['提醒规则', '催办设置'],
  summary: '看提醒什么时候发、过期了告诉谁',
  usage: '催办规则 枫树湾(不写村名看全乡的)',
  needs: 'setRules',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['催办规则', '催办规则 枫树湾'],
  read: ({ rest }, context) => (/^[呢吗?。!]*$/.test(rest) || placeFirst(rest, context) ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const named = placeFirst(rest, context)?.place;
    const village = named ? (named.kind === 'village' ? named.village : undefined) : ownVillage(context);
    return say(village ? ofVillage(village, context) : ofTown(context));
  },
});

const KINDS = Object.keys(DEFAULT_LADDERS) as LadderName[];

function ofVillage(village: Village, { read, today }: Context): string {
  const rules = rulesOf(village, read.directory);
  const own = Object.keys((village.facts?.ladders as Record<string, string> | undefined) ?? {});
  const town = Object.keys(read.directory.setting(LADDERS)?.values ?? {});
  const names = [...new Set([...KINDS, ...(town as LadderName[]), ...(own as LadderName[])])];
  const busy = busyOf(village);
  return [
    `${village.name}的催办规则:`,
    ...names.map(
      (n) => `${ladderLabel(n)}:${ladderWords(ladderText(n, rules))}${own.includes(n) ? '(本村定的)' : ''}`,
    ),
    ...(busy
      ? [`农忙 ${formatDayLong(busy.from, today)}到${formatDayLong(busy.to, today)},提醒改在晚上7点半。`]
      : []),
    `走访的过期从上次走访后满${village.visitCycleDays}天算起`,
    `要改发:催办 ${village.name} 任务 提前3天、1天,当天`,
  ].join('\n');
}

function ofTown({ read }: Context): string {
  const values = read.directory.setting(LADDERS)?.values ?? {};
  const rules = { ...PLAIN_RULES, ladders: [values] };
  const names = [...new Set([...KINDS, ...(Object.keys(values) as LadderName[])])];
  const special = [...read.directory.villages()].filter(
    (v) => Object.keys((v.facts?.ladders as object | undefined) ?? {}).length > 0,
  );
  return [
    '全乡的催办规则:',
    ...names.map((n) => `${ladderLabel(n)}:${ladderWords(ladderText(n, rules))}`),
    ...(special.length > 0 ? [`另有规定的村:${special.map((v) => v.name).join('、')}`] : []),
  ].join('\n');
}
