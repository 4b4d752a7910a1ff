import type { Feature } from '../define.ts';
import { signUp } from './command.ts';
import { cancel, close, list } from './list.ts';
import { signupReminder } from './remind.ts';

/** Lists of who takes part in something, posted as 接龙 (M34, L02, L06, F24). */
export const signup: Feature = {
  name: 'signup',
  title: '报名',
  commands: [signUp, list, close, cancel],
  pushes: [signupReminder],
};
