import type { Content, Inbound } from '../core/message.ts';

/** Where a send goes, in the channel's own ids. */
export interface ChannelTarget {
  kind: 'room' | 'contact';
  id: string;
}

export interface TransportHealth {
  loggedIn: boolean;
  /** Since when it is as it is, in ms; undefined before the first login. */
  since?: number;
  /** The bot's own contact id while logged in. */
  self?: string;
  /** The code that has to be scanned to log in, while one is wanted. */
  scan?: string;
}

/** Somebody wants to be the account's friend. Both ids are the channel's. */
export interface FriendRequest {
  id: string;
  contact: string;
}

/** What a transport calls. `onMessage` resolves once the message is journaled (or refused); it never throws. */
export interface TransportHandlers {
  onMessage(message: Inbound): Promise<void>;
  /** The account was logged in or out; a second login without a logout is possible. */
  onHealth(health: TransportHealth): void;
  /** Somebody asks to be a friend; the same request may come again. */
  onFriendRequest?(request: FriendRequest): void;
}

/**
 * The channel as the rest of the program sees it. It turns what the channel delivers into an `Inbound` and knows nothing
 * else. `send` rejects with a `SendError`, whose class says whether to try again.
 */
export interface Transport {
  start(handlers: TransportHandlers): Promise<void>;
  send(to: ChannelTarget, content: Content): Promise<void>;
  /** Accepts a friend request. Rejects with a `SendError`, like `send`. */
  accept?(requestId: string): Promise<void>;
  stop(): Promise<void>;
  health(): TransportHealth;
}
