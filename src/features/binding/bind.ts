import { dayOf, iso } from '../../core/clock.ts';
import { mayUse } from '../../core/rights.ts';
import { actorOf } from '../../core/roles.ts';
import { findCode, misread, readBareCode, readCode } from '../../core/text/code.ts';
import { remarkOf } from '../../core/text/remark.ts';
import { type Code, codeKind, type Tries, triesKind } from '../../records/binding.ts';
import { type Change, change } from '../../records/change.ts';
import { type Identity, identityKind } from '../../records/organisation.ts';
import { type Context, defineCommand, type Effect, type Reply, say } from '../define.ts';
import { asksCode } from './asksCode.ts';
import { boundChange, endIdentities, voidCode } from './issue.ts';
import { type Target, targetOf } from './target.ts';

/** So many wrong codes a contact and day: a code has 40 bits, nobody guesses one. */
const TRIES = 5;

interface Words {
  code: string | null;
  /** A code with characters that none has. */
  off?: ReturnType<typeof misread>;
}

/** 绑定 8K3F-27QX: from now on this contact speaks for whom the code was made. Never in a group. */
export const bind = defineCommand<Words>({
  name: '绑定',
  aliases: ['绑定码', '我的绑定码'],
  summary: '第一次用:把扶贫办给的绑定码发给我,我就认得您了(只在私聊发)',
  usage: '绑定 8K3F-27QX',
  needs: 'bindSelf',
  where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom', 'unknownRoom'],
  examples: ['绑定 8K3F-27QX'],
  read({ rest }, { place, sender, message }) {
    const code = readCode(rest) ?? findCode(rest);
    const off = code ? null : misread(rest);
    // 绑定码 马树根 from whoever makes the codes asks for one.
    if (!code && !off && rest !== '' && mayUse(sender, 'makeCodes') && asksCode(message.text)) return null;
    return code || off || place === 'private' ? { code, off } : null;
  },
  overhears: true,
  speech(text, { place }) {
    const code = readBareCode(text) ?? (/码|绑/.test(text) ? findCode(text) : null);
    if (code) return { code };
    // In a room other words of eight may be anything.
    const off = place === 'private' && (/码|绑/.test(text) || text.length < 12) ? misread(text) : null;
    return off && { code, off };
  },
  run: ({ code, off }, context) =>
    context.place === 'private' ? inPrivate(code, off, context) : inGroup(code, off, context),
});

const ASK = '没有码,或过期了,请找乡扶贫办再要一个。';

async function inPrivate(words: string | null, off: Words['off'], context: Context): Promise<Effect> {
  const { read, now, message } = context;
  const tries = await read.get(triesKind, message.from);
  const used = tries?.day === dayOf(now) ? tries.count : 0;
  if (used >= TRIES) return say(`今天试得太多了,先停一停,明天再发。${ASK}`);
  if (off)
    return say(
      `“${off.said}”里的“${off.wrong.join('、')}”看错了,码里没有0、O、1、I:${off.wrong.map(meant).join('')}看清楚再发一遍,这次不算次数。`,
    );
  if (words === null) return say(`请发8位的绑定码,字母和数字,没有0、O、1、I,比如:绑定 8K3F-27QX。${ASK}`);
  const code = await read.get(codeKind, read.fingerprint(words));
  if (!code) return wrong(tries, used, context);
  if (code.status === 'used') return say(`这个绑定码用过了,一个码只能用一次。${ASK}`);
  if (code.status !== 'active') return say(`这个绑定码已经作废了。${ASK}`);
  if (now > code.expires) return say(`这个绑定码过期了,7天内才能用。${ASK}`);
  const target = targetOf(code.personId ?? code.householdId ?? '', context);
  if (!target) return say(`名册里已经没有这个人了,没有绑定。${ASK}`);
  return accept(code, target, context);
}

function wrong(before: Tries | undefined, used: number, context: Context): Effect {
  const { message, now, chat } = context;
  const after: Tries = {
    ...(before ?? { id: message.from, rev: 0, schema: 1, by: actorOf(context.sender), status: 'active' }),
    at: iso(now),
    source: { messageId: message.id, chat },
    day: dayOf(now),
    count: used + 1,
  };
  const left = TRIES - used - 1;
  const again = left > 0 ? `看清楚再发一遍,今天还可以试${left}次。` : '今天不能再试了。';
  return {
    ...say(`没有这个绑定码,没有绑定。${again}${ASK}`),
    changes: [change({ kind: triesKind, before, after, action: 'code.wrong', actor: after.by })],
  };
}

async function accept(code: Code, target: Target, context: Context): Promise<Effect> {
  const { read, message, now } = context;
  const contact = message.from;
  const spokeFor = read.directory.identity(contact);
  const same = spokeFor && (spokeFor.personId ?? spokeFor.householdId) === target.id;
  if (same) return say(`您已经绑定好了:${target.name}。这个码没有用掉。`);
  const by = target.id;
  const changes: Change[] = [
    change({
      kind: codeKind,
      before: code,
      after: { ...code, status: 'used', usedBy: contact },
      action: 'code.use',
      actor: by,
    }),
  ];
  // A person speaks from one phone, unless the office allowed a second; a household's members each from their own.
  const ending =
    target.person && !code.beside ? endIdentities(target.id, { read, by }) : { changes: [], ended: [] };
  changes.push(...ending.changes);
  const before = await read.get(identityKind, contact);
  const mark = `${target.id}-${code.id.slice(0, 4).toUpperCase()}`;
  const identity: Identity = {
    id: contact,
    rev: before?.rev ?? 0,
    schema: 1,
    by,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat: by },
    ...(target.person
      ? { personId: target.id }
      : { householdId: target.id, villageId: target.household.villageId }),
    mark,
  };
  changes.push(change({ kind: identityKind, before, after: identity, action: 'identity.bind', actor: by }));
  if (target.person) changes.push(...boundChange(target.person, true, by));
  changes.push(...leftBehind(spokeFor, contact, context));
  return {
    changes,
    dialog: null,
    replies: [
      { text: welcome(target, spokeFor, context), attach: { remark: remarkOf(mark, target.name) } },
      ...ending.ended.map((old) => moved(old, target)),
    ],
  };
}

/** Whoever this contact spoke for before has one phone less. */
function leftBehind(old: Identity | undefined, contact: string, { read }: Context): Change[] {
  const person = old?.personId ? read.directory.person(old.personId) : undefined;
  const left = person && read.directory.contactsOf(person.id).filter((c) => c !== contact);
  return person && left?.length === 0 ? boundChange(person, false, person.id) : [];
}

function welcome(target: Target, old: Identity | undefined, { read }: Context): string {
  const before = old && targetOf(old.personId ?? old.householdId ?? '', { read });
  const note = before ? `这个微信原来是${before.name},现在改了。` : '';
  if (target.person) return `绑定好了,${target.name}。${note}发“帮助”看我会什么。`;
  return `绑定好了,${target.name}。${note}想问政策,用自己的话直接问我就行;发“谁帮我”看是谁在帮您家,发“我的信息”看我这里存了您家什么。`;
}

/** To the phone that spoke before: a binding that he did not make himself must not go unseen. */
function moved(old: Identity, target: Target): Reply {
  return {
    text: `${target.name}刚在另一个微信上绑定了,这个微信就停用了。要不是您本人绑的,请马上告诉乡扶贫办。`,
    to: { id: `contact:${old.id}`, kind: 'nudge' },
  };
}

const meant = (c: string) => (/[0O]/.test(c) ? `${c}多半是Q或D,` : `${c}多半是L、7或T,`);

const RECALL = '请撤回刚才那条:绑定码不要发在群里。';

/** Whoever reads it there could use it: it is void from now on, whether it was meant for the bot or not. */
async function inGroup(words: string | null, off: Words['off'], context: Context): Promise<Effect> {
  if (off) return { replies: [{ text: `${RECALL}认准了私聊发给我。`, to: 'here' }] };
  const code = words && (await context.read.get(codeKind, context.read.fingerprint(words)));
  if (!code) return {};
  const open = code.status === 'active' && context.now <= code.expires;
  const end = open ? '这个码我已经作废,请找乡扶贫办再要一个,私聊发给我。' : '';
  return {
    changes: open ? [voidCode(code, actorOf(context.sender))] : [],
    replies: [{ text: `${RECALL}${end}`, to: 'here' }],
  };
}
