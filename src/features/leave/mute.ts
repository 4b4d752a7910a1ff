import { addDays, at, dayOf, timeOf } from '../../core/clock.ts';
import type { Mute } from '../../core/peace.ts';
import { formatDay, formatDayLong } from '../../core/text/days.ts';
import { timeAt } from '../../core/text/dayTime.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { daysIn } from './days.ts';
import { personChange } from './leave.ts';

const FORM = '免打扰 晚上8点到早上9点,或 免打扰 今天';

/** 免打扰: nothing but answers and emergencies at those hours; what is held comes afterwards. */
export const mute = defineCommand<{ rest: string }>({
  name: '免打扰',
  aliases: ['勿扰', '不要打扰', '别打扰我'],
  summary: '这段时间不给您发提醒,过后一起发(问我话照样答)',
  usage: FORM,
  needs: 'ownPeace',
  where: ['private'],
  examples: ['免打扰 晚上8点到早上9点', '免打扰 今天'],
  speech: (text) =>
    /^[^?]{0,10}(别|不要|莫)(再)?(发|提醒|吵|催)[^?]{0,12}$/.test(text) ? { rest: '' } : null,
  read: ({ rest }) => ({ rest: rest.replace(/[。!了]+$/, '') }),
  async run({ rest }, context): Promise<Effect> {
    const { read, sender, today, now } = context;
    const person = read.directory.person(sender.person?.id ?? '');
    if (!person) return say('没有找到您的登记,没有记。');
    if (rest === '') return say(`${muteText(person.mute, context)}\n要改发:${FORM}`);
    const daily = hoursIn(rest);
    const set = (to: Mute, text: string): Effect => ({
      ...say(`${text}\n不用了发:取消免打扰`),
      changes: [personChange(person, { mute: to }, 'person.mute', person.id)],
    });
    if (daily && daily.from !== daily.to) {
      const next = daily.from > daily.to ? '第二天' : '';
      return set(
        { ...person.mute, daily },
        `好,每天${daily.from}到${next}${daily.to}不给您发提醒,${daily.to}再发。`,
      );
    }
    const days = daysIn(rest, today);
    if (days === null) return say(`没看懂是什么时候,没有记。这样发:${FORM}`);
    if ('invalid' in days) return say(`没有“${days.invalid}”这一天,没有记。这样发:${FORM}`);
    if (days.from > today || days.to < today)
      return say(`免打扰从现在算起,没有记。以后的几天不在,发:请假 ${rest}`);
    const until = at(addDays(days.to, 1), '09:00');
    if (until <= now) return say(`这个时间已经过了,没有记。这样发:${FORM}`);
    return set(
      { ...person.mute, until },
      `好,到${formatDayLong(days.to, today)}晚上都不给您发提醒,第二天早上9点再发。`,
    );
  },
});

/** 取消免打扰: what was held comes at once. */
export const unmute = defineCommand<true>({
  name: '取消免打扰',
  aliases: ['关闭免打扰', '可以打扰了'],
  summary: '提醒照常发给您',
  usage: '取消免打扰',
  needs: 'ownPeace',
  where: ['private'],
  examples: ['取消免打扰'],
  read: ({ rest }) => (/^[。!了\s]*$/.test(rest) ? true : null),
  async run(_, { read, sender, now }): Promise<Effect> {
    const person = read.directory.person(sender.person?.id ?? '');
    const has = person?.mute && (person.mute.daily || (person.mute.until ?? 0) > now);
    if (!person || !has) return say('您没有设免打扰。');
    return {
      ...say('好,提醒照常发给您(晚上9点到早上7点半还是不发)。'),
      changes: [personChange(person, { mute: undefined }, 'person.unmute', person.id)],
    };
  },
});

/** `晚上8点到早上9点`, `20:00-9:00` as times; null for anything else. */
function hoursIn(text: string): { from: string; to: string } | null {
  const said = text.replace(/^每天\s*/, '');
  const from = timeAt(said, 0);
  if (!from?.time) return null;
  const gap = /^\s*(?:到|至|-|~|—)\s*(?:第二天|次日|明天)?/.exec(said.slice(from.length));
  if (!gap) return null;
  const start = from.length + gap[0].length;
  const to = timeAt(said, start);
  return to?.time && start + to.length === said.length ? { from: from.time, to: to.time } : null;
}

function muteText(mute: Mute | undefined, { now, today }: Context): string {
  const parts = [
    ...(mute?.daily ? [`每天${mute.daily.from}到${mute.daily.to}`] : []),
    ...(mute?.until && mute.until > now
      ? [`到${formatDay(dayOf(mute.until), today)} ${timeOf(mute.until)}`]
      : []),
  ];
  return parts.length > 0 ? `您现在的免打扰:${parts.join(',')}。` : '您没有设免打扰。';
}
