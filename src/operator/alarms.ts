import { DAY, MINUTE } from '../core/clock.ts';

/** What a person outside the chat has to know. No alarm carries a name, a text or an id of a person. */
export const ALARMS = {
  loggedOut: '账号掉线超过5分钟,收不到也发不出消息。请扫码重新登录(日志或 /qr 里有二维码)',
  redis: 'Redis 连不上,消息存不下来。请看 Redis 服务和磁盘',
  outbox: '有消息该发却发不出去,已超过10分钟。请看日志',
  refused: '连续多次发送被微信拒绝,已自动停发推送(回复还在慢慢发)。请用手机看看账号有没有被限制',
  backup: '超过两天没有备份。请看备份定时任务,或手工运行 scripts/backup',
} as const;
export type Alarm = keyof typeof ALARMS;

/** How it stands, as far as alarms go. Times in ms. */
export interface Standing {
  now: number;
  loggedIn: boolean;
  /** Since when it is as it is; undefined: it never was logged in. */
  since?: number;
  /** When this process began. */
  begun: number;
  redisLostSince?: number;
  /** Something could go out since then and has not. */
  readySince?: number;
  wary: boolean;
  /** Undefined: nobody knows, or nobody has to make any. */
  backupDue?: number;
}

const OUT = 5 * MINUTE;
const STUCK = 10 * MINUTE;
/** A restart of Redis is no alarm. */
const LOST = MINUTE;
/** A backup may be so old. */
export const BACKUP_AGE = 2 * DAY;

/** The alarms that are on, from how it stands alone. */
export function alarmsOf(s: Standing): Alarm[] {
  const on: Alarm[] = [];
  const longer = (since: number | undefined, span: number) => since !== undefined && s.now - since > span;
  if (!s.loggedIn && longer(s.since ?? s.begun, OUT)) on.push('loggedOut');
  if (longer(s.redisLostSince, LOST)) on.push('redis');
  if (longer(s.readySince, STUCK)) on.push('outbox');
  if (s.wary) on.push('refused');
  if (s.backupDue !== undefined && s.now > s.backupDue) on.push('backup');
  return on;
}
