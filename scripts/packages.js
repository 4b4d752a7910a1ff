/**
 * Imported before tsx: what is loaded here does not pass through its hooks, which more than doubles the time that Wechaty's
 * three thousand files take. On a real channel nothing of the simulated one is loaded.
 */
for (const name of ['WECHATY_LOG', 'BROLOG_LEVEL', 'FILEBOX_LOG']) process.env[name] = 'silent';
const { argv, env } = process;
const said = argv.find((word, i) => argv[i - 1] === '--channel' || word.startsWith('--channel='));
const real = (said ?? env.CHANNEL ?? '').endsWith('wechaty');
await Promise.all([
  import('wechaty'),
  import('wechaty-puppet'),
  real || import('wechaty-puppet-mock'),
  import('zod'),
  import('ioredis'),
  import('hono'),
  import('hono/body-limit'),
  import('hono/html'),
  import('hono/streaming'),
  import('@hono/node-server'),
  import('pino'),
  import('prom-client'),
  import('qrcode'),
  import('node-cron'),
  import('cron-parser'),
  import('chinese-days'),
  import('opencc-js/t2cn'),
  import('pinyin-pro'),
]);
