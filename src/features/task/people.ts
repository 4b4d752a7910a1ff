import { covers, mayUse, scopeOf as reach } from '../../core/rights.ts';
import type { Role } from '../../core/roles.ts';
import { findNames } from '../../core/text/names.ts';
import { colleagueAsker } from '../../records/find.ts';
import type { Person } from '../../records/organisation.ts';
import type { Context } from '../define.ts';

/** Who a task is for, as the words name them; `text` is what follows. */
export type Whom =
  | { kind: 'self'; text: string }
  | { kind: 'people'; ids: string[]; text: string }
  /** A role or everybody, of some villages or of the township: it goes to many, so it is confirmed. */
  | { kind: 'group'; ids: string[]; said: string; villageIds: string[]; text: string }
  /** Several bear the name. */
  | { kind: 'which'; said: string; ids: string[]; text: string }
  | { kind: 'nobody'; said: string; text: string };

const ROLES: readonly [RegExp, readonly Role[]][] = [
  [/^(帮扶责任人|帮扶干部|帮扶人|网格员)/, ['helper']],
  [/^副网格长/, ['deputy']],
  [/^网格长/, ['gridLeader']],
  [/^(驻村)?第一书记/, ['firstSecretary']],
  [/^(驻村)?工作队(队长|员)?(的同志)?|^驻村队员/, ['teamLeader']],
  [/^(村)?(党)?支书|^村支部书记/, ['villageSecretary']],
  [/^(脱贫)?信息员/, ['infoOfficer']],
  [/^(干部|人员|人|同志|工作人员)/, []],
];
const ALL = /^(全体|所有的?|全部|各位|各个|每个)/;
const EVERYBODY = /^(大家|所有人|全体人员|全体干部|各位|@所有人)/;
const SEPARATOR = /^\s*[、,和跟与及]\s*|^\s+/;
const AFTER = /^(同志|老师|书记|主任|队长)?[\s,:、]*(?:在|于|记得|要|请|务必)?[\s,:]*/;

/** Reads whom a task is for at the beginning of its words. */
export function whomIn(text: string, context: Context): Whom {
  const { directory } = context.read;
  const self = /^(?:我自己|我)(?!们|村|乡|帮)/.exec(text);
  if (self) return { kind: 'self', text: rest(text, self[0].length) };
  const group = groupIn(text, context);
  if (group) return group;
  const ids: string[] = [];
  let left = text;
  for (;;) {
    const gap = ids.length > 0 ? (SEPARATOR.exec(left)?.[0] ?? '') : '';
    if (ids.length > 0 && gap === '') break;
    const found = findNames(
      directory.personNames(),
      left.slice(gap.length),
      colleagueAsker(context.sender, directory),
    );
    const first = found.find((f) => f.index === 0);
    if (!first) break;
    if (first.others.length > 0) {
      const said = first.entry.name;
      return {
        kind: 'which',
        said,
        ids: [first.entry, ...first.others].map((e) => e.id),
        text: rest(left, gap.length + first.length),
      };
    }
    ids.push(first.entry.id);
    left = left.slice(gap.length + first.length);
  }
  if (ids.length > 0) return { kind: 'people', ids: [...new Set(ids)], text: rest(left, 0) };
  const said = /^[^\s,、:;。]{1,6}/.exec(text)?.[0] ?? '';
  return { kind: 'nobody', said, text: rest(text, said.length) };
}

function rest(text: string, from: number): string {
  const left = text.slice(from);
  return left.slice(AFTER.exec(left)?.[0].length ?? 0).trim();
}

function groupIn(text: string, context: Context): Whom | null {
  const { directory } = context.read;
  let left = text;
  const villages = [...directory.villages()];
  const named = villages.find((v) => left.startsWith(v.name) || left.startsWith(v.name.replace(/村$/, '')));
  if (named)
    left = left
      .slice(left.startsWith(named.name) ? named.name.length : named.name.length - 1)
      .replace(/^[的\s]+/, '');
  const town = /^(全乡|全镇|各村)的?/.exec(left)?.[0] ?? '';
  left = left.slice(town.length);
  const everybody = ROLES.some(([re]) => re.test(left.replace(ALL, '')))
    ? undefined
    : EVERYBODY.exec(left)?.[0];
  const all = everybody ?? ALL.exec(left)?.[0] ?? '';
  left = left.slice(all.length);
  const role = everybody ? undefined : ROLES.find(([re]) => re.test(left));
  if (!everybody && !(role && (named || town || all))) return null;
  const word = role?.[0].exec(left)?.[0] ?? '';
  left = left.slice(word.length).replace(/^们/, '');
  const scope = named
    ? [named.id]
    : scopeOf(
        context,
        villages.map((v) => v.id),
        town !== '',
      );
  const ids = membersOf(role?.[1] ?? [], scope, context).map((p) => p.id);
  const said = text.slice(0, text.length - left.length).trim();
  return { kind: 'group', ids, said, villageIds: scope, text: rest(left, 0) };
}

/** Without a village's name: the room's; else all for those who lead the township, and one's own villages. */
function scopeOf({ room, sender }: Context, all: string[], town: boolean): string[] {
  if (town) return all;
  if (room?.villageId) return [room.villageId];
  return reach(sender, 'assignTask') === 'township' ? all : [...(sender.person?.villageIds ?? [])];
}

function membersOf(
  roles: readonly Role[],
  villageIds: readonly string[],
  { read, sender }: Context,
): Person[] {
  const { directory } = read;
  return [...directory.people()].filter((p) => {
    if (p.status !== 'active' || p.roles.length === 0 || p.id === sender.person?.id) return false;
    const helps = directory.householdsOf(p.id).some((h) => villageIds.includes(h.villageId));
    const here = p.villageIds.some((v) => villageIds.includes(v)) || helps;
    if (!here) return false;
    // 所有人 of a village are those who work there; leaders of the township are not meant.
    if (roles.length === 0)
      return !p.roles.some((r) => ['townshipLeader', 'countyLeader', 'inspector'].includes(r));
    return p.roles.some((r) => roles.includes(r));
  });
}

/** May ask these people for something: himself always, those of the villages that he leads, the township office everybody. */
export function mayAsk(ids: readonly string[], { read, sender }: Context): boolean {
  return ids.every((id) => {
    const villages = read.directory.person(id)?.villageIds ?? [];
    const own = id === sender.person?.id;
    return own
      ? mayUse(sender, 'assignTask')
      : villages.some((villageId) => covers(sender, 'assignTask', { villageId }));
  });
}

/** May ask a whole group: it must lie in villages that he leads. */
export function mayAskGroup(villageIds: readonly string[], { sender }: Context): boolean {
  return (
    villageIds.length > 0 && villageIds.every((villageId) => covers(sender, 'taskEveryone', { villageId }))
  );
}
