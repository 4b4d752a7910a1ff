import { MINUTE } from '../../core/clock.ts';
import { readNumber } from '../../core/text/chineseNumber.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { categoryFor, causeFor, DICTIONARY } from '../../records/dictionary.ts';
import { groupOf } from '../../records/groups.ts';
import type { Village } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { shortName, villagesNamed } from '../reach.ts';
import { unused, villageChanges } from './changes.ts';
import { newReport } from './compare.ts';
import type { BeginRhythm } from './making.ts';
import { memorySpool } from './spool.ts';

/** One household of the roster, as it is told in one line. */
interface Told {
  head: string;
  villageId: string;
  group: string;
  size: number;
  category: string;
  causeMain?: string;
}

const CONFIRM_FOR = 10 * MINUTE;
const FORM = '新增户 户主姓名 村名 几组 几口人 类别 致贫原因(可不写)';
const SIZE = /(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(口人?|个?人)/;
const GROUP = /第?(\d{1,2}|[一二三四五六七八九十]{1,3})(村民)?小?组(·\p{Script=Han}+)?/u;

/** 新增户 杨顺才 油坊村3组 4口人 边缘户 因病: one household comes in without a workbook; confirmed first. */
export function newHousehold(rhythm: BeginRhythm) {
  return defineCommand<string>({
    name: '新增户',
    aliases: ['添户', '加户', '新增一户', '录入新户'],
    alike: ['新户', '建户'],
    summary: '名册里添一户(几户以上用名册表格更快)',
    usage: FORM,
    needs: 'importRoster',
    where: ['private'],
    examples: ['新增户 杨顺才 油坊村3组 4口人 边缘户 因病'],
    exampleBy: 'office',
    read: ({ rest }) => rest,
    async run(words, context) {
      const told = toldIn(words, context);
      if ('wrong' in told) return say(`${told.wrong},没有添。这样发:${FORM}`);
      const { directory } = context.read;
      const same = [...directory.households(told.villageId)].find((h) => h.head === told.head);
      if (same) return say(`${villageName(told, context)}已经有户主叫${told.head}的户:${same.id},没有添。`);
      const text = `要在名册里添一户:${line(told, context)}。\n家里有谁以后用“添人”补,定帮扶人用“交接”。回“确认”就添,不添回“取消”。`;
      return { ...say(text), dialog: { state: told, expires: context.now + CONFIRM_FOR } };
    },
    async answer(raw, text, context) {
      if (isNo(text)) return { ...say('好,没有添。'), dialog: null };
      return isYes(text) ? { ...(await enter(raw as Told, rhythm, context)), dialog: null } : null;
    },
    pending: {
      again: (raw) => `添${(raw as Told).head}家还等您回“确认”或“取消”。`,
      keep: () => null,
      resume: async () => say(`请再发一遍:${FORM}`),
    },
  });
}

const villageName = ({ villageId }: Told, { read }: Context) => read.directory.village(villageId)?.name ?? '';

function line(told: Told, context: Context): string {
  const cause = told.causeMain ? `,${told.causeMain}` : '';
  return `${told.head},${villageName(told, context)}${told.group},${told.size}人,${told.category}${cause}`;
}

/** Reads the line by what its parts are, in any order; the name comes first. */
function toldIn(words: string, context: Context): Told | { wrong: string } {
  const [head = ''] = words.split(/[\s,、:。]+/);
  if (!/^[\p{Script=Han}·]{2,8}$/u.test(head)) return { wrong: '户主叫什么?' };
  const rest = words.slice(words.indexOf(head) + head.length);
  const [village, ...more] = villagesNamed(rest, context.read.directory);
  if (!village || more.length > 0)
    return {
      wrong: `在哪个村?名册里的村:${[...context.read.directory.villages()].map((v) => v.name).join('、')}`,
    };
  const whole = context.read.directory.village(village.id) as Village;
  const group = groupOf(GROUP.exec(rest)?.[0] ?? '', whole) ?? whole.groups.find((g) => rest.includes(g));
  if (!group) return { wrong: `${whole.name}哪个组?有:${whole.groups.join('、')}` };
  const left = rest.replace(shortName(whole.name), ' ').replace(GROUP, ' ');
  const n = SIZE.exec(left)?.[1];
  const size = n === undefined ? null : readNumber(n.replace('两', '二'));
  if (!size) return { wrong: '家里几口人?' };
  const parts = left
    .replace(SIZE, ' ')
    .split(/[\s,、:。]+/)
    .filter(Boolean);
  const category = parts.map(categoryFor).find(Boolean);
  if (!category)
    return {
      wrong: `是哪一类的户?可以写:${DICTIONARY.categories
        .slice(0, 6)
        .map((c) => c.name)
        .join('、')}等`,
    };
  const causeMain = parts.map((p) => causeFor(p.replace(/致贫$/, ''))).find(Boolean);
  return { head, villageId: whole.id, group, size, category, ...(causeMain && { causeMain }) };
}

/** The same way as a roster's row. */
async function enter(told: Told, rhythm: BeginRhythm, context: Context): Promise<Effect> {
  const { read, now, sender, message, chat } = context;
  const { villageId, ...data } = told;
  const ref = `${villageId}|${told.head}`;
  if ([...read.directory.households(villageId)].some((h) => h.head === told.head))
    return say(`${told.head}家刚刚已经添了,没有再添。`);
  const spool = memorySpool();
  spool.put(villageId, { kind: 'household', ref, data });
  const making = {
    read,
    report: newReport(),
    by: sender.person?.id ?? '',
    now,
    source: { messageId: message.id, chat },
    allot: unused(context.number, read.directory),
    rhythm,
  };
  const changes = [];
  for await (const lot of villageChanges(villageId, spool, making)) changes.push(...lot.changes);
  const id = changes.find((c) => c.kind.name === 'household')?.after.id ?? '';
  return {
    changes,
    replies: [
      { text: `已添 ${id} ${line(told, context)}。\n定帮扶人发:交接 ${id} → 姓名;写错了改名册发回来。` },
    ],
  };
}
