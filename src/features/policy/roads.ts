import { leaveOn } from '../../core/peace.ts';
import { formatDay } from '../../core/text/days.ts';
import { holderOf } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { Context, Effect, Reply } from '../define.ts';
import { type Around, type Asker, around, aroundSaid, villageStaff } from './asker.ts';
import { isFire, isMissing, isSlide } from './guard/peril.ts';
import { type Guarded, PERILS } from './guard/rules.ts';
import { type Passing, pass } from './request.ts';

type Road = (given: Given) => Promise<Effect>;

interface Given {
  text: string;
  asker: Asker;
  context: Context;
  near: Around;
  /** The office that the nearest entry names, for what nobody can know yet. */
  office: string;
}

/** What becomes of words that must not meet the book: who is told, and what is said. Personal words never stay in a room. */
export function takeRoad(
  guarded: Guarded,
  text: string,
  asker: Asker,
  office: string,
  context: Context,
): Promise<Effect> {
  const { directory } = context.read;
  const near = PERILS.includes(guarded) ? around(asker, directory) : aroundSaid(text, asker, directory);
  return ROADS[guarded]({ text, asker, context, office, near });
}

const ROADS: Record<Guarded, Road> = {
  async emergency({ text, asker, context, near }) {
    const first = firstOf(text);
    const told = names(asker, near.helper, near.leader);
    const passed = await urgent(asker, context, near, text, '急事!');
    const line = passed ? `我已同时通知${told},他们会马上跟您联系。` : '马上喊邻居和村干部。';
    return said(`${first}说清楚在哪个村哪个组。${line}别等我回话。`, passed, context);
  },
  async danger({ text, asker, context, near }) {
    const told = names(asker, near.helper, near.leader);
    const passed = await urgent(asker, context, near, text, '要紧!可能想不开,请马上联系、最好上门:');
    const line = passed ? `我已经请${told}现在就联系您。` : '请现在就给家人或村干部打个电话。';
    return said(
      `您的话我听到了,很要紧。${line}请先别一个人待着,喊家里人或邻居来陪陪您。身边有危险就打120或110。`,
      passed,
      context,
    );
  },
  async violence({ text, asker, context, near }) {
    const told = names(asker, near.leader, near.secretary);
    const people = { ...near, helper: near.secretary };
    const passed = await urgent(asker, context, people, text, '急事!有人动手打人:');
    const line = passed ? `我已同时通知${told}。` : '';
    return said(`先打110!带上孩子到邻居家或村委会,先保住人。受伤了打120。${line}`, passed, context);
  },
  async fraud({ text, asker, context, near }) {
    const village = asker.villageId ? context.read.directory.village(asker.villageId)?.name : undefined;
    const passed =
      near.office &&
      (await pass(context, asker, {
        kind: 'question',
        text,
        owner: near.office,
        lead: `可能有人行骗,请核实。${village ? `要提醒全村,发:防骗提醒 ${village}\n` : ''}`,
      }));
    return said(
      '不要转钱,不要点链接,不要报验证码和卡号。政府发钱不会先收钱。拿不准就打96110,或者找派出所。' +
        '已经转了钱的,马上打110。我已告诉乡扶贫办核实。',
      passed,
      context,
    );
  },
  async report({ text, asker, context }) {
    const { directory } = context.read;
    const inspector = holderOf('inspector', undefined, directory);
    const hiddenFrom = asker.villageId
      ? villageStaff(directory, asker.villageId, asker.household?.helperId)
      : undefined;
    const passed =
      inspector &&
      (await pass(context, asker, { kind: 'report', text, owner: inspector, hiddenFrom, lead: '保密件。' }));
    const kept = passed
      ? `记下了,编号${passed.request.id}。只交给督查员,村里的人和帮扶的人都看不到,也不会发到群里。${formatDay(passed.request.due, context.today)}前有人回您。`
      : '这类事请直接找县里的督查组,我这里不留底。';
    return {
      ...said(kept, passed, context),
      replies: [{ text: kept, to: 'private' }, ...(passed?.replies ?? [])],
    };
  },
  async others({ text, asker, context, near }) {
    const passed =
      FINDS_UNFAIR.test(text) &&
      near.office &&
      (await pass(context, asker, {
        kind: 'opinion',
        text,
        owner: near.office,
        hiddenFrom: asker.villageId
          ? villageStaff(context.read.directory, asker.villageId, asker.household?.helperId)
          : undefined,
        lead: '对别家的评定有意见,请核实,别说是谁讲的:\n',
      }));
    if (passed)
      return said(
        `别人家的情况我不能说,您的意见我记下了,只转给乡扶贫办${near.office?.name},编号${passed.request.id}。村里看不到,您的名字不进群,${formatDay(passed.request.due, context.today)}前给您回话。`,
        passed,
        context,
      );
    return said(
      '别人家的情况我不能说,您家的我也不会说给别人。想知道什么条件能享受,可以直接问,比如“低保要什么条件”。' +
        '觉得哪里不公平,也可以跟我说,我记下转给该管的人,您的名字不进群。',
      null,
      context,
    );
  },
  async verdict({ text, asker, context, near }) {
    const owner = near.secretary ?? near.helper ?? near.office;
    const passed = owner && (await pass(context, asker, { kind: 'opinion', text, owner, lead: '' }));
    const next = passed
      ? `我把您的话转给${title(owner)}${owner.name}了,编号${passed.request.id},五天内(${formatDay(passed.request.due, context.today)}前)给您回话。`
      : '请问村里。';
    return said(
      `能不能评上,我说了不算,要按程序来:自己申请、村里大家评、张榜公示,再一级一级往上审。${next}`,
      passed,
      context,
    );
  },
  async prediction({ context, office }) {
    return said(
      `以后的事还没公布,我不猜,免得误了您的事。公布了乡里会讲。要问准信,找${office}。`,
      null,
      context,
    );
  },
  async market({ text, asker, context, near }) {
    const expert = holderOf('agriTech', asker.villageId, context.read.directory) ?? near.office;
    const passed =
      expert && (await pass(context, asker, { kind: 'question', text, owner: expert, lead: '' }));
    const next = passed
      ? `我已转给驻村农技员${expert.name},${formatDay(passed.request.due, context.today)}前跟您说,编号${passed.request.id}。`
      : '请问驻村农技员。';
    return said(
      `价钱和收成谁也说不准,我不乱讲。种啥、养啥、啥时候合适,让农技员跟您说。${next}`,
      passed,
      context,
    );
  },
  async medicine({ context }) {
    return said(
      '看病吃药的事我不懂,不能乱说。请问村卫生室、家庭医生,或者到乡卫生院看看。难受得厉害就打120。看病怎么报销可以问我。',
      null,
      context,
    );
  },
  async law({ context }) {
    return said(
      '这是法律上的事,我说不准,不能乱讲。可以找村里调解,或者到乡司法所问;打12348能免费问律师。',
      null,
      context,
    );
  },
  async anger({ text, asker, context, near }) {
    const owner = near.leader ?? near.secretary ?? near.office;
    const passed =
      owner &&
      (await pass(context, asker, {
        kind: 'opinion',
        text,
        owner,
        due: context.today,
        lead: '心里有气,请今天就联系,先听他说:\n',
      }));
    const next = passed
      ? `我已请${title(owner)}${owner.name}今天跟您联系,编号${passed.request.id}。`
      : '请到村里说,会有人听。';
    return said(`让您受累了,您说的我记下了。${next}`, passed, context);
  },
  greeting: async ({ context }) =>
    said('您好!政策上的事直接问我就行,比如“低保怎么申请”。想知道谁帮您家,发“谁帮我”。', null, context),
  thanks: async ({ context }) => said('不客气,有事随时说。', null, context),
  idle: async ({ context }) =>
    said('我是帮忙答政策的小助手,不是真人,聊天聊不好。政策上的事、家里的难处,尽管跟我说。', null, context),
};

/** An objection to what another household was given: it is more than curiosity, and it is kept (C39, E20). */
const FINDS_UNFAIR =
  /不服|不公(平|道|正)|凭(什么|啥|哪)|有(意见|异议)|不够格|不该(评|吃|得|享受|有)|不符合|(咋|怎么)(个|就|会|能)?(评|选|当|吃|享受)(得|的)?(上|到|了)|(还|也)(能)?(吃|评|得|享受|拿|领)[^,。;]{0,6}(低保|贫困|补助|五保|救助)/;

/** What comes before anything else, by what is happening. */
function firstOf(text: string): string {
  if (isFire(text)) return '先打119!有人受伤马上打120!';
  if (isMissing(text)) return '先打110报警!';
  if (isSlide(text)) return '人先撤到安全的地方,别回屋拿东西!有人受伤、被困就打120、119。';
  return '先打120!';
}

function urgent(asker: Asker, context: Context, near: Around, text: string, lead: string) {
  const owner = near.helper ?? near.leader ?? near.secretary ?? near.office;
  if (!owner) return null;
  const told = [owner, near.leader ?? near.secretary];
  const also: Passing['also'] = [...told, ...told.map((p) => standInOf(p, asker, context))];
  return pass(context, asker, { kind: 'urgent', text, owner, due: context.today, also, how: 'urgent', lead });
}

/** Who stands in for one who is away hears it, too; the helper, where he was passed by, is not told in that way either. */
function standInOf(person: Person | undefined, { household }: Asker, { read, today }: Context) {
  const standIn = leaveOn(person?.leaves, today)?.standIn;
  return standIn && standIn !== household?.helperId ? read.directory.person(standIn) : undefined;
}

type Done = { changes: Effect['changes']; replies: Reply[] } | null | undefined;

/** What is handed on names the household and its people: in front of others only the bare words are said. */
function said(text: string, done: Done, context: Context): Effect {
  const to = context.place === 'householdRoom' && done ? 'private' : 'here';
  return { changes: done?.changes, replies: [{ text, to }, ...(done?.replies ?? [])] };
}

function names({ stranger }: Asker, ...people: (Around['helper'] | undefined)[]): string {
  if (stranger) return '村里';
  const found = [...new Map(people.flatMap((p) => (p ? [[p.id, p] as const] : []))).values()];
  return found.map((p) => `${title(p)}${p.name}`).join('和') || '村里';
}

/** What a household calls somebody. */
function title(p: { roles: readonly string[] }): string {
  if (p.roles.includes('villageSecretary')) return '村支书';
  if (p.roles.includes('gridLeader')) return '网格长';
  if (p.roles.includes('office')) return '乡扶贫办';
  return p.roles.includes('helper') ? '帮扶人' : '';
}
