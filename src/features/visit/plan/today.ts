import { addDays, type Day } from '../../../core/clock.ts';
import { findDay, formatDayLong } from '../../../core/text/days.ts';
import { type Context, defineCommand, type Effect, say } from '../../define.ts';
import { place } from '../text.ts';
import { beforeGoing, LIST_LENGTH, lastSeen, toWalk } from './eveList.ts';
import { noHouseholds } from './households.ts';

/** 今天走谁, 明天走谁: the eve list on demand (D03). In a room only names and when they were seen last. */
export const whomToday = defineCommand<{ day: Day }>({
  name: '今天走谁',
  aliases: ['明天走谁', '走谁', '今天去谁家', '明天去谁家'],
  summary: '今天该走哪几户,没走到的在前面;“明天走谁”看明天的',
  usage: '今天走谁',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['今天走谁', '明天走谁'],
  read({ rest }, { message, today }) {
    if (/^[家户啊呢吗?。!]*$/.test(rest))
      return { day: message.text.includes('明天') ? addDays(today, 1) : today };
    const day = findDay(rest, { today, prefer: 'future' });
    return day && 'day' in day && day.length === rest.length && day.day >= today ? { day: day.day } : null;
  },
  run: list,
});

async function list({ day }: { day: Day }, context: Context): Promise<Effect> {
  const { read, today, sender } = context;
  const own = read.directory.householdsOf(sender.person?.id ?? '');
  if (own.length === 0) return say(noHouseholds());
  const named = day === today ? '今天' : day === addDays(today, 1) ? '明天' : '';
  const word = `${named}${formatDayLong(day, today)}`;
  const walk = await toWalk(own, day, read);
  if (walk.length === 0) return say(`您帮的${own.length}户这周都走到了,${word}没有要补的。`);
  const lines = walk.slice(0, LIST_LENGTH).map((w, i) => {
    const more = context.place === 'private' ? beforeGoing(w, day) : '';
    return `${i + 1}. ${w.household.head}(${place(read.directory, w.household)})${lastSeen(w.last, day)}${more}`;
  });
  const rest = walk.length > LIST_LENGTH ? [`还有${walk.length - LIST_LENGTH}户,发“未走访”能看全。`] : [];
  return say([`${word}可以走这${walk.length}户:`, ...lines, ...rest].join('\n'));
}
