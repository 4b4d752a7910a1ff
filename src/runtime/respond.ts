import type { OpenDialog } from '../core/dialog.ts';
import type { Meaning } from '../core/meaning/meaning.ts';
import { mayUse } from '../core/rights.ts';
import { actorOf, isCadre } from '../core/roles.ts';
import { commandReader, type Line, lineOf, suggest } from '../core/router.ts';
import { isChatter, isQuestion } from '../core/text/chatter.ts';
import { normalize } from '../core/text/normalize.ts';
import { type Command, type Context, type Effect, type Feature, say } from '../features/define.ts';
import { meantBy } from '../features/meaning.ts';
import { beliefIn, ruledOut } from './belief.ts';
import { createBesides } from './besides.ts';
import { midway } from './midway.ts';

type AnyCommand = Command<unknown>;

/** An effect, and the command whose question it may open. */
export interface Answer {
  effect: Effect;
  command?: string;
  /** It answers the question that is open: a dialog in it goes on with that one and does not replace it. */
  answered?: true;
}

/** What a message asks for: null for silence, or something that can be carried out. */
export type Wish = (() => Promise<Answer>) | null;

/** Texts of refusals and of what was not understood; the help feature writes them. */
export interface Manners {
  unknown(line: Line, nearest: readonly AnyCommand[], context: Context): Effect;
  refused(command: AnyCommand, why: 'who' | 'where', context: Context): Effect;
  /** Spoken to, not understood; `meaning`: what it most likely was. */
  lost(context: Context, meaning?: Meaning): Effect;
  /** Spoken to in a room that is not bound. */
  unbound(context: Context): Effect;
}

/**
 * Finds what a message asks for, in the order of the contract's section 5: a command, an answer to the sender's open
 * question, free speech that is read with confidence. Reads nothing but the directory, writes nothing.
 */
export function createRouter(features: readonly Feature[], manners: Manners) {
  const commands = features.flatMap((f) => f.commands) as unknown as AnyCommand[];
  const reading = commandReader(commands);
  const besides = createBesides(commands);
  const listeners = commands
    .filter((c) => c.speech)
    .sort((a, b) => Number(b.speaksFirst ?? false) - Number(a.speaksFirst ?? false));

  function byCommand(line: Line, context: Context): Wish {
    for (const { command, rest, near } of reading(line)) {
      const input = command.read({ rest, explicit: line.explicit, near }, context);
      if (input === null) continue;
      // A household that says 走访的人没来 means what it says: the cadres' words are no commands in its mouth.
      if (context.sender.householdId && !line.hash && !mayUse(context.sender, command.needs)) continue;
      if (!mayUse(context.sender, command.needs)) return said(manners.refused(command, 'who', context));
      if (!command.where.includes(context.place)) return said(manners.refused(command, 'where', context));
      return running(command, input, context);
    }
    return null;
  }

  /** A question in plain words goes the way of the command that answers it, with its rights. */
  function byAsking(text: string, line: Line, context: Context): Wish {
    for (const feature of line.hash ? [] : features) {
      const asked = feature.asked?.(text, context) ?? null;
      if (asked && 'text' in asked) return said(say(asked.text));
      if (!asked) continue;
      const message = { ...context.message, text: `#${asked.line}` };
      return byCommand({ text: asked.line, hash: true, explicit: true }, { ...context, message });
    }
    return null;
  }

  /**
   * Free speech: the first reader that takes the words and, once it has looked at the records, has something to say of them.
   * One that finds nothing there passes them on; a last resort is said where none of the others has more to say.
   */
  function bySpeech(
    text: string,
    line: Line,
    context: Context,
    from = 0,
    out?: (command: AnyCommand) => boolean,
  ): Wish {
    const listening = line.explicit || context.place === 'cadreRoom' || context.place === 'leaderRoom';
    for (const [at, command] of listeners.entries()) {
      if (at < from || (!listening && !command.overhears)) continue;
      if (out?.(command)) continue;
      if (!command.speech || !command.where.includes(context.place) || !mayUse(context.sender, command.needs))
        continue;
      const input = command.speech(text, context);
      if (input === null) continue;
      const run = running(command, input, context);
      return async () => {
        const answer = await run();
        if (!saysNothing(answer.effect) && !answer.effect.lastResort) return answer;
        const next = await bySpeech(text, line, context, at + 1, out)?.();
        return next && !saysNothing(next.effect) ? next : answer;
      };
    }
    return null;
  }

  function byDoubt(text: string, line: Line, context: Context): Wish {
    if (line.hash) return said(manners.unknown(line, suggest(line, commands, context.sender), context));
    const out = line.explicit ? ruledOut(text, context, commands) : undefined;
    const spoken = bySpeech(text, line, context, 0, out);
    if (!line.explicit || (!spoken && isChatter(text) && isCadre(context.sender))) return spoken;
    return async () => {
      const answer = await spoken?.();
      // To a household's 要得 the silence is the answer.
      const silent = isChatter(text) || context.sender.householdId !== undefined;
      if (answer && (silent || (!saysNothing(answer.effect) && !answer.effect.lastResort))) return answer;
      const other = await whatElse(text, context);
      if (other.effect.lastResort && answer && !saysNothing(answer.effect)) return answer;
      return other;
    };
  }

  /**
   * Meant for the bot, and no reader has taken it: what it may be after all, the likeliest first. A question stands behind
   * what is nearly certain; what was only looked for in vain is said where nobody else has more.
   */
  async function whatElse(text: string, context: Context): Promise<Answer> {
    const belief = beliefIn(text, context);
    const read = (meanings: readonly Meaning[]) =>
      meanings.flatMap((meaning) =>
        meantBy(commands, meaning, context).flatMap((command) => {
          const input = command.meant?.read(belief.words, context, meaning) ?? null;
          return input === null ? [] : [running(command, input, context)];
        }),
      );
    const sure = read(belief.sure);
    const rest = read(sure.length > 0 ? belief.likely : belief.thinkable);
    const last = sure.length > 0 ? null : byLeftover(belief.words, context);
    let spare: Answer | undefined;
    for (const wish of [...sure, byPuzzle(text, context), ...rest, last]) {
      const answer = wish && (await wish());
      if (!answer || saysNothing(answer.effect)) continue;
      if (!answer.effect.lastResort) return answer;
      spare ??= answer;
    }
    return spare ?? { effect: { ...manners.lost(context, belief.best), lastResort: true } };
  }

  /** A question that nothing answers is told what can be asked; it is never kept as something else. */
  function byPuzzle(text: string, context: Context): Wish {
    for (const feature of features) {
      const effect = feature.puzzled?.(text, context) ?? null;
      if (effect) return said(effect);
    }
    return null;
  }

  /** Words for the bot that no command knows: whoever can keep them asks whether he should. */
  function byLeftover(text: string, context: Context): Wish {
    if (isChatter(text) || isQuestion(text)) return null;
    for (const command of commands) {
      if (!command.where.includes(context.place) || !mayUse(context.sender, command.needs)) continue;
      const input = command.leftover?.(text, context) ?? null;
      if (input !== null) return running(command, input, context);
    }
    return null;
  }

  /** A draft is gone on with by the command whose question it was. */
  function running(command: AnyCommand, input: unknown, context: Context): () => Promise<Answer> {
    return async () => {
      const effect = await besides(await command.run(input, context), context);
      const draft = context.drafts.find((d) => d.id === effect.resume);
      const owner = draft && commands.find((c) => c.name === draft.command);
      if (!draft || !owner?.pending) return { effect, command: effect.asks ?? command.name };
      if (!mayUse(context.sender, owner.needs)) return { effect: manners.refused(owner, 'who', context) };
      const resumed = await owner.pending.resume(draft.state, context);
      const taken = resumed.dialog || resumed.changes?.length ? draft.id : undefined;
      return { effect: { ...resumed, resume: taken }, command: owner.name };
    };
  }

  /**
   * While a question is open: a command or a question beyond doubt, then an answer, then whatever else it may be. A private
   * line is no command just because it was said in private.
   */
  function whileOpen(text: string, line: Line, asker: AnyCommand, open: OpenDialog, outer: Context): Wish {
    const context = { ...outer, open };
    const between = (wish: Wish): Wish =>
      wish &&
      (async () => {
        const answer = await wish();
        return { ...answer, effect: midway(answer.effect, open, asker.pending, context) };
      });
    const sure =
      byAsking(text, line, context) ??
      byCommand({ ...line, explicit: line.hash || context.message.mention }, context);
    const asked = sure ?? (isQuestion(text) ? bySpeech(text, line, context) : null);
    if (asked) return between(asked);
    const doubt = between(byCommand(line, context) ?? byDoubt(text, line, context));
    if (line.hash) return doubt;
    return async () => {
      const answer = await asker.answer?.(open.state, text, context);
      const effect = answer && (await besides(answer, context));
      if (effect) return { effect, command: effect.asks ?? asker.name, answered: true };
      return doubt ? doubt() : { effect: {} };
    };
  }

  /** In a room that is not bound only what concerns bindings is heard; whoever speaks to the bot is told so, once. */
  function inUnknownRoom(text: string, line: Line, context: Context): Wish {
    for (const { command, rest, near } of reading(line)) {
      if (!command.where.includes('unknownRoom') || !mayUse(context.sender, command.needs)) continue;
      const input = command.read({ rest, explicit: line.explicit, near }, context);
      if (input !== null) return running(command, input, context);
    }
    const meant = context.message.mention || (line.hash && isCadre(context.sender));
    return bySpeech(text, line, context) ?? (meant ? said(manners.unbound(context)) : null);
  }

  /** The right was taken away, or the identity, while the question was open: what was said so far saves nothing. */
  function tooLate(asker: AnyCommand, context: Context): Wish {
    return said({ ...manners.refused(asker, 'who', context), dialog: null });
  }

  return function route(context: Context, open: OpenDialog | undefined): Wish {
    const { message, place } = context;
    if (message.kind !== 'text') return null;
    const text = normalize(message.text);
    if (text === '') return null;
    const line = lineOf(text, message.mention, place);
    if (place === 'unknownRoom') return inUnknownRoom(text, line, context);
    // A question put to whoever this contact spoke for before is none of this sender's.
    const asker = open && isLive(open, context) ? commands.find((c) => c.name === open.command) : undefined;
    if (open && asker?.answer)
      return mayUse(context.sender, asker.needs)
        ? whileOpen(text, line, asker, open, context)
        : (byCommand(line, context) ?? tooLate(asker, context));
    return byAsking(text, line, context) ?? byCommand(line, context) ?? byDoubt(text, line, context);
  };
}

/** Still open, and put to this very sender: a contact may have been bound to somebody else since. */
export function isLive(open: OpenDialog, { message, sender }: Context): boolean {
  return message.sentAt <= open.expires && open.owner === actorOf(sender);
}

const saysNothing = ({ replies = [], changes = [], dialog }: Effect) =>
  replies.length === 0 && changes.length === 0 && dialog === undefined;

function said(effect: Effect): Wish {
  return async () => ({ effect });
}
