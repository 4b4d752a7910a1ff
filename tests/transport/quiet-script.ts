import { pino } from 'pino';
import { createSimulator } from '../../src/transport/simulator/simulator.ts';

// Run by quiet.test.ts in a folder of its own: what goes to standard output, and does it end?
const log = pino({ level: 'debug' }, pino.destination(2));
const sim = createSimulator({ clock: { now: () => 1505260800000 }, log, dataDir: 'data' });
const handlers = { onMessage: async () => {}, onHealth: () => {} };
await sim.transport.start(handlers);
await sim.say({ from: 'U18', room: 'G2', text: '走访 罗启明 机密', mention: true });
await sim.say({ from: 'U18', image: 'a.jpg' });
await sim.transport.send({ kind: 'contact', id: 'U18' }, { text: '机密' });
await sim.transport.send({ kind: 'contact', id: 'U99' }, { text: '机密' }).catch(() => {});
sim.crash();
sim.revive();
await sim.transport.start(handlers);
await sim.transport.stop();
process.stderr.write(`STOPPED AT ${Date.now()}`);
