import type { Feature } from '../define.ts';

/**
 * The features with their pushes at a deployment's own times (`2 08:00` is Tuesday at eight); one that is `off` is left out.
 */
export function atTimes(features: readonly Feature[], times: Record<string, string>): Feature[] {
  return features.map((feature) => ({
    ...feature,
    pushes: feature.pushes?.flatMap((push) => {
      const time = times[push.name];
      if (time === undefined) return [push];
      const [, day, hour, minute] = /^([1-7]) (\d\d):(\d\d)$/.exec(time) ?? [];
      return day === undefined
        ? []
        : [{ ...push, cron: `${Number(minute)} ${Number(hour)} * * ${Number(day) % 7}` }];
    }),
  }));
}
