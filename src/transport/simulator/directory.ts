/** Someone the page can speak as. */
export interface PagePerson {
  id: string;
  name: string;
  /** What this person does, in a few words. */
  does: string;
  /** A heading to list them under: 干部, 农户. */
  group?: string;
}

export interface PageRoom {
  id: string;
  name: string;
  members: string[];
}

export interface PageDirectory {
  people: PagePerson[];
  rooms: PageRoom[];
}

/** One thing to try with one click: it is said at once, or the clock moves and the chat is opened. */
export interface Try {
  label: string;
  /** Who one is for it, and in which room (absent: the private chat with the bot). */
  as: string;
  chat?: string;
  text?: string;
  /** `20:00`: the clock moves to the next such time. */
  until?: string;
}

/** What the page opens with. */
export interface PageHints {
  /** Who one is at first, and in which chat (a room; without it the private chat with the bot). */
  as?: string;
  chat?: string;
  tries: Try[];
  /** When the sample's own days begin, ms: what is saved as a script is moved back there by whole weeks. */
  asOf?: number;
}
