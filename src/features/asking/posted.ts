import { asksWhenFull } from '../../core/text/publicity.ts';
import { publicityRule } from '../../records/publicity.ts';
import type { Asked, Context } from '../define.ts';
import type { Named } from './household.ts';

/**
 * When a name that was put up for all to see may be handed on (C06): of a household its own days, as the command tells them;
 * without one the rule.
 */
export function ofPosting(text: string, named: Named | undefined, { read }: Context): Asked | null {
  if (!asksWhenFull(text)) return null;
  return named
    ? { line: `公示进度 ${named.id ?? named.name}` }
    : { text: publicityRule(undefined, read.directory) };
}
