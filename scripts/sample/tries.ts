import type { Try } from '../../src/transport/simulator/directory.ts';

/** What the page offers to whoever opens it first. */
export const TRIES: readonly Try[] = [
  { label: '帮扶干部在群里记一次走访', as: 'U18', chat: 'G2', text: '走访 罗启明 入户 老伴头晕好些了' },
  { label: '乡亲问低保怎么申请', as: 'H01', text: '低保咋个申请,先找哪个' },
  { label: '等到九点,看提醒自己来', as: 'U19', until: '09:00' },
];
