import { normalize } from '../../../core/text/normalize.ts';
import { type Context, defineCommand, type Effect, type Heard } from '../../define.ts';
import { answer, proceed } from '../ask.ts';
import { saveLines } from '../chain/save.ts';
import type { Draft } from '../draft.ts';
import { readLine } from '../line.ts';
import { isEmpty, readSheets, type Sheet } from './fields.ts';
import { TITLES } from './labels.ts';
import { readSheetDraft } from './read.ts';
import { BLANK, complaint, example, HOW, reason } from './text.ts';

/** Brackets in which the title may stand. */
const OPEN = ['', '【', '[', '《', '<', '「', '('];
/** Lines of the sheet that begin with the word of another command. */
const LINES = ['走访方式', '走访日期', '走访时间', '走访对象', '走访户', '走访人'];
const [TITLE = '', ...OTHER_TITLES] = TITLES.flatMap((t) => OPEN.map((b) => `${b}${t}`));

/** 走访日志: the copied template, in any order, half filled, renamed a little. Filled it is saved at once. */
export const template = defineCommand<Input>({
  name: TITLE,
  aliases: [...OTHER_TITLES, ...LINES],
  summary: '照模板填一次走访(要模板发:模板)',
  usage: '【走访日志】 户主:姓名 走访方式:入户 其余可空,一行一项',
  needs: 'logVisit',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: [
    '【走访日志】\n日期:9月13日\n户主:罗启明\n走访方式:入户\n两不愁:好\n三保障:住房 有问题(墙裂缝) 教育 好 医疗 好\n饮水:好\n下次走访:下周三',
    '走访日志;户主:罗启明;方式:电话;情况:药还有半个月的量',
  ],
  read: ({ explicit }, context) => readTitled(normalize(context.message.text), explicit, context),
  speech: (text) => readUntitled(text),
  run: (input, context) => keep(input, context),
  answer,
});

/** 模板: the blank sheet, in a message of its own so that it can be copied. */
export const blank = defineCommand<true>({
  name: '模板',
  aliases: ['走访模板', '日志模板', '走访日志模板'],
  alike: ['表格', '样表', '格式'],
  summary: '发一张空的走访日志,复制了填',
  usage: '模板',
  needs: 'logVisit',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['模板', '走访模板'],
  read: ({ rest, explicit }: Heard) => (rest === '' || explicit ? true : null),
  run: async () => ({ replies: [{ text: `复制下面这条,${HOW}:` }, { text: BLANK }] }),
});

/** What stands under a title: sheets (none: nothing but the title), a visit in one line, or talk about the sheet. */
type Input = { sheets: Sheet[] } | { line: Draft } | 'talk';

/** A title with its lines; in a group one that is only talked about (`走访日志周五前交`) has no answer. */
function readTitled(text: string, explicit: boolean, context: Context): Input | null {
  const { titled, sheets } = readSheets(text.replace(/^#+\s*/, ''));
  if (!titled) return readUntitled(text);
  const real = sheets.filter((s) => s.size >= (explicit ? 1 : 2));
  if (real.length > 0) return { sheets: real };
  const words = sheets.map((s) => s.preface).join(' ');
  if (words.trim() === '') return { sheets: [] };
  const { kind, draft } = readLine(words, context);
  const known = kind === 'draft' && draft.targets.every((t) => 'household' in t);
  if (known && draft.mode) return { line: draft };
  return explicit ? { sheets: [] } : 'talk';
}

/** Without a title a household and two more of our lines make a sheet. */
function readUntitled(text: string): Input | null {
  const { titled, sheets } = readSheets(text);
  if (titled) return sheets.some((s) => s.size >= 2) ? { sheets } : null;
  const { fields, size = 0 } = sheets[0] ?? {};
  return fields?.household && size >= 3 && (fields.mode || fields.date) ? { sheets } : null;
}

async function keep(input: Input, context: Context): Promise<Effect> {
  if (input === 'talk') return {};
  if ('line' in input) return proceed(input.line, context);
  const filled = input.sheets.filter((s) => !isEmpty(s));
  const [first] = filled;
  if (!first) {
    const other = input.sheets.length === 0 ? '(看自己记过的,发:我的走访)' : '';
    return { replies: [{ text: `${HOW},这样:${other}` }, { text: example(context) }] };
  }
  if (filled.length > 1) return keepSeveral(filled, context);
  const reading = readSheetDraft(first, context);
  const wrong = complaint(reading, context);
  return wrong ? { replies: [{ text: wrong }] } : proceed(reading.draft, context);
}

/** Several sheets in one message: each for itself, as the lines of a 接龙. */
function keepSeveral(sheets: Sheet[], context: Context): Promise<Effect> {
  const lines = sheets.map((sheet, i) => {
    const { draft, flaws } = readSheetDraft(sheet, context);
    return { no: i + 1, draft, flaw: flaws[0] && reason(flaws[0], context.today) };
  });
  return saveLines(lines, context);
}
