import { daysBetween } from '../../core/clock.ts';
import { covers, scopeOf } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { type Request, requestKind } from '../../records/request.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { reachOf } from '../reach.ts';
import { isFor } from './needs.ts';

const SHOWN = 10;
const WORDS = 20;
/** Whose words; and that they wait, or how long yet. */
const WORDS_OF = /反映|诉求|意见|提的|问的|群众|乡亲|老百姓|村民/;
const WAITS =
  /(没有?|未|不).{0,3}(答复|回复|回话|回音|处理|办)|(答复|回复|回话|处理|办)(得|完|好)?了?(没|吗|几|多少|情况|怎么?样|咋样|率)|超(了)?(五天|期|时)|过期|逾期|快到|到期|五天/;
const ASKED = /(哪些|哪几|几件|多少).{0,4}(没有?|未)(答复|回复|回话)/;

/** 没答复的诉求: what households asked and nobody has answered, with whom it lies (E05); for those who lead. */
export const unanswered = defineCommand<string>({
  name: '没答复的诉求',
  aliases: ['未答复诉求', '未答复的诉求', '没答复的事'],
  summary: '村里或全乡还没答复的诉求,归谁、还剩几天',
  usage: '没答复的诉求(可以加村名)',
  needs: 'seeProgress',
  where: ['private'],
  examples: ['没答复的诉求'],
  exampleBy: 'office',
  read: ({ rest }) => rest,
  speech: (text) =>
    text.length <= 30 && (ASKED.test(text) || (WORDS_OF.test(text) && WAITS.test(text))) ? text : null,
  async run(words, context): Promise<Effect> {
    if (scopeOf(context.sender, 'seeProgress') === 'own') return say('等您回话的发:待答复');
    const reach = reachOf(words, 'seeProgress', '没答复的诉求', context);
    if (reach.kind === 'refused') return say(reach.text);
    const ids = reach.kind === 'villages' ? reach.ids : [];
    const open = (await Promise.all(ids.map((id) => openIn(id, context)))).flat();
    if (open.length === 0) return say(`${reach.name}没有还没答复的诉求。`);
    open.sort((a, b) => (a.due < b.due ? -1 : 1));
    const more = open.length > SHOWN ? [`还有${open.length - SHOWN}件,加上村名再查。`] : [];
    const [first] = open;
    const { today } = context;
    const form = first && covers(context.sender, 'urge', first) ? [`要问一声就回:催 ${first.id}`] : [];
    const lines = open.slice(0, SHOWN).map((r) => line(r, context));
    const late = open.filter((r) => r.due < today).length;
    const soon = open.filter((r) => r.due >= today && daysBetween(today, r.due) <= 1).length;
    const head = `${reach.name}还没答复的诉求${open.length}件,超过五天的${late}件,今明两天满五天的${soon}件:`;
    return say([head, ...lines, ...more, ...form].join('\n'));
  },
});

/** What the asker may know of: a report is its handler's alone, what is hidden from him stays so (D14, E20). */
async function openIn(villageId: string, { read, sender }: Context): Promise<Request[]> {
  const ids = (await read.scored(villageId, 'requests:due', Number.POSITIVE_INFINITY)).map((r) => r.member);
  const all = await read.many(requestKind, ids, villageId);
  return all.filter((request) =>
    isFor({ villageId, weight: 0, about: { request } }, sender.person?.id ?? '', read),
  );
}

function line(r: Request, { read, today }: Context): string {
  const { directory } = read;
  const head = directory.household(r.householdId ?? '')?.head ?? directory.village(r.villageId)?.name;
  const left = daysBetween(today, r.due);
  const when = left < 0 ? `超五天期限${-left}天` : left === 0 ? '今天满五天' : `还有${left}天`;
  return `${r.id} ${head}:${clip(r.text, WORDS)},${when},责任人${directory.person(r.owner)?.name ?? ''}`;
}
