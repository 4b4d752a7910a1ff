import { iso } from '../../core/clock.ts';
import { findDay } from '../../core/text/days.ts';
import { change } from '../../records/change.ts';
import { type Entry, entrySchema, type Policy, policyKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { readPolicyNumber } from './rights.ts';

/** Parts of an entry as the office names them: lists are given whole, divided by 、 or ;. */
const TEXTS = {
  标题: 'title',
  正文: 'plain',
  去哪: 'contact',
  找谁: 'contact',
  时间: 'season',
  谁公布: 'announcedBy',
} as const;
const LISTS = {
  谁能: 'who',
  谁不能: 'whoNot',
  步骤: 'steps',
  材料: 'papers',
  注意: 'caveats',
  来源: 'sources',
  问法: 'questions',
  关键词: 'keywords',
} as const;
const PARTS = [...Object.keys(TEXTS), ...Object.keys(LISTS), '本地', '到期'];
const FORM = (id: string) => `改政策 ${id} 材料 户口本、身份证`;

type Edited = { entry: Entry; validTo?: string };

/**
 * 改政策: other words for an entry. What is told already goes on being told until a second person has read the new words and
 * they are published as a version of their own (G02, G24).
 */
export const editPolicy = defineCommand<{ rest: string }>({
  name: '改政策',
  aliases: ['修改政策', '改条目'],
  summary: '改一条政策的内容,另一人审核后才生效',
  usage: `改政策 P08 材料 户口本、身份证(可改:${PARTS.join('、')};本地要填的这样写:本地 今年标准=每人每月…)`,
  needs: 'editPolicy',
  where: ['private'],
  examples: ['改政策 P08 材料 户口本、身份证、住院单', '改政策 P08 本地 年度救助限额与比例=按县里今年文件'],
  exampleBy: 'office',
  read: ({ rest, explicit }) => (explicit ? { rest } : null),
  async run({ rest }, context): Promise<Effect> {
    const number = readPolicyNumber(rest);
    const policy = number ? context.read.directory.policy(number.id) : undefined;
    if (!number || !policy)
      return say(`改哪一条?这样发:${FORM('P08')}${number ? `。没有 ${number.id} 这一条。` : ''}`);
    const part = PARTS.filter((p) => number.rest.startsWith(p)).sort((a, b) => b.length - a.length)[0];
    const words = part
      ? number.rest
          .slice(part.length)
          .replace(/^[\s:=]+/, '')
          .trim()
      : '';
    if (!part || words === '')
      return say(`改哪一样、改成什么?可改:${PARTS.join('、')}。这样发:${FORM(policy.id)}`);
    const edited = edit(policy, part, words, context);
    return typeof edited === 'string' ? say(edited) : save(policy, edited, `${part}:${words}`, context);
  },
});

/** The entry with one part changed; a sentence where it would not do. */
function edit(policy: Policy, part: string, words: string, context: Context): Edited | string {
  const base = policy.next ?? { entry: entrySchema.parse(policy), validTo: policy.validTo };
  const { entry } = base;
  if (part === '到期') {
    const found = findDay(words, { today: context.today, prefer: 'future' });
    if (!found || !('day' in found))
      return `看不懂“${words}”是哪天,没有改。这样发:改政策 ${policy.id} 到期 2018年12月31日`;
    if (found.day < context.today) return `${found.day} 已经过了,没有改。请写以后的日子。`;
    return { entry, validTo: found.day };
  }
  if (part === '本地') {
    const [what = '', value = ''] = words.split('=').map((w) => w.trim());
    const known = entry.localValues.some((v) => v.what === what);
    if (!known || value === '')
      return `这一条要填的有:${entry.localValues.map((v) => v.what).join('、') || '没有'}。这样发:改政策 ${policy.id} 本地 ${entry.localValues[0]?.what ?? '今年标准'}=…`;
    const localValues = entry.localValues.map((v) => (v.what === what ? { what, value } : v));
    return { ...base, entry: { ...entry, localValues } };
  }
  const text = TEXTS[part as keyof typeof TEXTS];
  const list = LISTS[part as keyof typeof LISTS];
  const value = text
    ? words
    : words
        .split(/[、;\n]/)
        .map((w) => w.trim())
        .filter(Boolean);
  const read = entrySchema.safeParse({ ...entry, [text ?? list]: value });
  if (read.success) return { ...base, entry: read.data };
  if (text === 'plain') return `正文有${[...words].length}个字,请写在200字以内,没有改。`;
  return `“${part}”写成“${words}”不行,没有改。这样发:${FORM(policy.id)}`;
}

function save(policy: Policy, edited: Edited, what: string, context: Context): Effect {
  const actor = context.sender.person?.id ?? '';
  const told = policy.state === 'published' || policy.state === 'withdrawn';
  const version = told ? policy.version + 1 : policy.version;
  const step = { at: iso(context.now), by: actor, action: 'edit', version, reason: what };
  const history = [...policy.history, step];
  const { entry, validTo } = edited;
  const after: Policy = told
    ? { ...policy, next: { entry, validTo, by: actor, at: iso(context.now) }, history }
    : {
        ...policy,
        ...entry,
        validTo,
        state: 'draft',
        reviewedBy: undefined,
        updated: context.today,
        history,
      };
  const stays = policy.state === 'published' ? '没审核发布以前,还照原来的讲。' : '';
  return {
    changes: [change({ kind: policyKind, before: policy, after, action: 'policy.edit', actor })],
    replies: [
      {
        text: `${policy.id} 第${version}版草稿,${what}。${stays}请另一个人看过:审核 ${policy.id},然后 发布 ${policy.id}`,
      },
    ],
  };
}
