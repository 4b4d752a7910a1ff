import { DAY, iso } from '../../core/clock.ts';
import { makeCode } from '../../core/text/code.ts';
import { type Code, codeKind } from '../../records/binding.ts';
import { type Change, change } from '../../records/change.ts';
import { type Identity, identityKind, type Person, personKind } from '../../records/organisation.ts';
import type { Context } from '../define.ts';
import type { Target } from './target.ts';

/** A code is good for so long. */
export const GOOD_FOR = 7 * DAY;

/** What is needed to issue: who asks, when, chance, and the hash. The script of a first code brings its own. */
export type Issuer = Pick<Context, 'now' | 'random' | 'read'> & { by: string; source: Code['source'] };

export const issuerOf = (context: Context): Issuer => ({
  now: context.now,
  random: context.random,
  read: context.read,
  by: context.sender.person?.id ?? '',
  source: { messageId: context.message.id, chat: context.chat },
});

/** A fresh code and the changes that make it good; what was issued before to the same one and not used is void. */
export async function issue(
  target: Target,
  issuer: Issuer,
  beside = false,
): Promise<{ code: string; changes: Change[] }> {
  const { read, now, by, source } = issuer;
  const as = { actor: by };
  const code = makeCode(issuer.random);
  const fresh: Code = {
    id: read.fingerprint(code),
    rev: 0,
    schema: 1,
    by,
    at: iso(now),
    status: 'active',
    source,
    ...(target.person ? { personId: target.id } : { householdId: target.id }),
    expires: now + GOOD_FOR,
    ...(beside && { beside }),
  };
  // A household may have several phones, and so several slips; a person has one code at a time.
  const old = target.person && !beside ? await read.many(codeKind, await read.codesOf(target.id)) : [];
  return {
    code,
    changes: [
      ...old.map((before) => voidCode(before, by)),
      change({ kind: codeKind, after: fresh, action: 'code.issue', ...as }),
    ],
  };
}

export function voidCode(before: Code, actor: string): Change {
  return change({ kind: codeKind, before, after: { ...before, status: 'void' }, action: 'code.void', actor });
}

/** The identities of a person or household end, all but one. */
export function endIdentities(
  id: string,
  { read, by }: Pick<Issuer, 'read' | 'by'>,
  but?: string,
): { changes: Change[]; ended: Identity[] } {
  const ended = read.directory
    .contactsOf(id)
    .filter((contact) => contact !== but)
    .flatMap((contact) => read.directory.identity(contact) ?? []);
  return {
    ended,
    changes: ended.map((before) =>
      change({
        kind: identityKind,
        before,
        after: { ...before, status: 'void' },
        action: 'identity.end',
        actor: by,
      }),
    ),
  };
}

/** What the roster says of a person: whether a chat identity speaks for him. */
export function boundChange(person: Person, bound: boolean, actor: string): Change[] {
  if (person.bound === bound) return [];
  const action = bound ? 'person.bind' : 'person.unbind';
  return [change({ kind: personKind, before: person, after: { ...person, bound }, action, actor })];
}
