const OFFSET = 8 * 3600_000;
const DAY = 86_400_000;

/** The clock of China, whatever the browser's is. */
function parts(ms) {
  const date = new Date(ms + OFFSET);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    time: date.toISOString().slice(11, 16),
    dayNumber: Math.floor((ms + OFFSET) / DAY),
  };
}

export function timeOf(ms) {
  return parts(ms).time;
}

/** `09:30` today, `昨天 09:30`, `9月8日 09:30`. */
export function momentOf(ms, now) {
  const { time, month, day, dayNumber } = parts(ms);
  const ago = parts(now).dayNumber - dayNumber;
  if (ago === 0) return time;
  return ago === 1 ? `昨天 ${time}` : `${month}月${day}日 ${time}`;
}

export function dayOf(ms) {
  const { year, month, day, weekday } = parts(ms);
  return `${year}年${month}月${day}日 星期${'日一二三四五六'[weekday]}`;
}

/** The instant of a time of day, `days` after the day of `ms`. */
export function atTime(ms, days, hours) {
  return (parts(ms).dayNumber + days) * DAY - OFFSET + hours * 3600_000;
}

/** Days from the day of `ms` to Monday of the week after. */
export function daysToMonday(ms) {
  return 8 - (parts(ms).weekday || 7);
}

export function isoOf(ms) {
  return `${new Date(ms + OFFSET).toISOString().slice(0, 19)}+08:00`;
}
