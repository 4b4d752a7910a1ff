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

/** What the page opens with. */
export interface PageHints {
  /** Who one is at first, and in which chat (a room; without it the private chat with the bot). */
  as?: string;
  chat?: string;
  /** Three messages to try, each filled in by one click. */
  examples: string[];
}
