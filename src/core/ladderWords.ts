import { type Ladder, parseLadder, type Rung } from './ladder.ts';
import { readNumber } from './text/chineseNumber.ts';
import { timeAt } from './text/dayTime.ts';

const WHO: readonly [RegExp, NonNullable<Rung['cc']>][] = [
  [/^(?:抄|告诉|报)?副网格长/, 'deputy'],
  [/^(?:抄|告诉|报)?网格长/, 'leader'],
  [/^(?:抄|告诉|报)?(?:上一?级|上面|领导)/, 'up'],
  [/^(?:告诉)?(?:户里|农户|本户)/, 'household'],
];
const SELF = /^(?:本人|自己|责任人)/;
const N = '\\d{1,3}|[一二两三四五六七八九十半]{1,3}';

/** Which way days are counted from the day that is due, or from the day it was said. */
type Side = 'before' | 'after' | 'asked';

/**
 * Reads a ladder in people's words: `提前3天、1天,当天,过期1天副网格长,3天网格长`, `登记后3天`, `提前1小时`, a time behind a day
 * (`当天下午3点`). Gives it as a setting is written, or the piece that it cannot read.
 */
export function readLadderWords(text: string): { ladder: string } | { wrong: string } {
  let side: Side | undefined;
  const rungs: string[] = [];
  for (const piece of text.split(/[\s,;、。]+|(?<=天)和/).filter((p) => p !== '')) {
    const read = readPiece(piece, side);
    if (!read) return { wrong: piece };
    side = read.side;
    rungs.push(read.rung);
  }
  if (rungs.length === 0) return { wrong: text };
  return { ladder: [...new Set(rungs)].join(', ') };
}

function readPiece(piece: string, before: Side | undefined): { rung: string; side: Side | undefined } | null {
  let rest = piece.replace(/(?:再)?(?:提醒|催办?)(?:一次)?$/, '');
  const side = sideOf(rest);
  rest = rest.replace(/^(?:提前|到期前|过期|逾期|超期|到期后|登记后|收到后)/, '');
  const today = /^(?:当天|到期(?:那|当)天|当日)/.exec(rest);
  if (today) return finish('T0', rest.slice(today[0].length), before);
  const count = new RegExp(`^(${N})(天|日|个?小时)(?:前|后)?`).exec(rest);
  const way = side ?? (/天前|小时前/.test(rest) ? 'before' : before);
  if (!count || !way) return null;
  const n = readNumber((count[1] ?? '').replace('两', '二'));
  if (n === null || n > 365) return null;
  const hours = /小时/.test(count[2] ?? '');
  if (hours && way !== 'before') return null;
  const days = way === 'before' ? `T-${n}` : way === 'after' ? `T+${n}` : `A+${n}`;
  return finish(hours ? `${days}h` : days, rest.slice(count[0].length), way);
}

function sideOf(text: string): Side | undefined {
  if (/^(?:提前|到期前)/.test(text)) return 'before';
  if (/^(?:过期|逾期|超期|到期后)/.test(text)) return 'after';
  return /^(?:登记后|收到后)/.test(text) ? 'asked' : undefined;
}

/** What stands behind the days: a time, and who hears of it. */
function finish(rung: string, rest: string, side: Side | undefined) {
  const at = timeAt(rest, 0);
  const left = (at?.time ? rest.slice(at.length) : rest).replace(/^(?:给|抄送?|再)/, '');
  const who = WHO.find(([re]) => re.test(left));
  const said = who?.[0].exec(left)?.[0] ?? SELF.exec(left)?.[0] ?? '';
  if (left !== said) return null;
  return { rung: `${rung}${at?.time ? ` ${at.time}` : ''}${who ? ` cc ${who[1]}` : ''}`, side };
}

const NAMES: Record<NonNullable<Rung['cc']>, string> = {
  deputy: '副网格长',
  leader: '网格长',
  up: '上一级',
  household: '户里',
};

/** A ladder in people's words, as `readLadderWords` reads it again. */
export function ladderWords(ladder: string | Ladder): string {
  const rungs = typeof ladder === 'string' ? parseLadder(ladder) : ladder;
  return rungs.map(words).join(',');
}

function words({ from, days, hours, time, cc }: Rung): string {
  const who = cc ? NAMES[cc] : '';
  if (hours !== undefined) return `${hours === 0 ? '到点' : `提前${-hours}小时`}${who}`;
  const when =
    from === 'asked'
      ? `登记后${days}天`
      : days === 0
        ? '当天'
        : days < 0
          ? `提前${-days}天`
          : `过期${days}天`;
  return `${when}${time ?? ''}${who}`;
}
