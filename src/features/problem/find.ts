import { covers } from '../../core/rights.ts';
import { isHis, type Sender } from '../../core/roles.ts';
import { isQuestion } from '../../core/text/chatter.ts';
import { findByNumber, readRef } from '../../records/find.ts';
import { type Problem, problemKind } from '../../records/problem.ts';
import type { Context, Heard } from '../define.ts';

/** A problem's number and the words behind it; null where a command's line begins with none. */
export interface Ref {
  id?: string;
  words: string;
}

/** Reads `I3 已换电线`; without a number only where it was meant for the bot. */
export function readProblemRef({ rest, explicit }: Heard): Ref | null {
  const ref = readRef(rest, 'I');
  if (ref) return { id: ref.id, words: ref.rest.trim() };
  // 销号了几个问题 asks for a number and closes nothing.
  const asks = isQuestion(rest) || /^(完|好)?(了|得)?.{0,4}(几|多少|哪些|怎么?样|咋样|情况)/.test(rest);
  return explicit && !asks && !/^[TQSPU]\s*-?\d/i.test(rest) ? { words: rest.trim() } : null;
}

/** A problem that this sender may see; one that is hidden from him is not there (D14). */
export async function findProblem(id: string, context: Context): Promise<Problem | undefined> {
  const found = await findByNumber(problemKind, id, context.sender, context.read);
  return found && maySee(found, context.sender) ? found : undefined;
}

export function maySee(p: Problem, sender: Sender): boolean {
  const me = sender.person?.id ?? '';
  if (p.hiddenFrom?.includes(me)) return false;
  const { villageId } = p;
  const own = isHis(sender, p.owner) || p.by === me || p.coOwners?.includes(me);
  if (covers(sender, 'moveProblem', { villageId, own })) return true;
  // What was said in confidence is for those who see to it; the rest for all who work in that village.
  return !p.hiddenFrom?.length && covers(sender, 'seeProblems', { villageId });
}

/** Its owner, who reported it, its household's helper, and those above (C46). */
export function mayMove(p: Problem, { sender, read }: Context): boolean {
  const me = sender.person?.id;
  if (!me || p.hiddenFrom?.includes(me)) return false;
  const helper = p.householdId ? read.directory.household(p.householdId)?.helperId : undefined;
  const own = isHis(sender, p.owner) || p.coOwners?.includes(me) || p.by === me || isHis(sender, helper);
  return covers(sender, 'moveProblem', { own, villageId: p.villageId });
}
