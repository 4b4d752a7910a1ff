import { dayOf, timeOf } from '../../core/clock.ts';
import { formatDay } from '../../core/text/days.ts';
import { POLICY_HOME } from '../../records/kind.ts';
import { type Entry, givenKind, type Policy } from '../../records/policy.ts';
import type { Context } from '../define.ts';

const LISTED = 30;

/** The words of one version: the present one, or one that others took the place of. */
export function wordsOf(policy: Policy, version: number): string {
  const kept = policy.history.find((h) => h.entry && h.version === version + 1)?.entry;
  const entry: Entry | undefined = version === policy.version ? policy : kept;
  if (!entry) return `${policy.id} 没有第${version}版,现在是第${policy.version}版。`;
  return [
    `${policy.id} ${entry.title} 第${version}版${version === policy.version ? '(现在用的)' : '(旧的,不再讲)'}`,
    entry.plain,
    entry.papers.length > 0 ? `要带:${entry.papers.join('、')}` : '',
    ...entry.localValues.flatMap((v) => (v.value ? [`${v.what}:${v.value}`] : [])),
    `找谁:${entry.contact}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Who was told which version, when, and how; the latest first (G05). */
export async function toldLines(policy: Policy, { read, now, today }: Context): Promise<string> {
  const ids = await read.range(POLICY_HOME, `policy:${policy.id}:given`, { reverse: true });
  const all = await read.many(givenKind, ids);
  const done = all.filter((g) => g.when <= now).sort((a, b) => b.when - a.when);
  if (all.length === 0) return `${policy.id} 还没有对谁讲过。`;
  const name = (to: string) =>
    read.directory.household(to)?.head ??
    read.directory.room(to)?.name ??
    read.directory.person(to)?.name ??
    '未绑定的人';
  const lines = done
    .slice(0, LISTED)
    .map(
      (g) =>
        `${formatDay(dayOf(g.when), today)} ${timeOf(g.when)} ${name(g.to)} 第${g.version}版(${g.way === 'push' ? '推送' : '问答'})`,
    );
  const waiting = all.length - done.length;
  return [
    `${policy.id} 讲过${done.length}次${waiting > 0 ? `,还有${waiting}处没到时间` : ''}:`,
    ...lines,
    done.length > LISTED ? `还有${done.length - LISTED}次` : '',
  ]
    .filter(Boolean)
    .join('\n');
}
