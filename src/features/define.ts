import type { Day } from '../core/clock.ts';
import type { Draft, OpenDialog } from '../core/dialog.ts';
import type { Meaning } from '../core/meaning/meaning.ts';
import type { Inbound } from '../core/message.ts';
import type { Right } from '../core/rights.ts';
import type { Place, Sender } from '../core/roles.ts';
import type { Change } from '../records/change.ts';
import type { Room } from '../records/organisation.ts';
import type { Push } from '../records/push.ts';
import type { Read } from '../records/read.ts';
import type { PushJob } from './pushJob.ts';

/** Somebody by his id. `speaker`: one of his phones; `only`: nobody else's eyes; `keptFrom`: these do not get it in his stead. */
export interface Addressee extends Pick<Push, 'kind' | 'speaker' | 'only' | 'keptFrom'> {
  id: string;
}

/**
 * Something to say: `here` in the chat that spoke, `private` to the sender alone, or to someone by his id. Left out it is
 * `here`, but `private` in a households' room: what names a household is not said in front of others.
 */
export interface Reply {
  text: string;
  to?: 'here' | 'private' | Addressee;
  /** Said at most once to its receiver under this key (nine pictures in a row need one answer, not nine). */
  once?: string;
  /** Not before then, ms: a push that was planned by hand. */
  due?: number;
  /** Past this instant it is not worth sending, ms. */
  expires?: number;
  /** The text is written when it goes out, by the `render` of this push; `text` is not said then. */
  render?: { push: string; data: unknown };
  /**
   * A picture or a file (absolute path, kept by the store until it was sent) that goes out right after the text; or what is
   * written into the receiver's remark.
   */
  attach?: { image: string } | { file: string } | { remark: string };
}

/** Words that were written down of a household. */
export interface Told {
  householdId: string;
  villageId: string;
  words: string;
}

/** What a feature wants: it never writes or sends itself. */
export interface Effect {
  changes?: Change[];
  /**
   * Where the changes are of several villages: written one village after the other, in their order. Where the first is
   * refused nothing was written; otherwise all go out together.
   */
  inTurn?: true;
  replies?: Reply[];
  /**
   * What the message made besides new records that have a number (a picture on a visit), for `recalled` when it is taken back.
   * `part: false`: a record of its own, which a bare 撤回 right after it means.
   */
  made?: readonly { kind: string; id: string; villageId?: string; part?: false }[];
  /**
   * Opens or moves the sender's dialog in this chat (`remindAt`, `expires`: ms); `null` closes it; `later` puts it away among
   * his drafts; absent leaves it as it is.
   */
  dialog?: { state: unknown; expires: number; remindAt?: number } | null | 'later';
  /** Words that were written down of households; what else they tell, the commands with `besides` ask about. */
  told?: readonly Told[];
  /** Which road a question took (`policy`, `emergency`), for the figures of whoever runs the program. */
  road?: string;
  /** The command whose question the dialog is, where it is not that of the command that ran (a file that came, B41). */
  asks?: string;
  /** Of free speech: said only where no other reader of it has anything to say. */
  lastResort?: true;
  /** A draft of the sender's to go on with, or to throw away, by its id. */
  resume?: string;
  drop?: string;
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
  /** What the sender left unfinished, oldest first. */
  drafts: readonly Draft[];
  /** His open question in this chat. */
  open?: OpenDialog;
  /** What this sender's last message that recorded something has made, problems and tasks included. */
  last: readonly { kind: string; id: string; villageId?: string }[];
  read: Read;
  /** Takes the next number of a letter (`S12`). */
  number(letter: string): Promise<string>;
  /** Chance that nobody can guess: 0 ≤ n < 1. */
  random(): number;
  /** Keeps a file that is to be sent, for a week; resolves to its absolute path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
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

/** What a command makes of words of which it is only believed that they mean it; null where it cannot. */
export interface Meant<Input> {
  as: readonly Meaning[];
  read(text: string, context: Context, as: Meaning): Input | null;
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
  /** Not offered in the list of what the bot can do (what people ask for and it will not do). */
  unlisted?: true;
  /** One line for the list of commands. */
  summary: string;
  /** The right form, with placeholders. */
  usage: string;
  /** The right (`core/rights.ts`) that whoever says it must have; how far it reaches `run` asks with `covers`. */
  needs: Right;
  where: readonly Place[];
  examples: readonly string[];
  /** Who says the examples when they are tried; absent: a helper. */
  exampleBy?: 'household' | 'office';
  read(heard: Heard, context: Context): Input | null;
  /** Free speech that means this command, where it is read with confidence. */
  speech?(text: string, context: Context): Input | null;
  /** Its `speech` is asked before the others': it knows by the records whether the words are for it. */
  speaksFirst?: true;
  /** What was said to the bot itself and no reader took: asked about, where by all that was learned it means this. */
  meant?: Meant<Input>;
  /** The same where nobody knows what it means: better asked about than lost. */
  leftover?(text: string, context: Context): Input | null;
  run(input: Input, context: Context): Promise<Effect>;
  /**
   * Words that another command wrote down tell of this one's business, too: what is asked about it, with its dialog; null where
   * they do not. One message is enough, whatever it holds.
   */
  besides?(told: Told, context: Context): Promise<Effect | null>;
  /** Its `speech` is listened for in every room, meant for the bot or not. */
  overhears?: true;
  /** An answer to this command's open question; null where the words are no answer to it. */
  answer?(state: unknown, text: string, context: Context): Promise<Effect | null>;
  pending?: Pending;
}

/** What becomes of a command's question while its answer does not come. */
export interface Pending {
  /** The question once more in one short line: after something else was answered, and as the reminder. Null: never. */
  again(state: unknown, read: Read): string | null;
  /** What it is called among the drafts, with names and days only, and what was said; null where nothing would be lost. */
  keep(state: unknown, read: Read): { title: string; detail?: string } | null;
  /** Goes on with a draft where it was. */
  resume(state: unknown, context: Context): Promise<Effect>;
  /** What was written meanwhile, or the question that takes its place, has made this one needless: it leaves no draft. */
  settled?(state: unknown, changes: readonly Change[], next?: unknown): boolean;
}

/** What a feature may do with a message that is no text. */
export interface Wordless {
  /**
   * Keeps the file that came with it and resolves to the SHA-256 of its content; undefined where no file came through (gone,
   * or over 20 MB). Only what is kept this way stays: a picture that nobody takes leaves nothing behind here.
   */
  keep(folder: 'photos' | 'voices' | 'rosters'): Promise<string | undefined>;
}

/** What plain words ask for, told as the line of the command that answers it; or an answer where no command does. */
export type Asked = { line: string } | { text: string };

export interface Feature {
  name: string;
  /** Its heading in the list of what the bot can do. */
  title?: string;
  /** How it is used most, for that list; its first command's first example otherwise. */
  example?: string;
  commands: readonly Command<never>[];
  pushes?: readonly PushJob[];
  /**
   * A picture, a place, a voice or a file in a known chat (D16); null where it is not for this feature. A dialog in the effect
   * goes on with the open question.
   */
  wordless?(context: Context, given: Wordless): Promise<Effect | null>;
  /** A question in plain words, read with confidence: heard before any command takes a part of it for its own. */
  asked?(text: string, context: Context): Asked | null;
  /** Meant for the bot, and nobody could make anything of it: what is said to a question; null where it is none. */
  puzzled?(text: string, context: Context): Effect | null;
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

/** Only says something: in the chat that spoke, but to the sender alone where that is a households' room. */
export function say(text: string): Effect {
  return { replies: [{ text }] };
}

/** Only says something to the sender alone, wherever he spoke. */
export function sayPrivately(text: string): Effect {
  return { replies: [{ text, to: 'private' }] };
}
