/**
 * A question that the bot has put to one person in one chat: which command asked, what it knows so far (plain data), and
 * until when an answer counts. One a person and chat; two people in one group never mix.
 */
export interface OpenDialog {
  /** The message that opened it or moved it last: the mark of its deadlines is made from it. */
  id: string;
  /** The message that opened it, where another one moved it since. */
  begun?: string;
  command: string;
  state: unknown;
  askedAt: number;
  /** From then on it is put away: what was said stays as a draft, ms. */
  expires: number;
  /** When its sender is reminded of it, ms; absent: not, or not any more. */
  remindAt?: number;
  /** He was reminded: once is enough. */
  reminded?: true;
  /** Whose it is, under the id of his records, and his name where he is addressed among others. */
  owner: string;
  name?: string;
  /** The chat, in records' names and in the channel's. */
  chat: string;
  via: { kind: 'room' | 'contact'; id: string };
}

/** What was said to a question that was left: its sender may go on with it whenever he likes. */
export interface Draft {
  /** The id of the dialog that it was. */
  id: string;
  owner: string;
  chat: string;
  command: string;
  state: unknown;
  /** Names and days only; `detail` is what was said, for the chat in which it was said. */
  title: string;
  detail?: string;
  /** When the sender last said something to it, ms. */
  at: number;
}

/** The key of a dialog: chat and sender in the channel's ids. */
export function conversationOf(message: { room?: string; from: string }): string {
  return `${message.room ?? 'private'}|${message.from}`;
}

/** The next instant at which a dialog wants something of the clock, ms. */
export function deadlineOf(open: OpenDialog): number {
  return Math.min(open.remindAt ?? open.expires, open.expires);
}
