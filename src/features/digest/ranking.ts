import { defineCommand, type Effect, say } from '../define.ts';

const RANKING =
  /(谁|哪个|哪位).{0,4}(走|跑|干|做|记)得?.{0,3}最(多|少|好|差|慢)|排(个|一下)?(名|行|序|队)|排行榜|倒数第|(前|后)(三|3|五|5)名|评比|打分/;
const WORK = /走访|走户|帮扶|干部|网格|战绩|户|村|谁|哪个|哪位/;

/** There is no ranking of people (the project's promise): asked for one, the bot says why not and what there is instead. */
export const ranking = defineCommand<true>({
  name: '我的战绩',
  unlisted: true,
  aliases: ['战绩', '排名', '排行榜', '走访排名', '走访排行', '排行'],
  summary: '机器人不给人排名;想看进度发“本周进度”',
  usage: '本周进度',
  needs: 'ownWork',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['我的战绩'],
  read: ({ rest, explicit }) => (rest === '' || (explicit && rest.length <= 10) ? true : null),
  speech: (text) => (text.length <= 24 && RANKING.test(text) && WORK.test(text) ? true : null),
  async run(): Promise<Effect> {
    return say(
      '我不给人排名,也不记谁多谁少:次数比不出谁帮得好,走一趟没碰上人也是走了。\n想看自己的:我的走访、未走访。想看整体的:本周进度、超过两周没走的户。',
    );
  },
});
