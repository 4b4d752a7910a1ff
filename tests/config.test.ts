import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataKeys, readConfig } from '../src/config.ts';
import { variables } from '../src/variables.ts';

const KEY = Buffer.alloc(32, 7);
const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

/** The message of the Error that `readConfig` throws. */
function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was wrong';
}

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    env: 'development',
    logLevel: 'info',
    redisUrl: undefined,
    allowUnsafeRedis: false,
    dataDir: '.data',
    dataKey: undefined,
    dataKeysOld: [],
    account: 'default',
    botName: '小助手',
    channel: 'simulator',
    httpHost: '127.0.0.1',
    httpPort: 8420,
    httpToken: undefined,
    alert: { webhook: undefined, template: undefined },
    wechaty: { puppet: undefined, token: undefined, endpoint: undefined },
    pace: {
      targetMs: 1000,
      pushMinMs: 3000,
      pushMaxMs: 5000,
      perMinute: 40,
      pushesPerDay: 500,
      quietFrom: '21:00',
      quietTo: '07:30',
    },
    digests: { townshipDigest: '1 11:00', villageDigest: '2 08:00', officeDigest: '7 20:00' },
    messageMaxAgeHours: 72,
  });
});

test('.env.example explains every variable, and what it sets is the default', () => {
  const set = parseEnv(example);
  expect(Object.keys(set).sort()).toEqual(Object.keys(variables).sort());
  expect(readConfig(set as Record<string, string>)).toEqual(readConfig({}));
  for (const block of example.trim().split('\n\n')) expect(block, block).toMatch(/^#/);
});

test('a value is read as what it is', () => {
  const config = readConfig({
    NODE_ENV: 'production',
    REDIS_URL: '/run/redis/redis.sock?db=3',
    DATA_KEY: KEY.toString('hex'),
    DATA_KEY_OLD: `${Buffer.alloc(32, 1).toString('base64')}, ${Buffer.alloc(32, 2).toString('base64')}`,
    ALLOW_UNSAFE_REDIS: 'true',
    HTTP_PORT: '0',
    PACE_TARGET_MS: '0',
    PACE_PUSH_MIN_MS: '0',
    PACE_PUSH_MAX_MS: '0',
    QUIET_HOURS: '22:00-06:00',
    CHANNEL: 'wechaty',
    WECHATY_PUPPET: 'wechaty-puppet-service',
    LOG_LEVEL: '',
  });
  expect(config).toMatchObject({ redisUrl: '/run/redis/redis.sock?db=3', httpPort: 0, logLevel: 'info' });
  expect(config).toMatchObject({ allowUnsafeRedis: true, wechaty: { puppet: 'wechaty-puppet-service' } });
  expect(config.dataKey?.equals(KEY)).toBe(true);
  expect(config.dataKeysOld.map((key) => key[0])).toEqual([1, 2]);
  expect(config.pace).toMatchObject({ targetMs: 0, pushMaxMs: 0, quietFrom: '22:00', quietTo: '06:00' });
});

test.each([
  ['NODE_ENV', 'prod'],
  ['LOG_LEVEL', 'loud'],
  ['REDIS_URL', 'localhost:6379'],
  ['ALLOW_UNSAFE_REDIS', 'yes'],
  ['ACCOUNT', 'Liping 1'],
  ['BOT_NAME', 'x'.repeat(41)],
  ['CHANNEL', 'sms'],
  ['HTTP_PORT', '70000'],
  ['HTTP_PORT', '80.5'],
  ['HTTP_PORT', '-1'],
  ['WECHATY_PUPPET', 'two words'],
  ['WECHATY_ENDPOINT', '127.0.0.1'],
  ['PACE_TARGET_MS', '1s'],
  ['PACE_PUSH_MIN_MS', '6000'],
  ['PACE_PUSH_MAX_MS', '1e3'],
  ['PACE_PER_MINUTE', 'forty'],
  ['PACE_PUSHES_PER_DAY', '0x10'],
  ['QUIET_HOURS', '24:00-07:30'],
  ['QUIET_HOURS', '21-7'],
  ['DIGEST_TOWNSHIP', '周一 11:00'],
  ['DIGEST_VILLAGE', '8 08:00'],
  ['DIGEST_OFFICE', '0 20 * * 0'],
  ['MESSAGE_MAX_AGE_HOURS', '三天'],
])('%s=%s is refused by name, with what was given and an example', (name, value) => {
  const message = complaint({ [name]: value });
  expect(message).toContain(name);
  expect(message).toContain(value.slice(0, 40));
  expect(message).toMatch(/Expected: .+ Example: \w+=./);
});

test('every wrong variable is named at once', () => {
  const message = complaint({ HTTP_PORT: 'x', ACCOUNT: 'A', NODE_ENV: 'production', CHANNEL: 'wechaty' });
  for (const name of ['HTTP_PORT', 'ACCOUNT', 'REDIS_URL', 'DATA_KEY', 'WECHATY_PUPPET'])
    expect(message).toMatch(new RegExp(`^- ${name} `, 'm'));
  expect(message.match(/^- /gm)).toHaveLength(5);
});

test.each([
  ['DATA_KEY', 'hunter2hunter2'],
  ['DATA_KEY_OLD', `${KEY.toString('base64')},hunter2`],
  ['WECHATY_TOKEN', 'hunter2 hunter2'],
  ['REDIS_URL', 'http://:hunter2@host:6379'],
  ['REDIS_URL', 'redis//me:hunter2@host'],
  ['REDIS_URL', 'redis:///:hunter2'],
])('%s is refused without being shown: %s', (name, value) => {
  const message = complaint({ [name]: value });
  expect(message).toContain(`${name} is not shown here (${value.length} characters)`);
  expect(message).not.toContain('hunter2');
});

test('the example of a key is none', () => {
  expect(complaint({ DATA_KEY: variables.DATA_KEY.example })).toContain('DATA_KEY');
});

test('every other example is right', () => {
  for (const [name, { example: value, secret }] of Object.entries(variables))
    if (!name.startsWith('DATA_KEY'))
      expect(complaint({ [name]: value }), `${name} ${secret}`).not.toContain(`- ${name} `);
});

describe('dataKeys', () => {
  const none = { dataKey: undefined, dataKeysOld: [] };
  let dataDir: string;
  beforeEach(() => {
    dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'bangfu-key-')), 'data');
  });
  afterEach(() => rmSync(path.dirname(dataDir), { recursive: true }));

  test('makes a key for its owner alone and keeps it', () => {
    const [key, ...more] = dataKeys({ ...none, dataDir });
    expect(key).toHaveLength(32);
    expect(more).toEqual([]);
    expect(dataKeys({ ...none, dataDir })).toEqual([key]);
    expect(statSync(path.join(dataDir, 'data.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['data.key']);
  });

  test('takes the one that is set, then the old ones, and makes no file', () => {
    const old = Buffer.alloc(32, 1);
    expect(dataKeys({ dataDir, dataKey: KEY, dataKeysOld: [old] })).toEqual([KEY, old]);
    expect(() => statSync(dataDir)).toThrow();
  });

  test('never replaces a file that it cannot read', () => {
    dataKeys({ ...none, dataDir });
    writeFileSync(path.join(dataDir, 'data.key'), 'half');
    expect(() => dataKeys({ ...none, dataDir })).toThrow(/data\.key holds no key/);
    expect(readFileSync(path.join(dataDir, 'data.key'), 'utf8')).toBe('half');
  });
});
