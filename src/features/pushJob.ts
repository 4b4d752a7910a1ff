import type { Content } from '../core/message.ts';
import type { WeekPicture } from '../core/picture.ts';
import type { Change, DueMove } from '../records/change.ts';
import type { PushKind } from '../records/push.ts';
import type { Read } from '../records/read.ts';
import type { Sheet } from '../sheets/sheet.ts';

/** A send that a push wants; it never sends itself. */
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
  /** What it is about, where one run plans several for one receiver. */
  part?: string;
  /** Not before then, ms: later than its slot. */
  due?: number;
  /** Asked for that very time: a day that is full does not hold it. */
  exact?: true;
}

/**
 * A file that is made when it is sent: a picture, or a workbook under the name that its receiver sees, with what he is told
 * where it cannot be made.
 */
export type Made = { picture: WeekPicture } | { workbook: string; sheets: readonly Sheet[]; sorry: string };

/** A push as data: when it runs, how late it may, and what it wants. */
export interface PushJob {
  name: string;
  /** When it runs; absent: whenever something of the villages' `due` sets is (`slot` is that instant). */
  cron?: string;
  /** A slot missed by no more than this is caught up, ms; an older one is recorded as skipped. */
  grace: number;
  /** What it renders takes long: it is made beside the sending, and others go out meanwhile. */
  slow?: true;
  /** It tells nobody anything: a missed slot is no send that was missed. */
  silent?: true;
  run(at: {
    slot: number;
    now: number;
    read: Read;
    /** Takes the next number of a letter, as `Context.number` does. */
    number(letter: string): Promise<string>;
  }): Promise<{
    changes: Change[];
    /** Steps of ladders that say only when the next one is due. */
    moves?: DueMove[];
    outbound: Planned[];
    counts: Record<string, number>;
    /** There is more due than one run takes up: it is run once more, at once (a job of the due sets only). */
    more?: boolean;
  }>;
  /**
   * What several of its sends to one person say, in one. A job that has it goes out together with the others that wait for
   * that person, and what was held (away, in peace, a full day) is said later, whenever: what is still so then.
   */
  merge?(data: readonly unknown[]): unknown;
  /**
   * The text at the moment of sending, or what has to be made for it; null where nothing is left to say (the work was
   * done meanwhile), or why it is not said.
   */
  render?(
    data: unknown,
    /** `to`: whose it is; `reader`: who reads it, the same one or who stands in for him. */
    at: { now: number; to: string; reader: string; read: Read },
  ): Promise<string | Made | { skip: string } | null>;
}
