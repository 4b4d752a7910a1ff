import { clip } from '../../core/text/clean.ts';
import { findByNumber, readRef, recordsIn } from '../../records/find.ts';
import { mayFor } from '../../records/mayLog.ts';
import { isMissing, MISSING, type Need, needKind, needText } from '../../records/need.ts';
import { needEnds } from '../../records/needsOf.ts';
import { type Context, defineCommand, type Effect, type Heard, say } from '../define.ts';

interface Ref {
  id?: string;
}

function readNeedRef({ rest, explicit }: Heard): Ref | null {
  const ref = readRef(rest, 'N');
  if (ref) return { id: ref.id };
  return explicit && rest.replace(/[了。!]+$/, '') === '' ? {} : null;
}

/** 到了 N3: it came; with it the reminder ends. */
export const needMet = defineCommand<Ref>({
  name: '到了',
  aliases: ['解决了', '有了', '买到了', '送到了'],
  summary: '户里缺的东西有了,不再提醒',
  usage: '到了 N3(只缺一样时写“到了”就行)',
  needs: 'logNeed',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['到了 N3'],
  read: (heard) => readNeedRef(heard),
  async run({ id }, context): Promise<Effect> {
    const need = await meant(id, context);
    if (isEffect(need)) return need;
    const line = named(need, context);
    if (need.status === 'void') return say(`${line} 已经作废了。`);
    if (need.metOn) return say(`${line} 已经记过有了,不用再记。`);
    const actor = context.sender.person?.id ?? '';
    return {
      changes: [needEnds(need, { metOn: context.today }, 'need.met', actor)],
      replies: [{ text: `已记:${line} 有了,不再提醒。` }],
    };
  },
});

/** 撤回 N3: it was never lacking; the record stays as void (C44). */
export const withdrawNeed = defineCommand<{ id: string }>({
  name: '撤回需求',
  aliases: ['撤回', '作废', '撤销'],
  summary: '记错的需求作废(底子留着)',
  usage: '撤回 N3',
  needs: 'logNeed',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['撤回 N3'],
  read({ rest }) {
    const ref = readRef(rest, 'N');
    return ref && { id: ref.id };
  },
  async run({ id }, context): Promise<Effect> {
    const need = await meant(id, context);
    if (isEffect(need)) return need;
    const line = named(need, context);
    if (need.status === 'void') return say(`${line} 之前已经作废了。`);
    const actor = context.sender.person?.id ?? '';
    return {
      changes: [needEnds(need, { status: 'void' }, 'need.void', actor)],
      replies: [{ text: `已作废 ${line}。` }],
    };
  },
});

export const headOf = (need: Need, { read }: Pick<Context, 'read'>) =>
  read.directory.household(need.householdId)?.head ?? need.householdId;

/** In a room only what its message may say: what a house lacks can tell who is ill there. */
const named = (need: Need, context: Context) =>
  `${need.id} ${headOf(need, context)}${context.place === 'private' ? ` ${needText(need)}` : '家的'}`;

const isEffect = (x: Need | Effect): x is Effect => !('id' in x);

/** The need that is meant; without a number the only one that this sender noted and that is still lacking. */
async function meant(id: string | undefined, context: Context): Promise<Need | Effect> {
  const { sender, read } = context;
  if (id) {
    const need = await findByNumber(needKind, id, sender, read);
    return need && maySee(need, context) ? need : say(`没有 ${id} 这个需求。发“还差什么”看看编号。`);
  }
  const mine = (await recordsIn(needKind, MISSING, read)).filter((n) => n.by === sender.person?.id);
  const [only] = mine;
  if (only && mine.length === 1) return only;
  if (!only) return say('您没有记过还缺的东西。');
  const lines = mine.slice(0, 8).map((n) => clip(named(n, context), 30));
  return say(`您记的有${mine.length}样还没到,是哪一样?\n${lines.join('\n')}\n这样发:到了 ${only.id}`);
}

/** Whoever noted it, its household's helper, and those who lead the village. */
export function maySee(need: Need, { sender, read }: Context): boolean {
  const household = read.directory.household(need.householdId);
  return need.by === sender.person?.id || (household !== undefined && mayFor(sender, 'logNeed', household));
}

/** The message that noted it was recalled. */
export async function recalledNeeds(
  made: readonly { kind: string; id: string; villageId?: string }[],
  context: Context,
): Promise<Effect | null> {
  const gone: Need[] = [];
  for (const { id, villageId } of made.filter((m) => m.kind === needKind.name)) {
    const need = await context.read.get(needKind, id, villageId);
    if (need && isMissing(need) && !need.visitId && !need.problemId) gone.push(need);
  }
  if (gone.length === 0) return null;
  const actor = context.sender.person?.id ?? '';
  return {
    changes: gone.map((n) => needEnds(n, { status: 'void' }, 'need.void', actor)),
    replies: [{ text: `您撤回了那条消息,${gone.map((n) => n.id).join('、')} 也跟着作废了。` }],
  };
}
