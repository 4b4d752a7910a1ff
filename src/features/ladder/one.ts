import { ladderWords, readLadderWords } from '../../core/ladderWords.ts';
import { covers } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { type Change, change } from '../../records/change.ts';
import { type Duty, stand } from '../../records/duty.ts';
import { findByNumber } from '../../records/find.ts';
import { rulesIn } from '../../records/nudges.ts';
import { isOpen, problemKind } from '../../records/problem.ts';
import { isTaskOpen, taskKind } from '../../records/task.ts';
import { type Context, type Effect, say } from '../define.ts';

type One = Exclude<Duty, { kind: 'request' }>;

/** 催办 T12 …: one task or problem climbs its own way from now on. */
export async function setOne(id: string, words: string, context: Context): Promise<Effect> {
  const form = `催办 ${id} 提前1天,当天`;
  const duty = await find(id, context);
  if (!duty || !may(duty, context)) return say(`没有 ${id},或者不归您定。编号发“我的任务”“问题清单”能看到。`);
  if (duty.kind === 'task' ? !isTaskOpen(duty.record) : !isOpen(duty.record))
    return say(`${id} 已经不用办了,没有改。`);
  const back = /^(还原|恢复|默认|照旧)/.test(words);
  const read = back ? { ladder: undefined } : readLadderWords(words);
  if ('wrong' in read)
    return say(`${words === '' ? '什么时候催?' : `“${clip(read.wrong, 12)}”没看懂,`}没有改。这样发:${form}`);
  const text = read.ladder === undefined ? '还原了' : `改为:${ladderWords(read.ladder)}`;
  return { ...say(`${id} 的提醒${text}。`), changes: [moved(duty, read.ladder, context)] };
}

async function find(id: string, { sender, read }: Context): Promise<One | undefined> {
  if (id.startsWith('T')) {
    const record = await findByNumber(taskKind, id, sender, read);
    return record && { kind: 'task', record };
  }
  const record = await findByNumber(problemKind, id, sender, read);
  return record && { kind: 'problem', record };
}

/** Who asked for a task, who leads where a problem is, and the township. */
function may(duty: One, { sender }: Context): boolean {
  const me = sender.person?.id ?? '';
  if (duty.kind === 'task') return covers(sender, 'setRules', { own: duty.record.createdBy === me });
  if (duty.record.hiddenFrom?.includes(me)) return false;
  return covers(sender, 'setRules', { own: duty.record.by === me, villageId: duty.record.villageId });
}

function moved(duty: One, ladder: string | undefined, { sender, read, now }: Context): Change {
  const rules = rulesIn(duty.record.villageId, read.directory);
  const actor = sender.person?.id ?? '';
  if (duty.kind === 'task') {
    const next = { ...duty.record, ladder };
    const after = { ...next, ...stand({ kind: 'task', record: next }, rules, now) };
    return change({ kind: taskKind, before: duty.record, after, action: 'task.ladder', actor });
  }
  const next = { ...duty.record, ladder };
  const after = { ...next, ...stand({ kind: 'problem', record: next }, rules, now) };
  return change({ kind: problemKind, before: duty.record, after, action: 'problem.ladder', actor });
}
