import { main } from '../../src/main.ts';

/** A start as `scripts/start` makes it, on the store of REDIS_URL; says when it is ready. */
const running = await main({ channel: 'simulator', redisUrl: process.env.REDIS_URL ?? '' });
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
process.stdout.write('ready\n');
