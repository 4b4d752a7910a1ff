import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { parseKey, type Secret, type Values, variables } from './variables.ts';

/** A server and port, perhaps with a scheme, and certainly without a password. */
const HARMLESS_ADDRESS = /^([a-z]+:\/\/)?[\w.-]{1,40}(:\d{1,5})?(\/\d*)?$/i;

/** The settings of one run. */
export type Config = ReturnType<typeof toConfig>;

/**
 * The settings from the environment; an empty variable is as good as none. Throws one Error that names every wrong one,
 * with what was given (never a secret), what is expected and an example.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  const complain = (name: string, problem: string) => {
    const { expected, example } = variables[name as keyof Values];
    wrong.push(`${name} ${problem}. Expected: ${expected}. Example: ${name}=${example}`);
  };
  for (const [name, { read, secret }] of Object.entries(variables)) {
    const value = env[name]?.trim() || undefined;
    const result = read.safeParse(value);
    values[name] = result.data;
    if (!result.success) complain(name, `is ${shown(value ?? '', secret)}`);
  }
  const required: Record<string, boolean> = {
    REDIS_URL: env.NODE_ENV?.trim() === 'production',
    DATA_KEY: env.NODE_ENV?.trim() === 'production',
    WECHATY_PUPPET: env.CHANNEL?.trim() === 'wechaty',
  };
  for (const name of Object.keys(required))
    if (required[name] && !env[name]?.trim()) complain(name, 'is missing');
  const { PACE_PUSH_MIN_MS: min, PACE_PUSH_MAX_MS: max } = values;
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    complain('PACE_PUSH_MAX_MS', `is ${max}, less than PACE_PUSH_MIN_MS (${min})`);
  if (wrong.length > 0)
    throw new Error(`Wrong settings (in the environment or in .env):\n- ${wrong.join('\n- ')}`);
  return toConfig(values as Values);
}

function toConfig(values: Values) {
  const [quietFrom = '', quietTo = ''] = (values.QUIET_HOURS ?? variables.QUIET_HOURS.example).split('-');
  return {
    env: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    /** Undefined: the scripts provide a private Redis. May hold a password: not for logs. */
    redisUrl: values.REDIS_URL,
    allowUnsafeRedis: values.ALLOW_UNSAFE_REDIS === 'true',
    dataDir: values.DATA_DIR ?? variables.DATA_DIR.example,
    /** See `dataKeys`: the key to use where none is set here. */
    dataKey: values.DATA_KEY,
    /** Earlier keys, for reading only. */
    dataKeysOld: values.DATA_KEY_OLD ?? [],
    account: values.ACCOUNT ?? variables.ACCOUNT.example,
    botName: values.BOT_NAME ?? variables.BOT_NAME.example,
    /** Undefined: the entries that come with the program. */
    policyDir: values.POLICY_DIR,
    channel: values.CHANNEL,
    httpHost: values.HTTP_HOST ?? variables.HTTP_HOST.example,
    httpPort: values.HTTP_PORT,
    httpToken: values.HTTP_TOKEN,
    /** Where alarms go; a webhook's address is a secret. */
    alert: { webhook: values.ALERT_WEBHOOK, template: values.ALERT_TEMPLATE },
    wechaty: {
      puppet: values.WECHATY_PUPPET,
      token: values.WECHATY_TOKEN,
      endpoint: values.WECHATY_ENDPOINT,
    },
    pace: {
      targetMs: values.PACE_TARGET_MS,
      pushMinMs: values.PACE_PUSH_MIN_MS,
      pushMaxMs: values.PACE_PUSH_MAX_MS,
      perMinute: values.PACE_PER_MINUTE,
      pushesPerDay: values.PACE_PUSHES_PER_DAY,
      /** `HH:MM` in Asia/Shanghai; equal to `quietTo`: no quiet hours. */
      quietFrom,
      quietTo,
    },
    /** When each weekly digest goes out, by its push: `1 11:00`, or `off`. */
    digests: {
      townshipDigest: values.DIGEST_TOWNSHIP,
      villageDigest: values.DIGEST_VILLAGE,
      officeDigest: values.DIGEST_OFFICE,
    },
    /** A message older than this when it arrives is not acted on. */
    messageMaxAgeHours: values.MESSAGE_MAX_AGE_HOURS,
  };
}

function shown(value: string, secret: Secret): string {
  const hide = secret === 'whole' || (secret === 'password' && !HARMLESS_ADDRESS.test(value));
  return hide ? `not shown here (${value.length} characters)` : JSON.stringify(value.slice(0, 80));
}

/**
 * The keys of sensitive fields, the one to write with first: DATA_KEY, or else the one in `data.key` of the data folder,
 * which is made (mode 0600) where there is none; then DATA_KEY_OLD. A file that holds no key is an error: a new key beside
 * old data would make them unreadable.
 */
export function dataKeys(config: Pick<Config, 'dataKey' | 'dataKeysOld' | 'dataDir'>): Buffer[] {
  return [config.dataKey ?? keptKey(config.dataDir), ...config.dataKeysOld];
}

function keptKey(dataDir: string): Buffer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.resolve(dataDir, 'data.key');
  const content = readIfThere(file) ?? create(file);
  const key = parseKey(content.trim());
  if (key === undefined)
    throw new Error(`${file} holds no key (32 bytes as base64). Put the right one back, or set DATA_KEY.`);
  chmodSync(file, 0o600);
  return key;
}

/** Whole or not at all, and the first of two that create it at the same moment wins. */
function create(file: string): string {
  const draft = `${file}.${randomUUID()}`;
  const target = openSync(draft, 'wx', 0o600);
  writeSync(target, `${randomBytes(32).toString('base64')}\n`);
  fsyncSync(target);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
