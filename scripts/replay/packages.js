/**
 * Imported before tsx (see `replay` in package.json): what is loaded here does not pass through its hooks, which more than
 * doubles the time that Wechaty's three thousand files take.
 */
for (const name of ['WECHATY_LOG', 'BROLOG_LEVEL', 'FILEBOX_LOG']) process.env[name] = 'silent';
await Promise.all([
  import('wechaty'),
  import('wechaty-puppet'),
  import('wechaty-puppet-mock'),
  import('zod'),
  import('ioredis'),
  import('cron-parser'),
  import('pinyin-pro'),
]);
