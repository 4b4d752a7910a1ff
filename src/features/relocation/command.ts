import type { Day } from '../../core/clock.ts';
import { MINUTE } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { isNo, isYes } from '../../core/text/consent.ts';
import { findNames } from '../../core/text/names.ts';
import { isMourning } from '../../records/dictionary.ts';
import { askerFor } from '../../records/find.ts';
import { householdKind } from '../../records/household.ts';
import { type Move, moveHousehold } from '../../records/moving.ts';
import type { HouseholdBrief } from '../../records/read.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { villagesNamed } from '../reach.ts';
import { FORM, readWanted } from './read.ts';
import { question, told } from './text.ts';

interface State {
  householdId: string;
  from: string;
  to: string;
  group: string;
  on: Day;
}

const CONFIRM_FOR = 10 * MINUTE;
/** `罗启明家搬到上河口村2组了` */
const SPOKEN =
  /(?:整户|全家|一家人?)?(?:的?户口)?(?:已经|都|要|现在)?(?:(?:搬迁|搬|迁|转|划|调整?)(?:到|去|往|进|入|回)|落户到?)了?/;
const DAY = /(\d{1,2}月)?\d{1,2}[号日]|昨天|前天|今天/;

/** What is told behind the place counts only where it says the day: 户口已经迁过去了. */
function placed(text: string): string {
  const [first = '', ...others] = text
    .replace(/^(把|将|请把|麻烦把|请)/, '')
    .replace(SPOKEN, ' ')
    .split(/[,。;!]/);
  const day = DAY.exec(others.join(' '))?.[0];
  return day ? `${first} ${day}` : first;
}

/** 迁村: a whole household lives in another village from now on (易地搬迁, B41, F04); confirmed first. */
export const relocate = defineCommand<string>({
  name: '迁村',
  aliases: ['整户搬迁', '整户迁移', '换村', '搬迁', '搬家'],
  summary: '一户整户迁到另一个村:没办完的事跟着走,以前的走访留在老村',
  usage: FORM,
  needs: 'moveHousehold',
  where: ['private'],
  examples: ['迁村 罗启明 → 上河口村 2组'],
  exampleBy: 'office',
  // 搬迁 is a matter of policy, too: only what names a household and a village is for us.
  read: ({ rest, explicit }, context) =>
    (explicit && /^#?\s*(迁村|换村|整户)/.test(context.message.text.trim())) || names(rest, context)
      ? rest
      : null,
  speech: (text, context) =>
    text.length <= 50 && SPOKEN.test(text) && !/[?吗呢]/.test(text) && names(placed(text), context)
      ? placed(text)
      : null,
  // A visit is read from 户口迁过去了, too.
  speaksFirst: true,
  async run(words, context) {
    const wanted = readWanted(words, context);
    if ('unclear' in wanted) return say(wanted.unclear);
    const { household, village, group, on } = wanted;
    const outside = [household.villageId, village.id].find(
      (villageId) => !covers(context.sender, 'moveHousehold', { villageId }),
    );
    if (outside)
      return say(`${context.read.directory.village(outside)?.name ?? ''}不在您管的范围里,没有动。`);
    const state: State = { householdId: household.id, from: household.villageId, to: village.id, group, on };
    const move = await moveOf(state, context);
    if (!move) return say(`${household.head}家已经不在册,没有动。`);
    return {
      ...say(question({ before: household, village, move, context }, on)),
      dialog: { state, expires: context.now + CONFIRM_FOR },
    };
  },
  async answer(raw, text, context) {
    if (isNo(text)) return { ...say('好,没有动。'), dialog: null };
    return isYes(text) ? { ...(await carryOut(raw as State, context)), dialog: null } : null;
  },
  pending: {
    again: (raw, read) =>
      `${read.directory.household((raw as State).householdId)?.head ?? ''}家迁村还等您回“确认”或“取消”。`,
    keep: () => null,
    resume: async () => say(`请再发一遍:${FORM}`),
  },
});

const names = (text: string, { read, sender }: Context) =>
  villagesNamed(text, read.directory).length > 0 &&
  (/^h\s*-?\d/i.test(text) ||
    findNames(read.directory.householdNames(), text, askerFor(sender, read.directory))[0]?.index === 0);

async function moveOf(state: State, context: Context): Promise<Move | undefined> {
  const { read, now, message, chat, sender } = context;
  const before = await read.get(householdKind, state.householdId, state.from);
  if (before?.status !== 'active' || before.villageId !== state.from) return undefined;
  return moveHousehold(
    before,
    { villageId: state.to, group: state.group },
    {
      read,
      now,
      on: state.on,
      actor: sender.person?.id ?? '',
      source: { messageId: message.id, chat },
      number: context.number,
    },
  );
}

/** As it is confirmed: looked at anew, for what is open may have changed meanwhile. */
async function carryOut(state: State, context: Context): Promise<Effect> {
  const { directory } = context.read;
  const before: HouseholdBrief | undefined = directory.household(state.householdId);
  const village = directory.village(state.to);
  const move = before && village && (await moveOf(state, context));
  if (!before || !village || !move) return say('这一户刚刚动过,没有迁。请再发一遍。');
  const families = !isMourning(before, context.today) && directory.contactsOf(before.id).length > 0;
  return {
    changes: move.changes,
    inTurn: true,
    replies: told({ before, village, move, context }, families),
  };
}
