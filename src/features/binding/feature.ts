import type { Feature } from '../define.ts';
import { bind } from './bind.ts';
import { makeCode, rebind } from './codes.ts';
import { bindRoom, unbindRoom } from './room.ts';
import { unboundNow } from './unbound.ts';

/** Which chat identity speaks for whom, and what each room is (issue 5, point 2). */
export const binding: Feature = {
  name: 'binding',
  title: '绑定',
  example: '绑定 8K3F-27QX',
  commands: [bind, makeCode, rebind, unboundNow, bindRoom, unbindRoom],
};
