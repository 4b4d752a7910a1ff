import { mayUse } from '../../core/rights.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { UserError } from '../../errors.ts';
import type { Change } from '../../records/change.ts';
import { workbookBytes } from '../../sheets/write.ts';
import { type Context, defineCommand, type Effect, type Feature, say, type Wordless } from '../define.ts';
import { unused, villageChanges } from './changes.ts';
import { newReport, type Report } from './compare.ts';
import { gather, type Roster } from './gather.ts';
import type { BeginRhythm, Making } from './making.ts';
import { newHousehold } from './newHousehold.ts';
import { memorySpool } from './spool.ts';
import { staffChanges } from './staffChanges.ts';
import { changesNothing, flawsText, reportText } from './told.ts';
import { rosterSheets, templateSheets } from './write.ts';

/** A file that was looked through and waits for the sender's 确认. */
interface State {
  hash: string;
  name: string;
}

const CONFIRM_FOR = 10 * 60_000;
/** A township has some thousands; more is one command in the terminal, which takes any number. */
const MOST_IN_CHAT = 5000;
const COMMAND = '名册';
const LOST = '文件没有收到,或者超过20 MB。请分村发,或者请管理员在机器上用 import 命令导入。';

/** Rosters in and out as one workbook. `rhythm`: how a household begins, from the feature of visits. */
export function rosterFeature(rhythm: BeginRhythm): Feature {
  async function look(
    path: string,
    context: Context,
  ): Promise<{ roster: Roster; report: Report; changes: Change[] }> {
    const { read, sender, now } = context;
    const report = newReport();
    const allot = unused(context.number, read.directory);
    const spool = memorySpool();
    const roster = await gather(path, { directory: read.directory, spool, allot });
    const changes: Change[] = [];
    if (roster.flaws.count > 0) return { roster, report, changes };
    if (roster.counts.household > MOST_IN_CHAT)
      throw new UserError(
        `有${roster.counts.household}户,聊天里一次最多${MOST_IN_CHAT}户。请分村发,或者请管理员在机器上用 import 命令导入。`,
      );
    const by = sender.person?.id ?? '';
    const source = { messageId: 'import', chat: context.chat };
    const making: Making = { read, report, by, now, source, allot, rhythm };
    changes.push(...staffChanges(roster, roster.staff, making));
    for (const villageId of spool.villages())
      for await (const lot of villageChanges(villageId, spool, making)) changes.push(...lot.changes);
    return { roster, report, changes };
  }

  /** What was found, and the question whether it shall be written. */
  async function tryOut(path: string, state: State, context: Context): Promise<Effect> {
    const { roster, report } = await look(path, context);
    if (roster.flaws.count > 0) return { ...say(flawsText(roster.flaws)), dialog: null };
    const text = reportText(roster, report);
    if (changesNothing(report)) return { ...say(`看过了,和现在的一样,不用写入。\n${text}`), dialog: null };
    return {
      ...say(`先试了一遍,还没有写入:\n${text}\n回“确认”写入,不写回“取消”。`),
      dialog: { state, expires: context.now + CONFIRM_FOR },
      asks: COMMAND,
    };
  }

  async function enter(state: State, context: Context): Promise<Effect> {
    const path = await context.read.file('rosters', state.hash);
    if (!path) return { ...say('文件不在了,没有写入。请再发一遍。'), dialog: null };
    const { roster, report, changes } = await look(path, context);
    if (roster.flaws.count > 0) return { ...say(flawsText(roster.flaws)), dialog: null };
    return { ...say(`写好了。\n${reportText(roster, report)}`), changes, dialog: null };
  }

  const roster = defineCommand<true>({
    name: COMMAND,
    aliases: ['导出名册', '花名册'],
    summary: '把现在的名册做成 Excel 发给您;改好发回来就是导入(先试一遍,回“确认”才写入)',
    usage: '名册(导入:把填好的 .xlsx 直接发给我)',
    needs: 'importRoster',
    where: ['private'],
    examples: ['名册'],
    exampleBy: 'office',
    read: ({ rest }) => (rest === '' ? true : null),
    async run(_, context) {
      const path = await context.write(
        `名册 ${context.today}.xlsx`,
        await workbookBytes(rosterSheets(context.read), context.now),
      );
      const text = '现在的名册在这里,里面有户里的情况,请不要转发。改好发回给我,我先试一遍,您回“确认”才写入。';
      return { replies: [{ text, to: 'private', attach: { file: path } }] };
    },
    async answer(state, text, context) {
      if (isYes(text)) return enter(state as State, context);
      return isNo(text) ? { ...say('好,没有写入。'), dialog: null } : null;
    },
    pending: {
      again: (state) => `${(state as State).name}看过了,回“确认”写入,不写回“取消”。`,
      keep: () => null,
      resume: async () => say('请把文件再发一遍。'),
    },
  });

  const template = defineCommand<true>({
    name: '名册模板',
    aliases: ['名册空表', '导入模板'],
    summary: '要一份名册的空表:村、人员、户、成员、帮扶',
    usage: '名册模板',
    needs: 'importRoster',
    where: ['private'],
    examples: ['名册模板'],
    exampleBy: 'office',
    read: ({ rest }) => (rest === '' ? true : null),
    async run(_, context) {
      const path = await context.write('名册模板.xlsx', await workbookBytes(templateSheets(), context.now));
      return {
        replies: [
          {
            text: '空表在这里,“填表说明”里写了怎么填。填好直接发给我就行。',
            to: 'private',
            attach: { file: path },
          },
        ],
      };
    },
  });

  /** A workbook in private from somebody of the office is a roster; anybody else hears who can. */
  async function wordless(context: Context, given: Wordless): Promise<Effect | null> {
    const { message, place, sender } = context;
    if (message.kind !== 'file' || place !== 'private') return null;
    // What was too large, or never came through, has no name: whoever sends rosters hears of it.
    if (!message.file) return mayUse(sender, 'importRoster') ? say(LOST) : null;
    const { name } = message.file;
    if (!/\.(xlsx|xlsm|xls|et|zip|csv)$/i.test(name)) return null;
    if (!sender.person) return null;
    if (!mayUse(sender, 'importRoster')) return say('名册由扶贫办来导入,这个文件我没有收。');
    const hash = await given.keep('rosters');
    const path = hash && (await context.read.file('rosters', hash));
    if (!hash || !path) return say(LOST);
    try {
      return await tryOut(path, { hash, name }, context);
    } catch (error) {
      if (error instanceof UserError) return say(error.message);
      throw error;
    }
  }

  return { name: 'roster', title: '名册', commands: [template, roster, newHousehold(rhythm)], wordless };
}
