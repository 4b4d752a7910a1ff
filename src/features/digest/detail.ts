import { dayOf } from '../../core/clock.ts';
import { scopeOf } from '../../core/rights.ts';
import { formatDay } from '../../core/text/days.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { activeVillages } from '../reach.ts';
import { sumWeeks } from './figures.ts';
import { materialOf, weekToldOn } from './material.ts';
import { isFor, needLine } from './needs.ts';
import { sumStands, weekLines } from './text.ts';

/** How far back a digest is looked for among what was sent. */
const LOOK_BACK = 60;

/** 把上周周报发我, 周报再发一遍; not that somebody has not read his. */
const WANTED = [/周报/, /给|发|看|要|来一?份|再/, /^(?!.*(谁|没(收|发|看)|不)).*$/];

/** 详细: all that the last digest had no room for, of the same week. */
export const detail = defineCommand<true>({
  name: '详细',
  aliases: ['周报详细', '看详细', '周报'],
  summary: '上一份周报的全部内容:每个村、每件要办的事、每户没走到的',
  usage: '详细',
  needs: 'seeProgress',
  where: ['private'],
  examples: ['详细'],
  exampleBy: 'office',
  read: ({ rest }) => (/^[的啊呢吗?。!]*$/.test(rest) ? true : null),
  speech: (text) => (WANTED.every((w) => w.test(text)) && text.length <= 18 ? true : null),
  async run(_, context): Promise<Effect> {
    const { sender, read, today } = context;
    const me = sender.person?.id ?? '';
    const scope = scopeOf(sender, 'seeProgress');
    if (scope === 'own') return say('周报是给村里和乡里负责人的。看您自己的:本周进度、我的走访');
    const last = (await read.pushesTo(me, LOOK_BACK)).find((p) => p.kind === 'digest' && p.content?.text);
    const told = last ? dayOf(Date.parse(last.slot)) : today;
    const monday = weekToldOn(told);
    const inVillage = last?.id.includes('villageDigest') ?? false;
    const ids =
      scope === 'township' && !inVillage ? activeVillages(read.directory) : (sender.person?.villageIds ?? []);
    return say(await whole(ids, monday, context));
  },
});

async function whole(ids: readonly string[], monday: string, context: Context): Promise<string> {
  const { read, today, sender } = context;
  const me = sender.person?.id ?? '';
  const name = ids.length === 1 ? (read.directory.village(ids[0] ?? '')?.name ?? '') : '';
  const m = await materialOf(name, ids, monday, today, read);
  const lines = [`${name}${formatDay(monday, today)}这一周,现在要办的事按今天算:`];
  for (const f of m.villages) {
    const village = read.directory.village(f.villageId)?.name ?? f.villageId;
    const needs = m.needs
      .filter((n) => n.villageId === f.villageId && isFor(n, me, read))
      .sort((a, b) => b.weight - a.weight);
    lines.push(
      `【${village}】`,
      ...weekLines(sumWeeks([f.week], monday), f.before, sumStands([f.stand])),
      ...needs.map((n, i) => `${i + 1}. ${needLine(n, me, today, read)}`),
      ...m.news.filter((n) => n.villageId === f.villageId).map((n) => n.text),
    );
  }
  return lines.join('\n');
}
