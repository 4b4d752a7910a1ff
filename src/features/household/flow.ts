import { DAY, dayOf, iso } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { change } from '../../records/change.ts';
import { exampleVillage } from '../../records/exampleVillage.ts';
import { balanceOf, type FlowBook, flowBookKind, standingIn } from '../../records/flowBook.ts';
import { householdsField, MEMBER_EVENT_LABELS, MEMBER_EVENTS } from '../../records/memberEvent.ts';
import type { Village } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import type { PushJob } from '../pushJob.ts';

/** Writes down what each village holds as a month begins; a month that has its opening keeps it. */
export const openMonth: PushJob = {
  name: 'flowBook',
  cron: '5 0 1 * *',
  grace: 20 * DAY,
  async run({ slot, now, read }) {
    const month = dayOf(slot).slice(0, 7);
    const changes = [];
    for (const village of read.directory.villages()) {
      if (await read.get(flowBookKind, month, village.id)) continue;
      const after: FlowBook = {
        id: month,
        rev: 0,
        schema: 1,
        by: 'bot',
        at: iso(now),
        status: 'active',
        source: { messageId: `flowBook|${month}`, chat: 'schedule' },
        villageId: village.id,
        month,
        ...standingIn(village.id, read.directory),
      };
      changes.push(change({ kind: flowBookKind, after, action: 'flowBook.open', actor: 'bot' }));
    }
    return { changes, outbound: [], counts: { villages: changes.length } };
  },
};

interface Asked {
  villageId?: string;
  month: string;
}

/** 进出: a village's flow book of a month, which must balance: opening + in − out = closing (B43). */
export const flow = defineCommand<Asked>({
  name: '进出',
  aliases: ['进出账', '人口账'],
  summary: '一个村一个月添了几人、走了几人,账平不平',
  usage: '进出 枫树湾 9月',
  needs: 'seeHelpers',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['进出 枫树湾 9月'],
  read({ rest, explicit }, { read, today, room, sender }) {
    const village = [...read.directory.villages()].find((v) => rest.startsWith(v.name.replace(/村$/, '')));
    const tail = village
      ? rest.slice(village.name.replace(/村$/, '').length).replace(/^村?[\s,]*/, '')
      : rest.trim();
    const m = /^(?:(\d{4})年)?(\d{1,2})月(?:份)?$/.exec(tail);
    if (!m && tail !== '') return null;
    if (!explicit && !village) return null;
    const month = Number(m?.[2] ?? today.slice(5, 7));
    if (month < 1 || month > 12) return null;
    // A month that is still to come is last year's.
    const year = Number(
      m?.[1] ?? (month > Number(today.slice(5, 7)) ? Number(today.slice(0, 4)) - 1 : today.slice(0, 4)),
    );
    const own = sender.person?.villageIds.length === 1 ? sender.person.villageIds[0] : undefined;
    return {
      villageId: village?.id ?? room?.villageId ?? own,
      month: `${year}-${String(month).padStart(2, '0')}`,
    };
  },
  async run({ villageId, month }, context) {
    const village = villageId ? context.read.directory.village(villageId) : undefined;
    if (!village) return say(`看哪个村?这样发:进出 ${exampleVillage(context)} 9月`);
    if (!covers(context.sender, 'seeHelpers', { villageId: village.id, own: false }))
      return say(`${village.name}的账要村里的干部或扶贫办来看。`);
    return book(village, month, context);
  },
});

async function book(village: Village, month: string, { read, today }: Context): Promise<Effect> {
  const { flows, net, opening, closing, off } = await balanceOf(village.id, month, today.slice(0, 7), read);
  const said = MEMBER_EVENTS.filter((e) => flows[e]).map((e) => {
    const households = flows[householdsField(e)];
    return `${MEMBER_EVENT_LABELS[e]}${households ? `${households}户` : ''}${flows[e]}人`;
  });
  const title = `${village.name} ${Number(month.slice(0, 4))}年${Number(month.slice(5))}月:`;
  const between = said.length > 0 ? said.join(',') : '没有添人,也没有减人';
  if (!closing) return say(`${title}${between}。这个月底的人数没有记下来,对不了账。`);
  if (!opening || off === undefined) {
    const from = closing.persons - net;
    return say(
      `${title}\n期初${from}人(月初没有记,按现在倒推)\n${between}\n期末${closing.households}户${closing.persons}人`,
    );
  }
  const balance =
    off === 0
      ? '账平。'
      : `账不平:${opening.persons}${net < 0 ? `-${-net}` : `+${net}`}应该是${opening.persons + net}人,差${off > 0 ? '多' : '少'}${Math.abs(off)}人。多半是名册或类别直接改过,请信息员核对。`;
  return say(
    `${title}\n期初${opening.households}户${opening.persons}人\n${between}\n期末${closing.households}户${closing.persons}人\n${balance}`,
  );
}
