import { holderOf } from '../../../records/find.ts';
import { type Context, type Effect, say } from '../../define.ts';
import type { Asker } from '../asker.ts';
import type { Library } from '../library.ts';
import { helperCard } from '../mine.ts';
import { offerBeside } from '../offered.ts';
import { startPushes, stopPushes } from '../optOut.ts';
import { aboutHim, another } from './against.ts';
import { away, back, birth, death, hospital, wedding } from './family.ts';
import { carry, type Heard, handOn, heardIn, personFor } from './handOn.ts';
import { sayLast } from './last.ts';
import { howFar, urge, whenHeComes } from './matters.ts';
import type { Talk } from './signs.ts';
import { believedTalk, talkOf } from './talk.ts';
import { SAID, SAID_TO_CADRE } from './words.ts';

/** Answers what is said besides questions; null where the words may be a question, or a matter for the guard. */
export async function answerTalk(
  text: string,
  asker: Asker,
  library: Library,
  context: Context,
): Promise<Effect | null> {
  const heard = heardIn(text, asker, context);
  const { helper } = heard.near;
  const talk = talkOf(text, {
    helpers: helper ? [helper.name] : [],
    heads: asker.household ? [asker.household.head, ...asker.household.aliases] : [],
  });
  if (!talk) return null;
  if (asker.cadre || !asker.household) return toCadre(talk);
  return answerTo(talk, heard, library);
}

/** The same for words that are only believed to be talk; null where nothing is, or whose house it is is not known. */
export async function answerBelieved(
  text: string,
  asker: Asker,
  library: Library,
  context: Context,
): Promise<Effect | null> {
  const talk = asker.cadre || !asker.household ? null : believedTalk(text);
  return talk && answerTo(talk, heardIn(text, asker, context), library);
}

async function answerTo(talk: Talk, heard: Heard, library: Library): Promise<Effect> {
  const answer = ANSWERS[talk];
  const effect = answer ? await answer(heard) : say(SAID[talk] ?? '');
  const told = OPEN_TO_ALL.includes(talk) ? here(effect) : effect;
  return { ...(BESIDE.includes(talk) ? beside(told, talk, heard, library) : told), road: 'talk' };
}

/** What a cadre says to the bot in passing; null where it is no such thing. */
export function cadreTalk(text: string): Talk | null {
  const talk = talkOf(text);
  return talk === 'ack' || (talk && SAID_TO_CADRE[talk] !== undefined) ? talk : null;
}

function toCadre(talk: Talk): Effect | null {
  if (talk === 'ack') return {};
  const text = SAID_TO_CADRE[talk];
  return text === undefined ? null : { replies: [{ text, to: 'here' }] };
}

/** Nothing of a household is in these: they are said where they were asked. */
const OPEN_TO_ALL: readonly Talk[] = ['greeting', 'thanks', 'self', 'help', 'sorry', 'distrust'];
/** Where the book may have something to read while a person is on it. */
const BESIDE: readonly Talk[] = ['need', 'money', 'hospital'];

const ANSWERS: Partial<Record<Talk, (heard: Heard) => Effect | Promise<Effect>>> = {
  helper: ({ context }) => helperCard(context),
  office: whoHoldsIt,
  comes: whenHeComes,
  call: (heard) =>
    handOn(heard, personFor(heard), { lead: '请您联系:\n' }, (name) => `好,我跟${name}说了,请他联系您。`),
  matters: howFar,
  urge,
  change: another,
  complaint: aboutHim,
  praise: (heard) => carry(heard, (name) => `好,这句话我带给${name}。`),
  again: ({ context }) => sayLast(false, context),
  simpler: ({ context }) => sayLast(true, context),
  voice: (heard) => {
    const name = personFor(heard)?.name ?? '村里';
    return say(`我只会打字,还不会说话。看字不方便,就回“叫他打电话”,我请${name}打给您,讲给您听。`);
  },
  optOut: ({ context }) => stopPushes(context),
  optIn: ({ context }) => startPushes(context),
  contact: (heard) =>
    handOn(heard, personFor(heard), { lead: '电话或住处变了,请核实后改过来:\n' }, (name) => {
      const number = /\d{7}|搬|住/.test(heard.text) ? '' : '新号码还没说的话,直接发给我。';
      return `好,我告诉${name}了,请他改过来。${number}`;
    }),
  wrong: (heard) =>
    handOn(
      heard,
      heard.near.office,
      { lead: '这个微信可能绑错了户,请核对:\n' },
      (name) => `对不住,可能是我这里登记错了。我请乡扶贫办${name}核对,`,
    ),
  notHome: (heard) => carry(heard, (name) => `好,我跟${name}说一声。`),
  away,
  back,
  death,
  birth,
  wedding,
  hospital,
  need: (heard) =>
    handOn(heard, personFor(heard), { lead: '家里有个想法:\n' }, (name) => `我记下了,转给${name},`),
  money: (heard) =>
    handOn(
      heard,
      personFor(heard),
      { lead: '问钱到账没有,请查一下:\n' },
      (name) => `到没到账,我看不到您的卡。我请${name}查一下,`,
    ),
  handIn: (heard) =>
    handOn(
      heard,
      personFor(heard),
      { lead: '问材料交给谁,请告诉他:\n' },
      (name) => `交给谁,要看是哪张表。我问一下${name},`,
    ),
  greeting: ({ text }) =>
    say(/在|有人/.test(text) ? '在的,您说。' : '您好!政策上的事、家里的难处,直接跟我说就行。'),
  ack: () => ({}),
  empty: ({ text }) => {
    if (/\d/.test(text)) return say('现在没有要您选的。想问哪件事,直接说就行。');
    return /[?]/.test(text) ? say('您说。想问哪件事,打几个字就行。') : {};
  },
};

function here(effect: Effect): Effect {
  return { ...effect, replies: effect.replies?.map((r) => ({ ...r, to: r.to ?? 'here' })) };
}

/** The nearest title, at most as an offer. */
function beside(effect: Effect, talk: Talk, { text, asker, context }: Heard, library: Library): Effect {
  const found = library.find(text, context.read);
  const close = found.kind === 'close' && talk === 'need' ? found.policies.slice(0, 1) : [];
  return offerBeside(effect, found.kind === 'clear' ? [found.policy] : close, text, asker, context);
}

const POSTS = [
  [/网格长/, 'gridLeader', '网格长'],
  [/信息员/, 'infoOfficer', '村信息员'],
  [/第一书记|驻村/, 'firstSecretary', '第一书记'],
  [/扶贫办/, 'office', '乡扶贫办'],
  [/支书|书记/, 'villageSecretary', '村支书'],
] as const;

/** Who holds a post in the village: it hangs on its board, the number too. */
function whoHoldsIt({ text, asker, near, context }: Heard): Effect {
  const post = POSTS.find(([words]) => words.test(text));
  const [, role, title] = post ?? [];
  const village = role === 'office' ? undefined : asker.villageId;
  const person =
    role === 'gridLeader' ? near.leader : role && holderOf(role, village, context.read.directory);
  if (!person || !title) return say('这个我这里没有写,请看村里的公示栏。有事跟我说,我转给人。');
  return say(`${title}是${person.name},电话看村里的公示栏。有事也可以跟我说,我转给他。`);
}
