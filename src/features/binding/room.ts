import { iso } from '../../core/clock.ts';
import { clip } from '../../core/text/clean.ts';
import { change } from '../../records/change.ts';
import { localForm } from '../../records/exampleVillage.ts';
import { readRef } from '../../records/find.ts';
import { type Room, roomKind, type Village } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect } from '../define.ts';

const ROOMS = ['cadreRoom', 'leaderRoom', 'householdRoom', 'unknownRoom'] as const;
const FORM = '绑定本群 枫树湾 帮扶群(乡亲在的群写“乡亲群”,班子的群写“领导群”)';

const AUDIENCES: readonly [RegExp, Room['audience'], string][] = [
  [/乡亲|群众|村民|农户|户主/, 'household', '乡亲群'],
  [/领导|班子|指挥部/, 'leader', '领导群'],
  [/帮扶|工作|干部/, 'cadre', '帮扶群'],
];

/** What may be heard in each, said back so that a wrong word shows at once. */
const MEANS: Record<Room['audience'], string> = {
  cadre: '这里按“都是帮扶干部”来:可以记走访、看问题,念到户名。',
  leader: '这里按“都是领导”来:可以看问题和进度,念到户名。',
  household: '这里按“有乡亲在”来:哪一家的事都不在这里说,只答政策。',
};

/** 绑定本群 枫树湾 帮扶群: said by the office from inside, so that no room is bound by hearsay (A20, A21). */
export const bindRoom = defineCommand<{ words: string }>({
  name: '绑定本群',
  aliases: ['绑定群', '绑定此群'],
  summary: '在群里发:这个群是哪个村的、里面是干部还是乡亲',
  usage: FORM,
  needs: 'bindRoom',
  where: [...ROOMS],
  examples: ['绑定本群 枫树湾 帮扶群'],
  exampleBy: 'office',
  read: ({ rest }) => ({ words: rest.trim() }),
  async run({ words }, context) {
    const { directory } = context.read;
    const again = readRef(words, 'G');
    const moved = again && directory.room(again.id);
    if (moved) return keep({ ...moved }, moved, context);
    const found = AUDIENCES.find(([re]) => re.test(words));
    if (!found) return here(`这个群里是干部还是乡亲?没有绑定。这样发:${localForm(FORM, context)}`);
    const [, audience, label] = found;
    const village = villageIn(words, context);
    if (!village && !(audience !== 'household' && /全乡|全镇|乡里|镇里/.test(words))) {
      const names = [...directory.villages()].map((v) => v.name).join('、');
      return here(
        `“${clip(words, 20)}”里没看出是哪个村,没有绑定。村名:${names}。这样发:${localForm(FORM, context)}`,
      );
    }
    const before = roomOf(context);
    const room = {
      name: `${village?.name ?? '全乡'}${label}`,
      audience,
      villageId: village?.id,
    };
    return keep(room, before, context);
  },
});

/** 解绑本群: from now on the bot is silent there. */
export const unbindRoom = defineCommand<Record<string, never>>({
  name: '解绑本群',
  aliases: ['解绑群', '取消绑定本群'],
  summary: '这个群不用我了,以后在这里不说话',
  usage: '解绑本群',
  needs: 'bindRoom',
  where: [...ROOMS],
  examples: ['解绑本群'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (rest === '' || explicit ? {} : null),
  async run(_, context) {
    const before = context.room;
    if (!before) return here('这个群本来就没有绑定。');
    const actor = context.sender.person?.id ?? '';
    const after: Room = { ...before, status: 'void' };
    return {
      ...here(`好,这个群(${before.name})解绑了,以后我在这里不说话。要用再发:绑定本群 村名 帮扶群`),
      changes: [change({ kind: roomKind, before, after, action: 'room.unbind', actor })],
    };
  },
});

function villageIn(words: string, { read }: Context): Village | undefined {
  return [...read.directory.villages()].find(
    (v) => v.status === 'active' && (words.includes(v.name.replace(/村$/, '')) || words.includes(v.id)),
  );
}

/** What this room was bound as last, also where it was unbound since. */
function roomOf({ read, message }: Context): Room | undefined {
  return [...read.directory.rooms()].find((r) => r.channelId === message.room);
}

async function keep(
  what: Pick<Room, 'name' | 'audience' | 'villageId'>,
  before: Room | undefined,
  context: Context,
): Promise<Effect> {
  const { message, sender, now } = context;
  const actor = sender.person?.id ?? '';
  const after: Room = {
    id: before?.id ?? (await freeNumber(context)),
    rev: before?.rev ?? 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat: context.chat },
    name: what.name,
    audience: what.audience,
    villageId: what.villageId,
    channelId: message.room ?? '',
  };
  const undo = '弄错了发:解绑本群';
  return {
    ...here(`绑定好了,这个群是${after.name}(${after.id})。${MEANS[after.audience]}${undo}`),
    changes: [change({ kind: roomKind, before, after, action: 'room.bind', actor })],
  };
}

async function freeNumber(context: Context): Promise<string> {
  for (;;) {
    const id = await context.number('G');
    if (!context.read.directory.room(id)) return id;
  }
}

/** In the room itself, also where households listen: it says nothing of anybody. */
const here = (text: string): Effect => ({ replies: [{ text, to: 'here' }] });
