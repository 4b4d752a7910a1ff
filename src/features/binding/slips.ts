import { dayOf } from '../../core/clock.ts';
import { showCode } from '../../core/text/code.ts';
import { formatDay } from '../../core/text/days.ts';
import type { Change } from '../../records/change.ts';
import type { Village } from '../../records/organisation.ts';
import { type Context, type Effect, say } from '../define.ts';
import { GOOD_FOR, issue, issuerOf } from './issue.ts';
import { describe, type Target, targetOf } from './target.ts';

interface Scope {
  villages: readonly Village[];
  whom: 'cadres' | 'households' | 'all';
}

/** One file holds so many: more is asked for village by village. */
const MOST = 500;

/** `枫树湾 乡亲`, `全乡 干部`; null where the words name no place and nothing else. */
export function readScope(words: string, { read }: Context): Scope | null {
  const m = /^(\S+?)(?:村)?[\s,]*(?:的|全部|所有)*[\s,]*(干部|帮扶干部|乡亲|群众|农户|户)?$/.exec(words);
  const place = m?.[1];
  if (!place) return null;
  const all = [...read.directory.villages()].filter((v) => v.status === 'active');
  const villages = /^全(乡|镇|部)$/.test(place)
    ? all
    : all.filter((v) => v.name === place || v.name === `${place}村` || v.id === place.toUpperCase());
  if (villages.length === 0) return null;
  const word = m[2];
  return { villages, whom: word === undefined ? 'all' : /干部/.test(word) ? 'cadres' : 'households' };
}

/** Slips to print and cut: a new code for everybody there whom no chat identity speaks for yet. */
export async function slips({ villages, whom }: Scope, context: Context): Promise<Effect> {
  const targets = unboundIn({ villages, whom }, context);
  const names = villages.map((v) => v.name).join('、');
  if (targets.length === 0) return say(`${names}没有还没绑定的人,不用发码。`);
  if (targets.length > MOST)
    return say(
      `一次最多${MOST}张,${names}还有${targets.length}个没绑定。请一个村一个村来,或只要干部:生成绑定码 ${villages[0]?.name ?? ''} 干部`,
    );
  const changes: Change[] = [];
  const rows: { target: Target; code: string }[] = [];
  for (const target of targets) {
    const issued = await issue(target, issuerOf(context));
    changes.push(...issued.changes);
    rows.push({ target, code: issued.code });
  }
  const until = formatDay(dayOf(context.now + GOOD_FOR), context.today);
  const file = await context.write(
    `绑定码-${names.slice(0, 20)}-${context.today}.html`,
    page(rows, until, context),
  );
  return {
    changes,
    replies: [
      {
        text: `${names}还没绑定的${rows.length}个,一人一张纸条,${until}前有效。用电脑打开,打印了裁开,当面给本人;文件不要转到群里,用完删掉。`,
        attach: { file },
      },
    ],
  };
}

/** Everybody there whom no phone speaks for: who has a post there or helps there, and its households. */
export function unboundIn({ villages, whom }: Scope, context: Context): Target[] {
  const { directory } = context.read;
  const ids = new Set(villages.map((v) => v.id));
  const helps = (id: string) => directory.householdsOf(id).some((h) => ids.has(h.villageId));
  const people = [...directory.people()].filter(
    (p) =>
      p.status === 'active' && p.roles.length > 0 && (p.villageIds.some((v) => ids.has(v)) || helps(p.id)),
  );
  const households = villages.flatMap((v) => [...directory.households(v.id)]);
  const wanted = [...(whom === 'households' ? [] : people), ...(whom === 'cadres' ? [] : households)];
  return wanted
    .filter(({ id }) => directory.contactsOf(id).length === 0)
    .flatMap(({ id }) => targetOf(id, context) ?? []);
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

/** A page that prints as two columns of slips with lines to cut along. */
function page(rows: readonly { target: Target; code: string }[], until: string, context: Context): string {
  const slip = ({ target, code }: { target: Target; code: string }) =>
    `<div><b>${escaped(describe(target, context))}</b><code>${showCode(code)}</code>加“小助手”微信,私聊发:绑定 ${showCode(code)}<br>${escaped(until)}前有效,只能用一次,不要给别人,不要发在群里。</div>`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>绑定码</title><style>
body{font:14px/1.6 sans-serif;margin:0}main{display:grid;grid-template-columns:1fr 1fr}
div{border:1px dashed #888;padding:14px;break-inside:avoid}b,code{display:block}code{font:bold 26px monospace;margin:4px 0}
</style><main>${rows.map(slip).join('\n')}</main></html>\n`;
}
