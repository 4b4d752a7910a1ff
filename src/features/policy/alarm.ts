import { actorOf } from '../../core/roles.ts';
import { findNames } from '../../core/text/names.ts';
import { type Context, defineCommand, type Reply } from '../define.ts';
import { villagesNamed } from '../reach.ts';
import type { Asker } from './asker.ts';
import { type Guarded, PERILS } from './guard/rules.ts';
import type { Library } from './library.ts';
import { takeRoad } from './roads.ts';

/** 呼救: whoever writes that life is at stake is heard, known or not; whose house it is, his words may tell. */
export function alarmCommand(library: Library) {
  return defineCommand<{ text: string; road: Guarded }>({
    name: '呼救',
    aliases: ['救命', '出事了'],
    summary: '没绑定的人说有急事,也马上转给村里',
    usage: '哪个村哪一家出了什么事',
    needs: 'getHelp',
    where: ['private'],
    examples: [],
    // Whoever is known is heard as ever: his words go the same way with his name on them.
    read: ({ rest }, { sender }) =>
      sender.person || sender.householdId ? null : { text: rest, road: 'emergency' },
    speech(text, context) {
      if (context.sender.person || context.sender.householdId) return null;
      const { road } = library.judge(text, context.read);
      return road && PERILS.includes(road) ? { text, road } : null;
    },
    async run({ text, road }, context) {
      const asker = somewhere(text, context);
      const effect = await takeRoad(road, text, asker, '', context);
      return { ...effect, replies: effect.replies?.map((r) => onceADay(r, asker, context)) };
    },
  });
}

/** Whoever nobody knows wakes each of them once a day for one house, however often he writes. */
function onceADay(reply: Reply, { actor, household, villageId }: Asker, { today }: Context): Reply {
  const place = household?.id ?? villageId ?? '';
  return typeof reply.to === 'object' ? { ...reply, once: `alarm|${actor}|${place}|${today}` } : reply;
}

/** For the house or the village that a stranger names; the township's where he names none. */
function somewhere(text: string, { sender, read }: Context): Asker {
  const { directory } = read;
  const villages = villagesNamed(text, directory).map((v) => v.id);
  const [named] = findNames(directory.householdNames(), text, {
    own: new Set(),
    villages: new Set(villages),
  });
  const household = named && named.others.length === 0 ? directory.household(named.entry.id) : undefined;
  return {
    actor: actorOf(sender),
    household,
    villageId: household?.villageId ?? villages[0],
    cadre: false,
    proxy: true,
    stranger: true,
  };
}
