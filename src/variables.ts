import { z } from 'zod';

/** Not a key on purpose: whatever stands here would be used by somebody. */
const KEY_EXAMPLE = '<44 characters from openssl>';
const CLOCK_TIME = '([01]\\d|2[0-3]):[0-5]\\d';

/** One variable of the environment: how it is read, and what a person is told when it is wrong. */
export interface Variable<T> {
  read: z.ZodType<T, string | undefined>;
  expected: string;
  example: string;
  /** What of the value is never shown. */
  secret: Secret;
}

/** The whole value, or a password inside an address. */
export type Secret = 'whole' | 'password' | 'nothing';

function variable<T>(
  read: z.ZodType<T, string | undefined>,
  expected: string,
  example: string,
  secret: Secret = 'nothing',
): Variable<T> {
  return { read, expected, example, secret };
}

function oneOf<const T extends [string, ...string[]]>(values: T, fallback: T[number]) {
  return variable(
    z
      .enum(values)
      .optional()
      .transform((value) => value ?? fallback),
    `one of ${values.join(', ')}`,
    fallback,
  );
}

function wholeNumber(fallback: number, max: number, what: string) {
  return variable(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .refine((value) => value <= max)
      .optional()
      .transform((value) => value ?? fallback),
    `${what}, a whole number from 0 to ${max}`,
    String(fallback),
  );
}

function text(pattern: RegExp, expected: string, example: string, secret: Secret = 'nothing') {
  return variable(z.string().regex(pattern).optional(), expected, example, secret);
}

/** A weekday, 1 (Monday) to 7, and a time of day; `off` for never. */
function weekTime(usual: string) {
  return variable(
    z
      .string()
      .regex(new RegExp(`^([1-7] ${CLOCK_TIME}|off)$`))
      .optional()
      .transform((value) => value ?? usual),
    'a weekday from 1 (Monday) to 7 and HH:MM, or off',
    usual,
  );
}

/** 32 bytes as base64 or hex; undefined where it is neither. */
export function parseKey(value: string): Buffer | undefined {
  const isHex = /^[0-9a-f]{64}$/i.test(value);
  if (!isHex && !/^[A-Za-z0-9+/_-]{43}=?$/.test(value)) return undefined;
  const key = Buffer.from(value, isHex ? 'hex' : 'base64');
  return key.length === 32 ? key : undefined;
}

function keys(value: string): Buffer[] | undefined {
  const all = value.split(',').map((each) => parseKey(each.trim()));
  return all.every((key) => key !== undefined) ? all : undefined;
}

function given<T>(parse: (value: string) => T | undefined) {
  return z
    .string()
    .optional()
    .transform((value, context): T | undefined => {
      const parsed = value === undefined ? undefined : parse(value);
      if (value !== undefined && parsed === undefined) context.addIssue({ code: 'custom' });
      return parsed;
    });
}

/** Every variable that the program reads; `.env.example` explains the same ones. */
export const variables = {
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'info'),
  REDIS_URL: text(
    /^(rediss?:\/\/[^\s/?]+(\/\d*)?(\?\S*)?|\/[^/].*)$/i,
    'a redis:// or rediss:// address, or the path of a unix socket (required with NODE_ENV=production)',
    'redis://127.0.0.1:6380/0',
    'password',
  ),
  ALLOW_UNSAFE_REDIS: oneOf(['true', 'false'], 'false'),
  DATA_DIR: text(/\S/, 'a folder', '.data'),
  DATA_KEY: variable(
    given(parseKey),
    '32 bytes as base64 or hex, for instance from `openssl rand -base64 32` (required with NODE_ENV=production; the file data.key in DATA_DIR holds the one used so far)',
    KEY_EXAMPLE,
    'whole',
  ),
  DATA_KEY_OLD: variable(
    given(keys),
    'keys as in DATA_KEY, separated by commas',
    `${KEY_EXAMPLE},${KEY_EXAMPLE}`,
    'whole',
  ),
  ACCOUNT: text(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens', 'default'),
  BOT_NAME: text(/^\S(.{0,38}\S)?$/u, 'a name of at most 40 characters', '小助手'),
  POLICY_DIR: text(/\S/, 'a folder with the entries of the book of policies', './policies'),
  CHANNEL: oneOf(['simulator', 'wechaty'], 'simulator'),
  HTTP_PORT: wholeNumber(8420, 65_535, 'a port (0: any free one)'),
  HTTP_HOST: text(
    /^[\w.:-]{1,100}$/,
    'the address to listen on (anything but 127.0.0.1 needs HTTP_TOKEN)',
    '127.0.0.1',
  ),
  HTTP_TOKEN: text(/^[\w.~-]{16,200}$/, 'at least 16 letters and digits', 'openssl-rand-hex-24', 'whole'),
  ALERT_WEBHOOK: text(/^https?:\/\/\S+$/, 'the address of a webhook', 'https://example.org/hook', 'whole'),
  ALERT_TEMPLATE: text(
    /^\{.*\{text\}.*\}$/s,
    'JSON with {text} inside a string',
    '{"msgtype":"text","text":{"content":"{text}"}}',
  ),
  WECHATY_PUPPET: text(
    /^\S+$/,
    'the package name of a Wechaty puppet (required with CHANNEL=wechaty)',
    'wechaty-puppet-service',
  ),
  WECHATY_TOKEN: text(/^\S+$/, 'the token of the puppet service', 'puppet_service_0123456789', 'whole'),
  WECHATY_ENDPOINT: text(/^\S+:\d{1,5}$/, 'HOST:PORT of the puppet service', '127.0.0.1:8788'),
  PACE_TARGET_MS: wholeNumber(1000, 600_000, 'milliseconds between two replies to one target'),
  PACE_PUSH_MIN_MS: wholeNumber(3000, 600_000, 'the shortest time between two pushes in milliseconds'),
  PACE_PUSH_MAX_MS: wholeNumber(
    5000,
    600_000,
    'the longest time between two pushes in milliseconds, at least PACE_PUSH_MIN_MS',
  ),
  PACE_PER_MINUTE: wholeNumber(40, 100_000, 'sends a minute (0: no limit)'),
  PACE_PUSHES_PER_DAY: wholeNumber(500, 1_000_000, 'pushes a day (0: no limit)'),
  QUIET_HOURS: text(
    new RegExp(`^${CLOCK_TIME}-${CLOCK_TIME}$`),
    'FROM-TO as HH:MM (the same time twice: none)',
    '21:00-07:30',
  ),
  DIGEST_TOWNSHIP: weekTime('1 11:00'),
  DIGEST_VILLAGE: weekTime('2 08:00'),
  DIGEST_OFFICE: weekTime('7 20:00'),
  MESSAGE_MAX_AGE_HOURS: wholeNumber(72, 8760, 'hours'),
};

/** What each variable was read as. */
export type Values = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]['read']> };
