import type { Location } from '../../core/message.ts';
import type { Quote } from './quoting.ts';

/** A message as the page shows it. */
export interface Entry {
  /** Counts up over all chats. */
  n: number;
  /** A room, or the person whose private chat with the bot it is. */
  chat: string;
  from: string;
  at: number;
  /** The channel's id; the bot's own messages have none. */
  id?: string;
  text?: string;
  /** The message that this one quotes. */
  quote?: Quote;
  mention?: boolean;
  /** Address of the picture. */
  image?: string;
  file?: { name: string; url: string };
  location?: Location;
  recalled?: boolean;
  /** When it was taken back, ms. */
  recalledAt?: number;
}
