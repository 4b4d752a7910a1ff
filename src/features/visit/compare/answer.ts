import { iso } from '../../../core/clock.ts';
import { type Change, change } from '../../../records/change.ts';
import { householdKind } from '../../../records/household.ts';
import { CHECK_LABELS, CHECKS, type Check, type Visit, visitKind } from '../../../records/visit.ts';
import { type Context, defineCommand, type Effect, say } from '../../define.ts';
import { type Difference, openQuestions, type Question } from './rules.ts';
import { askAbout, changedText } from './text.ts';

/** 改: the register becomes what the visit said (D04), with all that differs or with the checks named. */
export const changeRegister = defineCommand<{ only: Check[] }>({
  name: '改档案',
  aliases: ['改'],
  summary: '晚上核对时回“改”:档案改成您记的',
  usage: '改(只改一样:改 住房)',
  needs: 'checkRegister',
  where: ['private'],
  examples: ['改', '改 住房'],
  read({ rest, near }, { place }) {
    const only = near || place !== 'private' ? null : readChecks(rest);
    return only && { only };
  },
  run: ({ only }, context) => answer(context, only),
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
  read: ({ rest, near }, { place }) =>
    !near && place === 'private' && /^[了吧。!]*$/.test(rest) ? true : null,
  run: (_, context) => answer(context, null),
});

/** The checks that the words name; none: all that differ. Null where they are something else (`改天再去`). */
function readChecks(rest: string): Check[] | null {
  if (/^[了吧。!]*$/.test(rest)) return [];
  const words = rest.replace(/[。!]+$/, '').split(/[\s,、和]+/);
  const checks = words.map((word) => CHECKS.find((c) => CHECK_LABELS[c] === word));
  return checks.every((c) => c !== undefined) ? checks : null;
}

/** Answers the question that was asked first and asks the next; `only` null: the register is kept. */
async function answer(context: Context, only: Check[] | null): Promise<Effect> {
  const { sender, read, now, today } = context;
  const person = sender.person && read.directory.person(sender.person.id);
  const questions = person ? await openQuestions(person, now, read) : [];
  const [first, ...rest] = questions;
  if (!first) return say('现在没有等您回话的核对。改走访请发:更正 S12 正确的内容');
  const { differences, household } = first;
  const taken = only === null ? [] : differences.filter((d) => only.length === 0 || only.includes(d.check));
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
