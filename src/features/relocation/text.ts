import { formatDay } from '../../core/text/days.ts';
import { isListed } from '../../records/dictionary.ts';
import { villageOwner } from '../../records/find.ts';
import type { Move } from '../../records/moving.ts';
import type { Person, Village } from '../../records/organisation.ts';
import type { Directory, HouseholdBrief } from '../../records/read.ts';
import { assigneesOf } from '../../records/task.ts';
import type { Context, Reply } from '../define.ts';

/** What is told about a move: the household as it was, where it goes, what goes along. */
export interface Telling {
  before: HouseholdBrief;
  village: Village;
  move: Move;
  context: Context;
}

const openCount = ({ tasks, problems, needs, requests, publicities }: Move) =>
  tasks.length + problems.length + needs.length + requests.length + publicities.length;

/** `问题1件、任务2件` */
function alongText({ tasks, problems, needs, requests, publicities }: Move): string {
  const parts = [
    [problems.length, '问题', '件'],
    [tasks.length, '任务', '件'],
    [needs.length, '缺的东西', '样'],
    [requests.length, '待答复', '件'],
    [publicities.length, '没满期的公示', '件'],
  ] as const;
  return parts.flatMap(([n, what, unit]) => (n > 0 ? [`${what}${n}${unit}`] : [])).join('、');
}

/** What will happen, before it is confirmed. */
export function question(telling: Telling, on: string): string {
  const { before, village, move, context } = telling;
  const { directory } = context.read;
  const old = directory.village(before.villageId)?.name ?? '';
  const day = on === context.today ? '' : `从${formatDay(on, context.today)}起`;
  const along = alongText(move);
  const listed = isListed(before.category);
  const cycle = move.household.visitCycleDays;
  return [
    `${before.head}家${before.size}人,要${day}从${old}${before.group}迁到${village.name}${move.household.group}:`,
    `跟着走:${along === '' ? '没有没办完的事' : along},还有走访的日子。`,
    `留在${old}:以前的走访${move.visits}次、办完的事。一户一档里都看得到。`,
    listed
      ? `人口账:${old}减${before.size}人,${village.name}添${before.size}人。`
      : `他家是“${before.category}”,不进人口账。`,
    ...(cycle === before.visitCycleDays ? [] : [`走访改成${cycle}天一次(${village.name}的规定)。`]),
    helperLine(telling),
    ...ownerLines(telling),
    '回“确认”就迁,不迁回“取消”。',
  ].join('\n');
}

/** Nobody is left without a helper because he moved: the office hears whether its reach goes so far. */
function helperLine({ before, village, context }: Telling): string {
  const helper = context.read.directory.person(before.helperId ?? '');
  if (!helper) return `帮扶人:现在没有。定人发:交接 ${before.id} → 姓名`;
  return reaches(helper, village)
    ? `帮扶人:还是${helper.name}。`
    : `帮扶人:先还是${helper.name},免得没人管;他不管${village.name},要换人迁完发:交接 ${before.id} → 姓名`;
}

const reaches = (person: Person, { id }: Village) => person.villageIds.includes(id);

const SHOWN = 4;

/** Who answers for something that goes along, and has nothing to do with the new village. */
function ownerLines({ before, village, move, context }: Telling): string[] {
  const { directory } = context.read;
  const far = (id: string) => {
    const person = directory.person(id);
    return person && person.id !== before.helperId && !reaches(person, village) ? person.name : undefined;
  };
  const problems = move.problems.flatMap((p) => (far(p.owner) ? [`${p.id}归${far(p.owner)}`] : []));
  const tasks = move.tasks.flatMap((t) =>
    assigneesOf(t).flatMap((id) => (far(id) ? [`${t.id}归${far(id)}`] : [])),
  );
  const all = [...problems, ...tasks];
  if (all.length === 0) return [];
  const first = move.problems.find((p) => far(p.owner))?.id;
  const form = first ? `,要换人迁完发:改派 ${first} 姓名` : '';
  const more = all.length > SHOWN ? '等' : '';
  return [`不管${village.name}的人手上还有:${all.slice(0, SHOWN).join('、')}${more},先不换${form}`];
}

/** What is said once it is done: to the office, its helper, both villages, and the household. */
export function told(telling: Telling, families: boolean): Reply[] {
  const { before, village, move, context } = telling;
  const { directory } = context.read;
  const { household } = move;
  const old = directory.village(before.villageId)?.name ?? '';
  const open = openCount(move);
  const helper = directory.person(before.helperId ?? '');
  const where = `${village.name}${household.group}`;
  const room = roomOf(village.id, directory);
  const come = room ? `请把他家拉进“${room}”。` : '';
  const left = open > 0 ? `没办完的事${open}件也跟过来了。` : '';
  const helps = helper ? `帮扶人还是${helper.name}。` : '现在没有帮扶人。';
  const replies: Reply[] = [
    {
      text: `迁好了:${before.head}家现在是${where}的户。${left}${helps}已告诉两个村${helper ? '和帮扶人' : ''}。\n迁错了就发:迁村 ${before.id} → ${old} ${before.group}`,
    },
  ];
  const heard = new Set([context.sender.person?.id]);
  const tell = (id: string | undefined, text: string) => {
    if (id === undefined || heard.has(id)) return;
    heard.add(id);
    replies.push({ text, to: { id, kind: 'nudge' } });
  };
  tell(helper?.id, `您帮的${before.head}家迁到${where}了,还是您帮,没办完的事和走访的日子都没变。`);
  tell(
    villageOwner(village.id, directory),
    `${before.head}家${before.size}人从${old}迁到${where}了。${helps}${left}${come}看一户发:一口清 ${before.head}`,
  );
  tell(
    villageOwner(before.villageId, directory),
    `${before.head}家迁到${where}了,不再算${old}的户。以前的走访和办完的事还在${old}的台账里。`,
  );
  if (families)
    replies.push({
      text: `跟您说一声:您家登记到${where}了。${helper ? `还是${helper.name}帮您家。` : ''}有事照样跟我说。`,
      to: { id: before.id, kind: 'nudge' },
    });
  return replies;
}

/** The name of the village's room for its households, where it has one. */
function roomOf(villageId: string, directory: Directory): string | undefined {
  const rooms = [...directory.rooms()].filter(
    (r) => r.status === 'active' && r.audience === 'household' && r.villageId === villageId,
  );
  return rooms[0]?.name;
}
