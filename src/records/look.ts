import { z } from 'zod';
import { iso } from '../core/clock.ts';
import { actorOf, type Sender } from '../core/roles.ts';
import { type Change, change } from './change.ts';
import { defineKind, envelope, type Stored } from './kind.ts';

const lookSchema = z.object({ ...envelope, villageId: z.string() });

/** Not a record: that somebody looked at a household's private matters stands in the village's audit chain only. */
export const lookKind = defineKind<Stored & { villageId: string }>({
  name: 'look',
  home: 'village',
  schema: lookSchema,
  sensitive: [],
  traceOnly: true,
});

/** What a feature's context tells of it. */
export interface Looking {
  sender: Sender;
  now: number;
  message: { id: string };
  chat: string;
}

/**
 * One line in the audit: `sender` was shown what is private of a household (`what`: `card`, `visit`, `problem`, `own`). To
 * be put among the changes of a command that only reads; it costs one commit and leaves nothing but that line.
 */
export function looked(
  household: { id: string; villageId: string },
  what: string,
  { sender, now, message, chat }: Looking,
): Change {
  const actor = actorOf(sender);
  const after = {
    id: household.id,
    rev: 0,
    schema: 1,
    by: actor,
    at: iso(now),
    status: 'active',
    source: { messageId: message.id, chat },
    villageId: household.villageId,
  };
  return change({ kind: lookKind, after, action: `look.${what}`, actor });
}
