import { CALM } from '../../src/core/caution.ts';
import type { Sent } from '../../src/core/pace.ts';

/** Nothing was sent yet on 2017-09-13. */
export const nothingSent = (pushGap: number): Sent => ({
  recent: [],
  lastTo: new Map(),
  lastPush: -Infinity,
  pushGap,
  day: '2017-09-13',
  pushesToday: 0,
  caution: CALM,
});
