import { colleagueIn } from '../../records/colleague.ts';
import { mayFor } from '../../records/mayLog.ts';
import { placeOf } from '../../records/which.ts';
import { defineCommand, type Effect, say } from '../define.ts';
import { isPerson, personAt, workOf } from './find.ts';

const SHOWN = 15;

/** 帮哪些户 沈若梅: the households that somebody helps (A05: from the people to the households, too). */
export const whomTheyHelp = defineCommand<string>({
  name: '帮哪些户',
  aliases: ['帮了哪些户', '帮哪几户', '帮扶哪些户'],
  summary: '看一个干部帮的是哪几户',
  usage: '帮哪些户 姓名',
  needs: 'seeHelpers',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['帮哪些户 沈若梅'],
  exampleBy: 'office',
  read: ({ rest, explicit }, { sender, read }) =>
    explicit || colleagueIn(rest, sender, read.directory)?.about === '' ? rest : null,
  async run(words, context): Promise<Effect> {
    const { read, sender } = context;
    const { directory } = read;
    if (words === '') return say('看谁的?这样发:帮哪些户 姓名');
    const named = personAt(words, context);
    const person = isPerson(named) ? named : colleagueIn(words, sender, directory)?.person;
    if (!person) return say(`${isPerson(named) ? '' : named.wrong}。这样发:帮哪些户 姓名`);
    const all = directory.householdsOf(person.id);
    const who = `${person.name}(${workOf(person)})`;
    if (all.length === 0) return say(`${who}名下现在没有帮扶的户。`);
    const mine = all.filter((h) => mayFor(sender, 'seeHelpers', h));
    const away = all.length - mine.length;
    if (mine.length === 0) return say(`${who}帮的${all.length}户都在别的村,户名请问那边的网格长或扶贫办。`);
    const heads = mine.slice(0, SHOWN).map((h) => placeOf(h, directory));
    const more = mine.length > SHOWN ? '等' : '';
    return say(
      `${who}帮${all.length}户:${heads.join('、')}${more}${away > 0 ? `,另有${away}户在别的村` : ''}。`,
    );
  },
});
