import { readLadderWords } from '../../core/ladderWords.ts';
import { covers } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { formatDay } from '../../core/text/days.ts';
import { findByNumber, readRef } from '../../records/find.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import { requestKind } from '../../records/request.ts';
import { isTaskOpen, leftOf, taskKind } from '../../records/task.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';

interface Ref {
  letter: 'I' | 'T' | 'Q' | '';
  id: string;
}

/** What is asked after: who sees to it, and how he answers. */
interface Asked {
  owners: string[];
  what: string;
  answer: string;
}

/** 催办 T5 提前1天, 催办 T5 还原: sets when it reminds, and asks after nothing. */
function setsReminders(words: string, said: string): boolean {
  if ('ladder' in readLadderWords(words) || /^(还原|恢复|默认|照旧)/.test(words)) return true;
  return said.includes('催办') && /[\d天日年月周前期]/.test(words);
}

/** 催 I2: asks after a problem, a task or a household's words, in the leader's name and without pressure, once a day. */
export const urge = defineCommand<Ref>({
  name: '催',
  aliases: ['催办', '催一下', '催催'],
  summary: '替您问一声负责的人:问题、任务、诉求办到哪一步了',
  usage: '催 I2(任务 T5、诉求 Q3 也行)',
  needs: 'urge',
  where: ['private', 'cadreRoom', 'leaderRoom'],
  examples: ['催 I4', '催 T3'],
  exampleBy: 'office',
  read({ rest, explicit }, { message }) {
    for (const letter of ['I', 'T', 'Q'] as const) {
      const ref = readRef(rest, letter);
      if (ref) return setsReminders(ref.rest, message.text) ? null : { letter, id: ref.id };
    }
    return explicit && rest === '' ? { letter: '', id: '' } : null;
  },
  async run(ref, context): Promise<Effect> {
    if (ref.letter === '') return say('催哪一件?这样发:催 I2(任务写 T5,诉求写 Q3)');
    const asked = await askedAfter(ref, context);
    if (typeof asked === 'string') return say(asked);
    const { directory } = context.read;
    const me = context.sender.person;
    const owners = asked.owners.filter((id) => id !== me?.id);
    if (owners.length === 0) return say(`${ref.id} 就是您自己在办。${asked.answer}`);
    const names = owners.map((id) => directory.person(id)?.name ?? id).join('、');
    const text = `${me?.name ?? ''}想知道 ${ref.id} 办到哪一步了:${asked.what}\n${asked.answer}`;
    return {
      replies: [
        { text: `已替您问${names}:${ref.id}。同一件事一天只问一次。` },
        ...owners.map((id) => ({
          text,
          to: { id, kind: 'nudge' as const },
          once: `urge|${ref.id}|${context.today}`,
        })),
      ],
    };
  },
});

/** What stands under the number, as far as the sender may know of it; else the sentence that says why not. */
async function askedAfter({ letter, id }: Ref, context: Context): Promise<Asked | string> {
  const { sender, read, today } = context;
  const me = sender.person?.id ?? '';
  const gone = `没有 ${id},或者它不归您管。想看有哪些:问题清单、我的任务、待答复`;
  const may = (villageId: string, hidden?: readonly string[]) =>
    covers(sender, 'urge', { villageId }) && !hidden?.includes(me);
  if (letter === 'I') {
    const p = await findByNumber(problemKind, id, sender, read);
    if (!p || p.status === 'void' || !may(p.villageId, p.hiddenFrom)) return gone;
    if (!isOpen(p)) return `${id} 已经整改了,不用催。`;
    return {
      owners: [p.owner],
      what: `${clip(p.text, 40)}(限期${formatDay(p.due, today)})`,
      answer: `回一句就行:办理 ${id} 办到哪一步了;有难处也说一声:上报 ${id} 原因`,
    };
  }
  if (letter === 'T') {
    const t = await findByNumber(taskKind, id, sender, read);
    if (!t || !may(t.villageId)) return gone;
    if (!isTaskOpen(t)) return `${id} 已经了结,不用催。`;
    const due = t.due ? `(${formatDay(t.due.slice(0, 10), today)}前)` : '';
    return {
      owners: leftOf(t),
      what: `${clip(t.title, 40)}${due}`,
      answer: `办好了回:完成 ${id};来不及回:延期 ${id} 3天 原因`,
    };
  }
  const q = await findByNumber(requestKind, id, sender, read);
  if (!q || q.kind === 'report' || !may(q.villageId, q.hiddenFrom)) return gone;
  if (q.status !== 'active') return `${id} 已经回过话,不用催。`;
  return {
    owners: [q.owner],
    what: `${clip(q.text, 40)}(${formatDay(q.due, today)}满五天)`,
    answer: `回话这样发:答复 ${id} 您要说的话`,
  };
}
