import { dayOf, iso, timeOf } from '../../core/clock.ts';
import { covers } from '../../core/rights.ts';
import { formatDay } from '../../core/text/days.ts';
import { lookUp } from '../../core/text/names.ts';
import { memberOf } from '../../records/dueBrief.ts';
import { briefOf, DUTY_KINDS, type Duty, owing } from '../../records/duty.ts';
import { colleagueAsker, findByNumber, readRef } from '../../records/find.ts';
import type { Push, PushKind } from '../../records/push.ts';
import { assigneesOf } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, sayPrivately } from '../define.ts';

/** So many of a person's last pushes are looked through. */
const LOOKED = 60;
const SHOWN = 10;

const STATES: Record<Push['state'], string> = {
  waiting: '等着发',
  sending: '正在发',
  sent: '发出了',
  skipped: '没发',
  failed: '没发成',
};
/** Every reason for which something did not go out, in words. */
const REASONS: Record<string, string> = {
  bereaved: '那户有白事,不打扰',
  leave: '请假,等回来再发',
  mute: '设了免打扰,过后再发',
  cap: '当天(户里是一周)已经够多了,往后挪',
  merged: '和别的事并成一条发了',
  imported: '登记进来时已经过了时间',
  missed: '那时系统没在运行,并到后面一次发了',
  expired: '过了时候',
  done: '要发时事情已经办好了',
  notBound: '这个人还没绑定微信',
  notFriend: '这个人还没加小助手好友',
  unknownTarget: '微信里找不到这个人或这个群',
  fileGone: '要发的文件不见了',
  refused: '微信没收',
  refusedAgain: '试了几次微信都没收',
  unknownOutcome: '不知道发没发出去',
  notWritten: '内容没生成出来',
};
const KINDS: Record<PushKind, string> = {
  reply: '回复',
  nudge: '提醒',
  digest: '简报',
  policy: '政策',
  correction: '更正',
  urgent: '急件',
};

/** 为什么没发 T12: each reminder of it, what became of it and why; nothing is silent. The answer is private. */
export const whyNot = defineCommand<{ id: string }>({
  name: '为什么没发',
  aliases: ['为什么没提醒', '怎么没发', '怎么没提醒', '为啥没发', '为啥没提醒', '提醒记录'],
  summary: '一件事的提醒发没发、为什么没发',
  usage: '为什么没发 T12',
  needs: 'seeReminders',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['为什么没发 T5'],
  read({ rest }) {
    const words = rest.replace(/^(我|他|她|给我)\s*/, '');
    const ref = readRef(words, 'T') ?? readRef(words, 'I') ?? readRef(words, 'Q');
    return ref && /^[呢吗?。!]*$/.test(ref.rest) ? { id: ref.id } : null;
  },
  async run({ id }, context): Promise<Effect> {
    const duty = await dutyOf(id, context);
    if (!duty || !maySee(duty, context))
      return sayPrivately(`没有 ${id},或者不归您管。发“我的任务”“我的问题”看看编号。`);
    return sayPrivately(await whyText(duty, context));
  },
});

async function dutyOf(id: string, { sender, read }: Context): Promise<Duty | undefined> {
  if (id.startsWith('T')) {
    const record = await findByNumber(DUTY_KINDS.task, id, sender, read);
    return record && { kind: 'task', record };
  }
  if (id.startsWith('I')) {
    const record = await findByNumber(DUTY_KINDS.problem, id, sender, read);
    return record && { kind: 'problem', record };
  }
  const record = await findByNumber(DUTY_KINDS.request, id, sender, read);
  return record && { kind: 'request', record };
}

function peopleOf(duty: Duty): string[] {
  return duty.kind === 'task' ? assigneesOf(duty.record) : [duty.record.owner];
}

/** Those who have to do it, who asked for it, and those above; a report about officials only its inspector (E20). */
function maySee(duty: Duty, { sender }: Context): boolean {
  const me = sender.person?.id ?? '';
  const hidden = 'hiddenFrom' in duty.record ? (duty.record.hiddenFrom ?? []) : [];
  if (hidden.includes(me)) return false;
  if (peopleOf(duty).includes(me) || duty.record.by === me) return true;
  if (duty.kind === 'request' && duty.record.kind === 'report') return false;
  return covers(sender, 'seeReminders', {
    villageId: duty.kind === 'task' ? undefined : duty.record.villageId,
  });
}

async function whyText(duty: Duty, { read, sender, today }: Context): Promise<string> {
  const { id } = duty.record;
  const all = peopleOf(duty);
  const asked = duty.kind === 'task' ? duty.record.createdBy : undefined;
  const mine = sender.person?.id ?? '';
  // Who has to do it sees his own reminders only; who asked, or leads, sees all.
  const people = asked === mine || !all.includes(mine) ? all.slice(0, 5) : [mine];
  const about = new RegExp(`(?<![A-Z0-9])${id}(?![0-9])`);
  const lines: { at: string; text: string }[] = [];
  for (const person of people) {
    for (const push of await read.pushesTo(person, LOOKED)) {
      if (!about.test(JSON.stringify([push.content?.text, push.render?.data, push.parts, push.id]))) continue;
      const name = people.length > 1 ? `${read.directory.person(person)?.name ?? person} ` : '';
      lines.push({ at: whenOf(push), text: `${line(push, today)}`.replace('|', name) });
    }
  }
  lines.sort((a, b) => (a.at < b.at ? -1 : 1));
  const shown = lines.slice(-SHOWN).map((l) => l.text);
  return [
    `${id} 的提醒:`,
    ...(shown.length > 0 ? shown : ['还没有发过。']),
    await next(duty, { read, today }),
  ].join('\n');
}

const whenOf = (push: Push) =>
  push.sentAt ?? (/^\d{4}-\d{2}-\d{2}T/.test(push.slot) ? push.slot : iso(push.due));

/** The quiet hours in which nothing but what is urgent goes out (J06), for the words alone. */
const isNight = (ms: number) => timeOf(ms) >= '21:00' || timeOf(ms) < '07:30';

/** `9月17日 09:00 |发出了`, the bar for a name. */
function line(push: Push, today: string): string {
  const ms = Date.parse(whenOf(push));
  const other = push.into ? `(${push.into})` : '';
  const why = push.reason ? `:${REASONS[push.reason] ?? push.reason}` : '';
  const wait = push.state === 'waiting' && isNight(push.due) ? ',晚上不打扰,早上发' : '';
  return `${formatDay(dayOf(ms), today)} ${timeOf(ms)} |${STATES[push.state]}${why}${other}${wait}${push.behalf ? ',请假转给了代办的人' : ''}`;
}

async function next(duty: Duty, { read, today }: Pick<Context, 'read' | 'today'>): Promise<string> {
  if (owing(duty).length === 0) return '已经不用办了,不再提醒。';
  const at = await read.score(duty.record.villageId, 'due', memberOf(briefOf(duty)));
  if (at === undefined) return '该提醒的都提醒过了,后面不再自动发。';
  return `下一次:${formatDay(dayOf(at), today)} ${timeOf(at)}`;
}

/** 发送记录 U18: what one person was and was not sent; his own for everybody, others' for the township office. */
export const sendings = defineCommand<{ whom: string }>({
  name: '发送记录',
  aliases: ['推送记录', '发送情况'],
  summary: '发给您的提醒都发没发(扶贫办可以查别人)',
  usage: '发送记录 姓名(不写就是您自己)',
  needs: 'seeSent',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['发送记录', '发送记录 U18'],
  read: ({ rest, explicit }) =>
    explicit || rest.length <= 6 ? { whom: rest.replace(/[呢吗?。!]+$/, '') } : null,
  async run({ whom }, context): Promise<Effect> {
    const { read, sender, today } = context;
    const id = whom === '' ? sender.person?.id : personOf(whom, context);
    if (!id) return sayPrivately(`没有找到“${whom}”。这样发:发送记录 姓名`);
    if (!covers(sender, 'seeSent', { own: id === sender.person?.id }))
      return sayPrivately('别人的发送记录只给乡扶贫办查。查自己的发:发送记录');
    const pushes = await read.pushesTo(id, SHOWN);
    const name = read.directory.person(id)?.name ?? id;
    if (pushes.length === 0) return sayPrivately(`还没有给${name}发过提醒。`);
    const lines = pushes.map((p) =>
      `${p.number ?? ''} ${line(p, today).replace('|', `${KINDS[p.kind]} `)}`.trim(),
    );
    return sayPrivately([`最近给${name}的:`, ...lines].join('\n'));
  },
});

function personOf(whom: string, { read, sender }: Context): string | undefined {
  const { directory } = read;
  const ref = readRef(whom, 'U');
  const numbered = ref && [...directory.people()].find((p) => p.id.replace(/^U0*/, 'U') === ref.id);
  if (numbered) return numbered.id;
  const [best] = lookUp(directory.personNames(), whom, colleagueAsker(sender, directory));
  return best?.how === 'exact' ? best.entry.id : undefined;
}
