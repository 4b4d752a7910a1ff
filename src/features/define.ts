import type { Day } from '../core/clock.ts';
import type { Content, Inbound } from '../core/message.ts';
import type { Place, Sender, Who } from '../core/roles.ts';
import type { Change } from '../records/change.ts';
import type { Room } from '../records/organisation.ts';
import type { PushKind } from '../records/push.ts';
import type { Read } from '../records/read.ts';

/** Something to say: `here` in the chat that spoke, `private` to the sender alone, or to someone by his id. */
export interface Reply {
  text: string;
  to?: 'here' | 'private' | { id: string; kind: PushKind };
}

/** What a feature wants: it never writes or sends itself. */
export interface Effect {
  changes?: Change[];
  replies?: Reply[];
  /** Opens or moves the sender's dialog in this chat; `null` closes it; absent leaves it as it is. */
  dialog?: { state: unknown; expires: number } | null;
}

/** What a feature knows when it is asked. */
export interface Context {
  message: Inbound;
  sender: Sender;
  place: Place;
  /** The bound room, where it was said in one. */
  room?: Room;
  /** The chat's name in records: `G2`, or the sender's id in private. */
  chat: string;
  /** The day on which it was said. */
  today: Day;
  /** When it was said, ms. */
  now: number;
  read: Read;
  /** Takes the next number of a letter (`S12`). */
  number(letter: string): Promise<string>;
}

/** What a command's words are, before anything is looked up. */
export interface Heard {
  /** Normalised text after the command word. */
  rest: string;
  /** Meant for the bot beyond doubt: `#`, an @, or a private chat. Otherwise a doubt means silence. */
  explicit: boolean;
  /** The command word was a near miss (`走坊`). */
  near: boolean;
}

/**
 * A command as data: help, refusals, usage errors and the reference are made from it, and its examples run as tests.
 * `run` gets what `read` made of the words; `read` answers null where they are not for it (silence in a group).
 */
export interface Command<Input = unknown> {
  name: string;
  aliases: readonly string[];
  /** Words that people say for it: never taken for the command, only suggested. */
  alike?: readonly string[];
  /** One line for the list of commands. */
  summary: string;
  /** The right form, with placeholders. */
  usage: string;
  who: readonly Who[];
  where: readonly Place[];
  examples: readonly string[];
  read(heard: Heard, context: Context): Input | null;
  /** Free speech that means this command, where it is read with confidence. */
  speech?(text: string, context: Context): Input | null;
  run(input: Input, context: Context): Promise<Effect>;
  /** An answer to this command's open question; null where the words are no answer to it. */
  answer?(state: unknown, text: string, context: Context): Promise<Effect | null>;
}

export interface Planned {
  to: string;
  kind: PushKind;
  content?: Content;
  /** Handed to the job's `render` when it is sent. */
  data?: unknown;
  /** Past this instant it is not worth sending, ms. */
  expires?: number;
  /** Not to be sent, and why. */
  skip?: string;
}

/** A push as data: when it runs, how late it may, and what it wants. */
export interface PushJob {
  name: string;
  cron: string;
  /** A slot missed by no more than this is caught up, ms; an older one is recorded as skipped. */
  grace: number;
  run(at: { slot: number; now: number; read: Read }): Promise<{
    changes: Change[];
    outbound: Planned[];
    counts: Record<string, number>;
  }>;
  /** The text at the moment of sending; null where nothing is left to say (the work was done meanwhile). */
  render?(data: unknown, at: { now: number; to: string; read: Read }): Promise<string | null>;
}

export interface Feature {
  name: string;
  commands: readonly Command<never>[];
  pushes?: readonly PushJob[];
  /** Said besides anything else when a message held numbers that were blanked. */
  warn?(found: readonly ('identity' | 'card')[], place: Place): Reply[];
  /** A message was recalled that made records of this feature's kinds (ids with their villages). */
  recalled?(
    made: readonly { kind: string; id: string; villageId?: string }[],
    context: Context,
  ): Promise<Effect | null>;
}

/** Keeps a command's input type inside and forgets it for the list. */
export function defineCommand<Input>(command: Command<Input>): Command<never> {
  return command as unknown as Command<never>;
}
