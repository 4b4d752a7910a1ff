/**
 * A question that the bot has put to one person in one chat: which command asked, what it knows so far (plain data), and
 * until when an answer counts. One a person and chat; two people in one group never mix.
 */
export interface OpenDialog {
  command: string;
  state: unknown;
  askedAt: number;
  expires: number;
}

/** The key of a dialog: chat and sender in the channel's ids. */
export function conversationOf(message: { room?: string; from: string }): string {
  return `${message.room ?? 'private'}|${message.from}`;
}
