import { clip } from '../../core/text/clean.ts';
import { formatDayLong } from '../../core/text/days.ts';
import { dueAtStart } from '../../core/text/dueDay.ts';
import { lookUp } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import { type Context, type Effect, say } from '../define.ts';
import type { Draft, Reading } from './draft.ts';
import type { Whom } from './people.ts';
import { dueForm, nameOf, peopleText, TITLE } from './text.ts';

/** The sender may not ask these people: who may, and what he can send instead. */
export function refusal(draft: Draft, { read, today }: Context): Effect {
  const whom = draft.group ?? peopleText(draft.assignees, read.directory);
  const form = `提醒我 ${dueForm(draft.due ?? null, today)} ${clip(draft.title, TITLE)}`;
  return say(
    `给${whom}派任务,要乡扶贫办、乡领导,或村里的网格长、副网格长、第一书记、村支书来发,没有派。\n您自己要记着的可以发:${form}`,
  );
}

/** What is wrong with the words, and the right form with the sender's own. */
export function wrong(reading: Exclude<Reading, { kind: 'draft' }>, context: Context): Effect {
  const { today } = context;
  switch (reading.kind) {
    case 'whom':
      return whomText(reading.whom, context);
    case 'empty':
      return say(`要办什么事?没有记。这样发:${head(reading.whom, context)} 月底前 要办的事`);
    case 'late':
      return say(
        `“${reading.said}”已经过了,没有记。请改好时间再发:${head(reading.whom, context)} 明天上午9点 ${clip(reading.title, TITLE)}`,
      );
    case 'badDay': {
      const { due, whom } = reading;
      const form = `${head(whom, context)} 月底前 ${clip(due.rest.replace(due.said, '').trim() || '要办的事', TITLE)}`;
      if (due.kind === 'past')
        return say(`${formatDayLong(due.day, today)}已经过了,没有记。请改好日子再发:${form}`);
      if (due.kind === 'noSuchDay') return say(`没有“${due.said}”这一天,没有记。请改好日子再发:${form}`);
      return say(`“${due.said}”那年的放假安排还没出来,算不准,没有记。请写几月几日再发:${form}`);
    }
  }
}

function head(whom: Whom, { read }: Context): string {
  if (whom.kind === 'self') return '提醒我';
  if (whom.kind === 'group') return `任务 ${whom.said}`;
  return whom.kind === 'people' ? `提醒 ${peopleText(whom.ids, read.directory)}` : '提醒 姓名';
}

function whomText(
  whom: Extract<Whom, { kind: 'nobody' | 'which' }>,
  { read, sender, today }: Context,
): Effect {
  const { directory } = read;
  if (whom.kind === 'which') {
    const units = whom.ids.map((id) => `${nameOf(id, directory)}(${directory.person(id)?.unit ?? ''})`);
    return say(`叫“${whom.said}”的有几位:${units.join('、')}。没有派,请写清楚单位或换个办法告诉他。`);
  }
  if (whom.said === '')
    return say('提醒谁、办什么事?没有记。这样发:\n提醒 姓名 月底前 要办的事\n提醒我 周五下午3点 带表格');
  const day = dueAtStart(`${whom.said}${whom.text}`, today);
  if (day.kind !== 'none') {
    const wrongDay = day.kind === 'noSuchDay' ? `没有“${day.said}”这一天。` : '';
    const words = clip(day.rest, TITLE) || '要办的事';
    const form = day.kind === 'day' ? dueForm(day.day, today) : '月底前';
    return say(`${wrongDay}提醒谁?没有记。这样发:提醒 姓名 ${form} ${words},或 提醒我 ${form} ${words}`);
  }
  const near = lookUp(directory.personNames(), whom.said.slice(0, 4), colleagueAsker(sender, directory));
  const names = near.slice(0, 3).map((m) => m.entry.name);
  const ask = names.length > 0 ? `是不是${names.join('、')}?` : '';
  const words = clip(whom.text, TITLE) || '月底前 要办的事';
  return say(
    `没有找到叫“${whom.said}”的干部,没有派。${ask}这样发:提醒 ${names.length === 1 ? names[0] : '姓名'} ${words}`,
  );
}
