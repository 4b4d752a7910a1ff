import type { Place } from '../../core/roles.ts';
import type { Feature } from '../define.ts';
import { eraseMine } from './erase.ts';
import { myInfo } from './myInfo.ts';

/** Identity and card numbers (J20, M44): blanked before anything is written; the sender is told to take them back. */
export const privacy: Feature = {
  name: 'privacy',
  title: '我的信息',
  commands: [myInfo, eraseMine],
  warn: (found, place) => [{ text: warning(found, place), to: 'here' }],
};

function warning(found: readonly ('identity' | 'card')[], place: Place): string {
  const what = [...new Set(found)].map((f) => (f === 'identity' ? '身份证号' : '银行卡号')).join('、');
  const where = place === 'private' ? '不要在聊天里发身份证、银行卡号' : '不要在群里发身份证、银行卡号';
  return `请撤回刚才那条:里面有${what}。${where},号码我没有存。`;
}
