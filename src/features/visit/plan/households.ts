import { formatDay } from '../../../core/text/days.ts';
import { rhythmKind } from '../../../records/rhythm.ts';
import { MODE_LABELS } from '../../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../../define.ts';
import { place } from '../text.ts';

/** More are not listed one by one: an answer stays on one screen. */
const SHOWN = 15;

export function noHouseholds(): string {
  return '名册上还没有您帮的户。有出入请跟乡扶贫办说一声。';
}

const ASKED =
  /^我(现在)?(是|都)?(帮扶|帮|包|管|联系|结对|负责)(扶|户)?(着|了)?的?(是|有)?(都是)?(哪|几|多少)(几|些|个)?户?(人家)?[呢啊?。]*$/;

/** 我的户: the households that the sender helps (A04). In a room only their names. */
export const myHouseholds = defineCommand<true>({
  name: '我的户',
  aliases: ['我帮的户', '我的贫困户', '我帮扶的户'],
  summary: '您帮的是哪几户,上次什么时候走的',
  usage: '我的户',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的户'],
  read: ({ rest }) => (/^(有?哪些|是哪些|名单)?[呢吗?。!]*$/.test(rest) ? true : null),
  speech: (text) => (ASKED.test(text) ? true : null),
  run: (_, context) => list(context),
});

async function list(context: Context): Promise<Effect> {
  const { read, today, sender } = context;
  const own = read.directory.householdsOf(sender.person?.id ?? '');
  if (own.length === 0) return say(noHouseholds());
  const shown = own.slice(0, SHOWN);
  const more = own.length > SHOWN ? `等${own.length}户` : '';
  const head = `您帮的${own.length}户:`;
  if (context.place !== 'private') return say(`${head}${shown.map((h) => h.head).join('、')}${more}`);
  const lines = await Promise.all(
    shown.map(async (h, i) => {
      const last = (await read.get(rhythmKind, h.id, h.villageId))?.last;
      const seen = last ? `上次${formatDay(last.date, today)} ${MODE_LABELS[last.mode]}` : '还没有走访记录';
      return `${i + 1}. ${h.head}(${place(read.directory, h)})${seen}`;
    }),
  );
  return say([head, ...lines, ...(more ? [more] : [])].join('\n'));
}
