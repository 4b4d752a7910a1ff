/** A place on earth as a chat sends it. Degrees; `name` as the sender's phone called it. */
export interface Location {
  latitude: number;
  longitude: number;
  name: string;
}

/** A file or picture that came with a message. `path` is readable on this machine until the message is handled. */
export interface Attachment {
  name: string;
  path: string;
}

/**
 * One thing said, as the channel delivered it. It carries only the channel's own names: who a contact or a room is to us
 * is looked up later (web puppets change their ids at every login, so they are never business keys).
 */
export interface Inbound {
  /** The channel's message id; the same id again is a duplicate delivery. */
  id: string;
  kind: 'text' | 'image' | 'location' | 'file' | 'voice' | 'recall' | 'other';
  /** The channel's contact id of the sender. */
  from: string;
  /** What the bot's account wrote into this contact's remark, where the channel's ids do not last. */
  remark?: string;
  /** The channel's room id; absent in a private chat. */
  room?: string;
  /** What was typed, without the message it quotes; '' where nothing was. */
  text: string;
  /** The bot was @-ed in a room. */
  mention: boolean;
  /** The text of the message that this one quotes. */
  quoted?: string;
  location?: Location;
  file?: Attachment;
  /** For `recall`: the id of the message taken back. */
  recalled?: string;
  /** When it was sent, in ms since the epoch. */
  sentAt: number;
  /** Which numbers were blanked in it before it was written down. */
  blanked?: ('identity' | 'card')[];
}

/**
 * What one send carries: exactly one of text, image, file (absolute paths) or remark: that is written into the contact's
 * remark, and nothing is said.
 */
export interface Content {
  text?: string;
  image?: string;
  file?: string;
  remark?: string;
}
