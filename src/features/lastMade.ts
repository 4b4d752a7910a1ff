import type { Context, Heard } from './define.ts';

/** Said without a number: what was recorded last is meant (contract, section 4). */
const BARE =
  /^(吧|啊|了|(把)?(刚才?|刚刚|上一?|最后一?|刚记的?|刚发的?|刚派的?)(那)?(个|条|件)?(任务|问题)?(的)?)?[。!吧啊]*$/;

export const isBare = (rest: string): boolean => BARE.test(rest.trim());

/** The numbers of what the sender's last message made, where all of it is of one kind. */
export function lastOfKind(kind: string, { last }: Pick<Context, 'last'>): string[] {
  return last.every((m) => m.kind === kind) ? last.map((m) => m.id) : [];
}

/** A word that names no number is for the commands of the one kind that was recorded last: tasks and problems have their own. */
export function isForOthers({ rest }: Pick<Heard, 'rest'>, context: Pick<Context, 'last'>): boolean {
  return (
    isBare(rest) &&
    ['task', 'problem', 'income', 'expense', 'publicity'].some((kind) => lastOfKind(kind, context).length > 0)
  );
}
