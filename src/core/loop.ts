import { MINUTE } from './clock.ts';

/** One exchange: what somebody said and what was answered, in the form that is compared. */
interface Round {
  at: number;
  said: string;
  answered: string;
}

/** So many rounds of the same within so long are two programs answering one another; people give up sooner. */
const ROUNDS = 6;
const WITHIN = 3 * MINUTE;
/** Conversations that are watched at once; the one that was quiet longest makes room. */
const WATCHED = 2000;
const KEPT = 12;

/** Watches for another bot that answers our answers. Kept in memory: after a restart it takes a few rounds again. */
export interface LoopGuard {
  /**
   * Whether this answer had better not be given: the same has been said and answered over and over, and nothing was
   * recorded. Asked twice about one message it gives the same answer.
   */
  turnsInCircles(
    conversation: string,
    message: { id: string; at: number; text: string },
    answer: string,
  ): boolean;
}

export function createLoopGuard(): LoopGuard {
  const chats = new Map<string, Map<string, Round>>();

  return {
    turnsInCircles(conversation, { id, at, text }, answer) {
      const rounds = chats.get(conversation) ?? new Map<string, Round>();
      chats.delete(conversation);
      rounds.delete(id);
      const round = { at, said: shape(text), answered: shape(answer) };
      const recent = [...rounds.values()].filter((r) => at - r.at <= WITHIN);
      const same = recent.filter((r) => alike(r.said, round.said) && alike(r.answered, round.answered));
      rounds.set(id, round);
      for (const [old, r] of rounds) if (at - r.at > WITHIN || rounds.size > KEPT) rounds.delete(old);
      chats.set(conversation, rounds);
      const [oldest] = chats.keys();
      if (chats.size > WATCHED && oldest !== undefined) chats.delete(oldest);
      return same.length >= ROUNDS - 1;
    },
  };
}

/** Without what changes from one round to the next: digits, blanks, punctuation. */
const shape = (text: string) => text.replace(/[^\p{L}]/gu, '').slice(0, 200);

/** Nine of ten pairs of characters are the same. */
function alike(a: string, b: string): boolean {
  if (a === b) return true;
  const pairs = (t: string) => new Set([...t].slice(1).map((c, i) => `${t[i]}${c}`));
  const [x, y] = [pairs(a), pairs(b)];
  const both = [...x].filter((p) => y.has(p)).length;
  return both * 2 >= (x.size + y.size) * 0.9 && both > 0;
}
