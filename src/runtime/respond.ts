import type { OpenDialog } from '../core/dialog.ts';
import { isOneOf } from '../core/roles.ts';
import { type Line, lineOf, readCommands, suggest } from '../core/router.ts';
import { normalize } from '../core/text/normalize.ts';
import type { Command, Context, Effect, Feature } from '../features/define.ts';

type AnyCommand = Command<unknown>;

/** An effect, and the command whose question it may open. */
export interface Answer {
  effect: Effect;
  command?: string;
}

/** What a message asks for: null for silence, or something that can be carried out. */
export type Wish = (() => Promise<Answer>) | null;

/** Texts of refusals and of what was not understood; the help feature writes them. */
export interface Manners {
  unknown(line: Line, nearest: readonly AnyCommand[], context: Context): Effect;
  refused(command: AnyCommand, why: 'who' | 'where', context: Context): Effect;
  lost(context: Context): Effect;
}

/**
 * Finds what a message asks for, in the order of the contract's section 5: a command, an answer to the sender's open
 * question, free speech that is read with confidence. Reads nothing but the directory, writes nothing.
 */
export function createRouter(features: readonly Feature[], manners: Manners) {
  const commands = features.flatMap((f) => f.commands) as unknown as AnyCommand[];

  function byCommand(line: Line, context: Context): Wish {
    for (const { command, rest, near } of readCommands(line, commands)) {
      const input = command.read({ rest, explicit: line.explicit, near }, context);
      if (input === null) continue;
      if (!command.where.includes(context.place)) return said(manners.refused(command, 'where', context));
      if (!isOneOf(context.sender, command.who)) return said(manners.refused(command, 'who', context));
      return running(command, input, context);
    }
    return null;
  }

  function bySpeech(text: string, line: Line, context: Context): Wish {
    if (!line.explicit && context.place !== 'cadreRoom' && context.place !== 'leaderRoom') return null;
    for (const command of commands) {
      if (!command.speech || !command.where.includes(context.place) || !isOneOf(context.sender, command.who))
        continue;
      const input = command.speech(text, context);
      if (input !== null) return running(command, input, context);
    }
    return null;
  }

  function byDoubt(text: string, line: Line, context: Context): Wish {
    if (line.hash) return said(manners.unknown(line, suggest(line, commands, context.sender), context));
    const spoken = bySpeech(text, line, context);
    if (spoken || !line.explicit) return spoken;
    return said(manners.lost(context));
  }

  return function route(context: Context, open: OpenDialog | undefined): Wish {
    const { message, place } = context;
    if (message.kind !== 'text' || place === 'unknownRoom') return null;
    const text = normalize(message.text);
    if (text === '') return null;
    const line = lineOf(text, message.mention, place);
    const asked = byCommand(line, context);
    if (asked) return asked;
    const asker =
      open && message.sentAt <= open.expires ? commands.find((c) => c.name === open.command) : undefined;
    const doubt = byDoubt(text, line, context);
    if (!asker?.answer || line.hash) return doubt;
    return async () => {
      const effect = await asker.answer?.(open?.state, text, context);
      if (effect) return { effect, command: asker.name };
      return doubt ? doubt() : { effect: {} };
    };
  };
}

function running(command: AnyCommand, input: unknown, context: Context): Wish {
  return async () => ({ effect: await command.run(input, context), command: command.name });
}

function said(effect: Effect): Wish {
  return async () => ({ effect });
}
