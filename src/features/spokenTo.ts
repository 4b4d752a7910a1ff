import type { Context } from './define.ts';

/** It was said to the bot itself: in private, or with an @ or a #. */
export function isSpokenTo({ place, message }: Context): boolean {
  return place === 'private' || message.mention || /^\s*[#＃]/.test(message.text);
}
