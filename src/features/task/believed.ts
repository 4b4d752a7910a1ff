import type { Meaning } from '../../core/meaning/meaning.ts';
import { colleagueIn } from '../../records/colleague.ts';
import type { Context } from '../define.ts';
import { type Reading, readTask } from './draft.ts';

/** What stands before somebody's name who is to do something. */
const LEAD = '(?:请|麻烦|辛苦|通知|安排|喊|叫|让|派|催|跟|给|要|一下|@)';
const BEFORE_NAME = new RegExp(`(?:${LEAD}|由|哈|下子)+$`);
const AT_START = new RegExp(`^${LEAD}+\\s*`);

/** `喊柳燕这周五前把…写个说明`: words that are believed to ask something of a colleague or of oneself, whatever stands first. */
export function readBelieved(text: string, context: Context, as: Meaning): Reading | null {
  if (text.length > 200) return null;
  if (as !== 'order') return drafted(readTask(`我 ${text.replace(REMIND_ME, ' ')}`, context));
  const words = text.replace(AT_START, '');
  const first = drafted(readTask(words, context));
  if (first) return first;
  const group = GROUP.exec(text);
  if (group) {
    const whom = /^(大家|各位|全|所有|每|各)/.test(group[0]) ? group[0] : `所有${group[0]}`;
    const after = text.slice(group.index + group[0].length).replace(/^[都们]/, '');
    return told(whom, text.slice(0, group.index), after, context);
  }
  const called = colleagueIn(text, context.sender, context.read.directory);
  if (!called || called.person.id === context.sender.person?.id) return null;
  const { name } = called.person;
  const at = text.indexOf(name);
  return at < 0
    ? told(name, '', called.about, context)
    : told(name, text.slice(0, at), text.slice(at + name.length), context);
}

/** Whom it is for, and what stood before and behind that. */
function told(whom: string, before: string, after: string, context: Context): Reading | null {
  const words = [whom, after.trim(), before.replace(BEFORE_NAME, '').replace(/[,。;:\s]+$/, '')].filter(
    (w) => w !== '',
  );
  return drafted(readTask(words.join(' ').replace(/\s+/g, ' '), context));
}

/** Those who are asked, where nobody stands by name. */
const GROUP =
  /(?<=^|[\s,。;:!])((全体|所有的?|各位|每个|各村)?(帮扶责任人|帮扶干部|帮扶人|网格员|信息员|驻村队员|工作队的同志|第一书记|副?网格长|村?支书)|大家|各位|所有人)(?=[\s,:都把要每们在]|\d|本|这|今|明|后|下|周|月|礼拜|星期|去|来|给|各)/;

const REMIND_ME = /(到时候|记得|别忘了?|帮忙|请|麻烦)*(提醒|喊|叫|通知)(一?[下哈声])?(我|一?[下声])(?!们)/;

/** As it waits for its 确认; null where nobody known is asked, or nothing. */
const drafted = (reading: Reading): Reading | null =>
  reading.kind === 'draft' ? { ...reading, draft: { ...reading.draft, spoken: true } } : null;
