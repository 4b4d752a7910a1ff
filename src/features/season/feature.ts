import type { Feature } from '../define.ts';
import { doneSeason } from './done.ts';
import { planSeason } from './plan.ts';
import { seasonAsk } from './push.ts';
import { review, reviewEnds } from './review.ts';

/** What households have to pay or apply for by a day of their own: 医保, 助学 …, by the season of the policy. */
export const season: Feature = {
  name: 'season',
  title: '缴费申请',
  example: '已缴 罗启明 医保',
  commands: [planSeason, doneSeason, review],
  pushes: [seasonAsk, reviewEnds],
};
