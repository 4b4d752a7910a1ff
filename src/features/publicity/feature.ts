import type { Feature } from '../define.ts';
import { post } from './post.ts';
import { progress } from './progress.ts';
import { publicityFull } from './push.ts';
import { recalledPosting, takeDown } from './takeDown.ts';

/** Names that are put up for all to see, and when they may be handed on (C06, C08). */
export const publicity: Feature = {
  name: 'publicity',
  title: '公示',
  example: '公示 罗启明 9月11日贴的',
  commands: [post, progress, takeDown],
  pushes: [publicityFull],
  recalled: recalledPosting,
};
