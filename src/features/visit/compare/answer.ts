import { iso } from '../../../core/clock.ts';
import { normalize } from '../../../core/text/normalize.ts';
import { type Change, change } from '../../../records/change.ts';
import { householdKind } from '../../../records/household.ts';
import { CHECK_LABELS, CHECKS, type Check, type Visit, visitKind } from '../../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../../define.ts';
import { type Difference, openQuestions, type Question } from './rules.ts';
import { askAbout, changedText } from './text.ts';

/** The checks that were named, none for all that differ, and the words behind them. */
interface Named {
  only: Check[];
  reason: string;
}

/** 改: the register becomes what the visit said (D04), with all that differs or with the checks named. */
export const changeRegister = defineCommand<Named>({
  name: '改档案',
  aliases: ['改'],
  summary: '晚上核对时回“改”:档案改成您记的',
  usage: '改(只改一样:改 住房)',
  needs: 'checkRegister',
  where: ['private'],
  examples: ['改', '改 住房'],
  read({ rest, near }, { place }) {
    return near || place !== 'private' ? null : readChecks(rest);
  },
  run: ({ only, reason }, context) => answer(context, only, reason),
});

/** 不改: the register stays as it is. */
export const keepRegister = defineCommand<true>({
  name: '不改档案',
  aliases: ['不改', '不用改'],
  summary: '晚上核对时回“不改”:档案不动',
  usage: '不改',
  needs: 'checkRegister',
  where: ['private'],
  examples: ['不改'],
  read: ({ rest, near }, { place, message }) =>
    !near && place === 'private' && (/^[了吧。!]*$/.test(rest) || KEPT.test(normalize(message.text)))
      ? true
      : null,
  run: (_, context) => answer(context, null),
});

/** `不改,档案是对的`: the answer, then why; not 不改变. */
const KEPT = /^[#\s]*不(用)?改(档案)?[了吧]*[\s,。!、:;]/;

/** `住房、饮水 已经修好了`: the checks that stand first. Null where the words are something else (`改天再去`). */
function readChecks(rest: string): Named | null {
  if (/^[了吧。!]*$/.test(rest)) return { only: [], reason: '' };
  const words = rest.replace(/[。!]+$/, '').split(/[\s,。:;、和]+/);
  const checks = words.map((word) => CHECKS.find((c) => CHECK_LABELS[c] === word));
  const end = checks.indexOf(undefined);
  const only = (end < 0 ? checks : checks.slice(0, end)).flatMap((c) => c ?? []);
  return only.length > 0 ? { only, reason: end < 0 ? '' : words.slice(end).join(' ') } : null;
}

/** `改 住房 没问题` where he recorded 有问题: he may mean 不改, so he is asked again. */
function gainsaid({ visit }: Difference, reason: string): boolean {
  return visit === 'problem' ? /^是?(好|没问题)(的|了)?$/.test(reason) : /^(还是|是)?有问题/.test(reason);
}

/** Answers the question that was asked first and asks the next; `only` null: the register is kept. */
async function answer(context: Context, only: Check[] | null, reason = ''): Promise<Effect> {
  const { sender, read, now, today } = context;
  const person = sender.person && read.directory.person(sender.person.id);
  const questions = person ? await openQuestions(person, now, read) : [];
  const [first, ...rest] = questions;
  if (!first) return say('现在没有等您回话的核对。改走访请发:更正 S12 正确的内容');
  const { differences, household } = first;
  const taken =
    only === null
      ? []
      : differences.filter((d) => (only.length === 0 || only.includes(d.check)) && !gainsaid(d, reason));
  if (only !== null && taken.length === 0) return say(askAbout(questions, today));
  const done =
    taken.length > 0
      ? `好,${household.head}的档案改成${changedText(taken)}了。`
      : `好,${household.head}的档案没动。`;
  const next = rest.length > 0 ? `\n下一户,${askAbout(rest.slice(0, 1), today)}` : '';
  return { changes: changesOf(first, taken, context), replies: [{ text: `${done}${next}` }] };
}

function changesOf({ visit, household }: Question, taken: readonly Difference[], context: Context): Change[] {
  const actor = context.sender.person?.id ?? '';
  const was = Object.fromEntries(taken.map((d) => [d.check, d.register ?? null]));
  const entry = {
    at: iso(context.now),
    by: actor,
    action: taken.length > 0 ? 'register' : 'keepRegister',
    ...(taken.length > 0 && { was }),
  };
  const after: Visit = { ...visit, history: [...visit.history, entry] };
  const answered = change({ kind: visitKind, before: visit, after, action: 'visit.compare', actor });
  if (taken.length === 0) return [answered];
  const checks = { ...household.checks, ...Object.fromEntries(taken.map((d) => [d.check, d.visit])) };
  return [
    answered,
    change({
      kind: householdKind,
      before: household,
      after: { ...household, checks },
      action: 'household.checks',
      actor,
    }),
  ];
}
