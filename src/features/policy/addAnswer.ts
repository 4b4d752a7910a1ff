import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { type Policy, policyKind, type Unanswered, unansweredKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';
import { readPolicyNumber } from './rights.ts';

type Adding = { ids: string[]; rest: string };

/** 加答案: a question that found no answer becomes an example of an entry, or the beginning of a new one (a draft). */
export const addAnswer = defineCommand<Adding>({
  name: '加答案',
  aliases: ['补答案'],
  summary: '给没答上来的问题配上答案',
  usage: '加答案 W1 P07,或 加答案 W1 标题:内容',
  needs: 'addAnswer',
  where: ['private'],
  examples: ['加答案 W1 P07', '加答案 W1 准生证怎么办:到乡卫健办登记'],
  exampleBy: 'office',
  read({ rest, explicit }) {
    const m = /^((?:[wW]\s*-?\s*\d{1,9}[\s,:、]*)+)([\s\S]*)$/.exec(rest);
    if (m?.[1])
      return { ids: [...m[1].matchAll(/\d+/g)].map((d) => `W${Number(d[0])}`), rest: (m[2] ?? '').trim() };
    return explicit ? { ids: [], rest: '' } : null;
  },
  async run(input, context) {
    const found = (await context.read.many(unansweredKind, input.ids)).filter((u) => u.status === 'active');
    const missing = input.ids.filter((id) => !found.some((u) => u.id === id));
    if (input.ids.length === 0 || missing.length > 0)
      return say(
        `配哪一个?编号看每周一的清单,这样发:加答案 W1 P07${missing.length > 0 ? `。没有待配的 ${missing.join('、')}。` : ''}`,
      );
    const number = readPolicyNumber(input.rest);
    return number ? asExample(found, number.id, context) : asDraft(found, input.rest, context);
  },
});

function asExample(questions: readonly Unanswered[], id: string, context: Context): Effect {
  const policy = context.read.directory.policy(id);
  if (!policy) return say(`没有 ${id} 这一条。`);
  const after = {
    ...policy,
    questions: [...policy.questions, ...questions.map((q) => q.text)],
    history: [...policy.history, step(context, 'example', policy.version)],
  };
  return {
    changes: [
      change({ kind: policyKind, before: policy, after, action: 'policy.example', actor: me(context) }),
      ...questions.map((q) => settled(q, id, context)),
    ],
    replies: [{ text: `好,以后有人这样问,就答 ${id} ${policy.title}。` }],
  };
}

async function asDraft(questions: readonly Unanswered[], rest: string, context: Context): Promise<Effect> {
  const m = /^([^:\n]{2,40})[:\n]\s*([\s\S]{4,})$/.exec(rest);
  if (!m?.[1] || !m[2]) return say(`写成这样:加答案 ${questions[0]?.id} 标题:要对乡亲说的话(200字以内)`);
  const [, title, plain] = m;
  if (plain.length > 200) return say(`正文有${plain.length}个字,请写在200字以内。`);
  const id = (await context.number('P')).replace(/^P(\d)$/, 'P0$1');
  const policy: Policy = {
    id,
    rev: 0,
    schema: 1,
    by: me(context),
    at: iso(context.now),
    status: 'active',
    source: { messageId: context.message.id, chat: context.chat },
    title,
    category: '其他',
    plain,
    who: [],
    whoNot: [],
    steps: [],
    papers: [],
    contact: '乡扶贫办',
    announcedBy: '乡里',
    localValues: [],
    keywords: [title],
    questions: questions.map((q) => q.text),
    caveats: [],
    elsewhere: [],
    sources: ['乡扶贫办起草'],
    version: 1,
    state: 'draft',
    updated: context.today,
    history: [step(context, 'draft', 1)],
  };
  return {
    changes: [
      change({ kind: policyKind, after: policy, action: 'policy.draft', actor: me(context) }),
      ...questions.map((q) => settled(q, id, context)),
    ],
    replies: [{ text: `草稿 ${id} ${title}。请另一个人看过再用:审核 ${id},然后 发布 ${id}` }],
  };
}

function settled(question: Unanswered, policyId: string, context: Context) {
  return change({
    kind: unansweredKind,
    before: question,
    after: { ...question, status: 'settled', policyId },
    action: 'policy.answered',
    actor: me(context),
  });
}

const me = ({ sender }: Context) => sender.person?.id ?? '';

function step(context: Context, action: string, version: number) {
  return { at: iso(context.now), by: me(context), action, version };
}
