import { covers } from '../../core/rights.ts';
import { findByNumber, readRef, recordsIn } from '../../records/find.ts';
import { type Signup, signupKind } from '../../records/signup.ts';
import type { Context } from '../define.ts';
import { sameEvent } from './title.ts';

/** The list that words mean. Several: the newest. */
export async function findSignup(words: string, context: Context): Promise<Signup | undefined> {
  return (await signupsMeant(words, context)).at(-1);
}

/** The lists that words may mean, oldest first: by number, by event, or all. Those of this chat come before any other. */
export async function signupsMeant(words: string, context: Context): Promise<Signup[]> {
  const { read, sender, chat } = context;
  const ref = readRef(words, 'B');
  if (ref) return [(await findByNumber(signupKind, ref.id, sender, read)) ?? []].flat();
  const all = (await recordsIn(signupKind, 'signups:standing', read)).filter((s) => maySee(s, context));
  const event = words.replace(/[?。!的]+$/, '').trim();
  const exact = all.filter((s) => sameEvent(s.event, event));
  const like = all.filter((s) => event === '' || (event.length >= 2 && s.event.includes(event)));
  const meant = exact.length > 0 ? exact : like;
  const here = meant.filter((s) => s.source.chat === chat);
  return here.length > 0 ? here : meant;
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
