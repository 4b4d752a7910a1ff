import { covers } from '../../core/rights.ts';
import { findByNumber, readRef, recordsIn } from '../../records/find.ts';
import { type Signup, signupKind } from '../../records/signup.ts';
import type { Context } from '../define.ts';
import { sameEvent } from './title.ts';

/** The list that words mean: its number, or its event. Several of one name: the one of this chat, then the newest. */
export async function findSignup(words: string, context: Context): Promise<Signup | undefined> {
  const { read, sender, chat } = context;
  const ref = readRef(words, 'B');
  if (ref) return findByNumber(signupKind, ref.id, sender, read);
  const all = (await recordsIn(signupKind, 'signups:standing', read)).filter((s) => maySee(s, context));
  const event = words.replace(/[?。!的]+$/, '').trim();
  const named = all.filter(
    (s) => sameEvent(s.event, event) || (event.length >= 2 && s.event.includes(event)),
  );
  const meant = event === '' ? all : named;
  return meant.findLast((s) => s.source.chat === chat) ?? meant.at(-1);
}

/** Whoever posted it first, and those who work in that village. */
export function maySee(s: Signup, { sender }: Context): boolean {
  return covers(sender, 'signUp', { own: s.by === sender.person?.id, villageId: s.villageId });
}

/** Closes or cancels it: whoever posted it first, and those above. */
export function mayMove(s: Signup, { sender }: Context): boolean {
  return covers(sender, 'decideSignup', { own: s.by === sender.person?.id, villageId: s.villageId });
}

/** The standing list that a title goes on with: same event, same chat or village, and no other day. */
export async function standingFor(
  event: string,
  date: string | null,
  villageId: string,
  context: Context,
): Promise<Signup | undefined> {
  const all = await recordsIn(signupKind, 'signups:standing', context.read);
  return all.findLast(
    (s) =>
      sameEvent(s.event, event) &&
      (s.source.chat === context.chat || s.villageId === villageId) &&
      (s.date === null || date === null ? s.date === null || s.date >= context.today : s.date === date),
  );
}
