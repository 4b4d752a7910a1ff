import { dayOf, iso, timeOf } from '../../../core/clock.ts';
import { isCadre } from '../../../core/roles.ts';
import { formatDay } from '../../../core/text/days.ts';
import type { HouseholdBrief } from '../../../records/read.ts';
import type { Context, Effect, Wordless } from '../../define.ts';
import { ATTACH_FOR, belongs, targetOf } from './target.ts';

/** A voice message: a cadre hears how to say it in words; a household's is kept and passed on, so that it is not lost. */
export async function voice(context: Context, given: Wordless): Promise<Effect | null> {
  const { sender, place, now, read } = context;
  if (isCadre(sender)) return (await isForBot(context)) ? inWords(context) : null;
  const household = sender.householdId ? read.directory.household(sender.householdId) : undefined;
  if (place !== 'private' || !household) return null;
  await given.keep('voices');
  const helper = helperOf(household, context);
  const hour = iso(now).slice(0, 13);
  if (!helper) return { replies: [{ text: '语音我听不了。请打字发给我,急事请直接打村里的电话。' }] };
  const when = `${formatDay(dayOf(now), context.today)} ${timeOf(now)}`;
  return {
    replies: [
      {
        text: `语音我听不了,已经转告${helper.name},请他联系您。急事请直接打电话。`,
        once: `voice|${hour}`,
      },
      {
        text: `${household.head}给您发了一段语音(${when}),我听不了,请您联系一下。`,
        to: { id: helper.id, kind: 'nudge' },
        once: `voice|${household.id}|${hour}`,
      },
    ],
  };
}

/** In private always; in a room soon after he logged a visit there, or while the bot waits for his answer. */
async function isForBot(context: Context): Promise<boolean> {
  if (context.place === 'private') return true;
  if (context.place === 'householdRoom') return false;
  if (context.open && belongs(context.open.askedAt, context.now)) return true;
  return (await targetOf(context)) !== null;
}

function inWords(context: Context): Effect {
  const key = `voice|${context.sender.person?.id}|${Math.floor(context.now / ATTACH_FOR)}`;
  const text = '语音我听不了。请长按那条语音“转文字”,复制后发给我,或者打字。';
  return { replies: [{ text, once: key }] };
}

/** The helper; where a household has none, the village's grid leader or its information officer. */
function helperOf(household: HouseholdBrief, { read }: Context): { id: string; name: string } | undefined {
  const village = read.directory.village(household.villageId);
  const ids = [household.helperId, village?.gridLeaderId, village?.infoOfficerId];
  const people = ids.map((id) => (id ? read.directory.person(id) : undefined));
  return people.find((p) => p !== undefined && p.roles.length > 0);
}
