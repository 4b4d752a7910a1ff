import { lookUp } from '../../core/text/names.ts';
import type { Change } from '../../records/change.ts';
import { type Issuer, issue } from './issue.ts';
import { describe, targetOf } from './target.ts';

/** A code made from the terminal for the one with this number or whole name; `wrong` says why there is none. */
export async function issueFor(
  who: string,
  issuer: Pick<Issuer, 'read' | 'now' | 'random'>,
): Promise<{ who: string; code: string; changes: Change[] } | { wrong: string }> {
  const { directory } = issuer.read;
  const nobody = { own: new Set<string>(), villages: new Set<string>() };
  const named = [directory.personNames(), directory.householdNames()]
    .flatMap((index) => lookUp(index, who, nobody))
    .filter((m) => m.how === 'exact')
    .map((m) => m.entry.id);
  const found = [...new Set([who.toUpperCase(), ...named])].flatMap((id) => targetOf(id, issuer) ?? []);
  const [target] = found;
  if (!target) return { wrong: `The roster has no ${who}. Bring the roster in first.` };
  if (found.length > 1)
    return { wrong: `Several: ${found.map((t) => describe(t, issuer)).join(', ')}. Give the number.` };
  const source = { messageId: 'terminal', chat: 'terminal' };
  const made = await issue(target, { ...issuer, by: 'terminal', source });
  return { who: describe(target, issuer), ...made };
}
