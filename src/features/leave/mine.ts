import { defineCommand, type Effect, say } from '../define.ts';
import { spanText } from './days.ts';
import { FORM } from './leave.ts';

/** 我的请假: the days on which the sender is away, and who stands in. */
export const myLeave = defineCommand<true>({
  name: '我的请假',
  aliases: ['查请假', '看请假'],
  summary: '您哪几天请了假、谁代您',
  usage: '我的请假',
  needs: 'ownPeace',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的请假'],
  read: ({ rest, explicit }) => (rest === '' || explicit ? true : null),
  async run(_, { read, sender, today }): Promise<Effect> {
    const { directory } = read;
    const leaves = directory.person(sender.person?.id ?? '')?.leaves?.filter((l) => l.to >= today) ?? [];
    if (leaves.length === 0) return say(`您现在没有记着的请假。要请这样发:${FORM}`);
    const lines = leaves.map((l) => {
      const other = l.standIn ? directory.person(l.standIn)?.name : undefined;
      return `${spanText(l, today)},${other ? `${other}代您` : '没人代,提醒等您回来再发'}`;
    });
    return say(['您的请假:', ...lines, '提前回来发:销假'].join('\n'));
  },
});
