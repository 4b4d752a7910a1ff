import { type Right, rightLabel } from '../core/rights.ts';
import { isNo, isYes } from '../core/text/consent.ts';
import { mayFor, whoMayLog } from '../records/mayLog.ts';
import type { HouseholdBrief } from '../records/read.ts';
import { placeOf, whichHousehold } from '../records/which.ts';
import {
  type Command,
  type Context,
  defineCommand,
  type Effect,
  type Heard,
  type Meant,
  say,
} from './define.ts';

/** A command about one household, as data; which one is meant, and whether the sender may, is seen to here. */
export interface HouseholdCommand<Asked>
  extends Pick<
    Command,
    'name' | 'aliases' | 'summary' | 'usage' | 'where' | 'examples' | 'exampleBy' | 'alike'
  > {
  needs: Right;
  /** The words are for it, beyond the household's name; absent: all are. */
  takes?(heard: Heard): boolean;
  /** The words as it is to read them, where the household alone does not tell whether they are for it; null: they are not. */
  hears?(heard: Heard, context: Context): string | null;
  speech?(text: string, context: Context): string | null;
  meant?: Meant<string>;
  besides?: Command['besides'];
  run(household: HouseholdBrief, rest: string, context: Context): Promise<Effect>;
  /** An answer to what `run` asked; null where the words are none. */
  answer?(asked: Asked, household: HouseholdBrief, text: string, context: Context): Promise<Effect | null>;
  /** The question once more in one line. */
  again?(asked: Asked, household: HouseholdBrief): string;
}

type State =
  | { ask: 'which'; options: string[]; rest: string }
  | { ask: 'do'; householdId: string; asked: unknown };

const ANSWER_FOR = 10 * 60_000;

/** The dialog in which a household's command waits for an answer. */
export const asking = (
  householdId: string,
  asked: unknown,
  context: Context,
): NonNullable<Effect['dialog']> => ({
  state: { ask: 'do', householdId, asked } satisfies State,
  expires: context.now + ANSWER_FOR,
});

/** Makes the command: `NAME 户主 …`, `NAME H07 …`; two of one name, or a near miss, are asked about. */
export function householdCommand<Asked>(spec: HouseholdCommand<Asked>): Command<never> {
  async function go(text: string, context: Context): Promise<Effect> {
    const { directory } = context.read;
    const which = whichHousehold(text, context.sender, directory);
    if (which.kind === 'one') return permitted(which.household, which.rest, context);
    if (which.kind === 'none')
      return say(
        which.word === '' ? `哪一户?这样发:${spec.usage}` : `没有叫“${which.word}”的户。这样发:${spec.usage}`,
      );
    const options = which.options.flatMap((id) => directory.household(id) ?? []);
    const [only] = options;
    const list = options.map((h, i) => `${i + 1} ${placeOf(h, directory)}`).join('\n');
    const question =
      options.length === 1 && only
        ? `没有叫“${which.word}”的户。是不是${placeOf(only, directory)}?是的话回“确认”,不是回“取消”。`
        : `“${which.word}”是哪一户?回数字:\n${list}`;
    const state: State = { ask: 'which', options: which.options, rest: which.rest };
    return { ...say(question), dialog: { state, expires: context.now + ANSWER_FOR } };
  }

  async function permitted(household: HouseholdBrief, rest: string, context: Context): Promise<Effect> {
    const { sender, read } = context;
    if (!mayFor(sender, spec.needs, household)) {
      const who = whoMayLog(read.directory, household);
      return {
        ...say(`${household.head}家您没有“${rightLabel(spec.needs)}”的权限。可以找${who}。`),
        dialog: null,
      };
    }
    return spec.run(household, rest, context);
  }

  return defineCommand<string>({
    ...spec,
    read(heard, context) {
      const { sender, read } = context;
      if (spec.takes && !spec.takes(heard)) return null;
      // What only sounds like such a word is nearly always something else: 新田 is a place, 家人 no 加人.
      if (heard.near) return null;
      if (spec.hears) return spec.hears(heard, context);
      if (heard.explicit) return heard.rest;
      // In a group a word that no household follows is talk.
      return whichHousehold(heard.rest, sender, read.directory).kind === 'one' ? heard.rest : null;
    },
    speech: spec.speech,
    meant: spec.meant,
    besides: spec.besides,
    run: go,
    async answer(raw, text, context) {
      const state = raw as State;
      const { directory } = context.read;
      if (state.ask === 'which') {
        const picked =
          state.options.length === 1 && isYes(text)
            ? state.options[0]
            : state.options[Number(/^(\d)$/.exec(text)?.[1] ?? 0) - 1];
        const household = picked ? directory.household(picked) : undefined;
        if (!household) return isNo(text) ? { ...say('好,没有动。'), dialog: null } : null;
        const effect = await permitted(household, state.rest, context);
        return { dialog: null, ...effect };
      }
      const household = directory.household(state.householdId);
      if (!household || !spec.answer) return null;
      if (!mayFor(context.sender, spec.needs, household))
        return { ...say('这一户现在不归您管了,没有动。'), dialog: null };
      const effect = await spec.answer(state.asked as Asked, household, text, context);
      return effect && { dialog: null, ...effect };
    },
    pending: {
      again(raw, read) {
        const state = raw as State;
        if (state.ask === 'which') return '是哪一户?回前面的数字。';
        const household = read.directory.household(state.householdId);
        return household && spec.again ? spec.again(state.asked as Asked, household) : null;
      },
      keep: () => null,
      resume: async () => say(`请再发一遍:${spec.usage}`),
    },
  });
}
