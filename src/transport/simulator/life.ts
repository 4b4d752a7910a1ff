import '../quiet.ts';
import type { Logger } from 'pino';
import { types } from 'wechaty-puppet';
import type { Clock } from '../../core/clock.ts';
import type { Transport } from '../transport.ts';
import { createWechatyTransport } from '../wechaty.ts';
import { createGate } from './gate.ts';
import { BOT_ID } from './ids.ts';
import type { PuppetSent } from './puppet.ts';
import { SimulatorPuppet } from './puppet.ts';
import type { World } from './world.ts';

export interface LifeOptions {
  world: World;
  clock: Clock;
  log: Logger;
  dataDir: string;
  botName: string;
  sendTimeoutMs?: number;
  maxFileBytes?: number;
  idsChange?: boolean;
  loggedIn(): boolean;
  /** A number that is new at each call. */
  next(): number;
  copyTo(name: string): string;
  /** The account has said yes to a friend request. */
  befriended(contact: string): void;
  /** Something arrives at a person or a room. */
  arrived(sent: PuppetSent): void;
  /** Resolves when the send may go on, and never when it hangs. */
  pass(to: string, deliver: () => void): Promise<void>;
}

/** One run of the bot's process, seen from the channel: a puppet, Wechaty, and the transport over them. */
export interface Life {
  transport: Transport;
  /** The account is logged in, or once more. Nothing happens while the bot is off: it logs in when it starts. */
  enter(): void;
  leave(): Promise<void>;
  /** Somebody asks to be a friend. */
  askedBy(requestId: string): void;
  /** It dies without a goodbye. */
  crash(): void;
  /** It was started, and has neither stopped nor died. */
  running(): boolean;
}

const OWN = 'own-';

export function createLife(options: LifeOptions): Life {
  const { world, clock, log, botName, dataDir } = options;
  let running = false;

  const puppet = new SimulatorPuppet({
    world,
    botName,
    loggedIn: options.loggedIn,
    copyTo: options.copyTo,
    async accept(contact) {
      await options.pass(contact, () => {});
      options.befriended(contact);
    },
    async take(sent) {
      const deliver = () => {
        if (gate.dead()) return;
        options.arrived(sent);
        echo(sent);
      };
      await options.pass(sent.to, deliver);
      deliver();
    },
  });

  function echo(sent: PuppetSent): void {
    const id = `${OWN}${options.next()}`;
    const base = {
      id,
      talkerId: BOT_ID,
      text: sent.text ?? '',
      timestamp: clock.now(),
      type: types.Message.Text,
    };
    const room = sent.to.includes('@');
    world.messages.set(id, {
      payload: room ? { ...base, roomId: sent.to } : { ...base, listenerId: sent.to },
    });
    puppet.echo(id);
  }

  const { sendTimeoutMs, maxFileBytes, idsChange } = options;
  const inner = createWechatyTransport({
    puppet,
    clock,
    log,
    dataDir,
    sendTimeoutMs,
    maxFileBytes,
    idsChange,
    onHandled(id) {
      if (id.startsWith(OWN)) world.messages.delete(id);
      else if (!gate.dead()) world.handled(id);
    },
  });
  const gate = createGate(inner);

  return {
    transport: {
      ...gate.transport,
      async start(handlers) {
        running = true;
        await gate.transport.start(handlers);
      },
      async stop() {
        running = false;
        await gate.transport.stop();
      },
    },
    enter() {
      if (running) puppet.enter();
    },
    askedBy(requestId) {
      if (running && options.loggedIn()) puppet.emit('friendship', { friendshipId: requestId });
    },
    async leave() {
      if (running) await puppet.leave();
    },
    crash() {
      running = false;
      gate.kill();
      puppet.cut();
      void inner.stop().catch(() => {}); // frees its timers; the gate lets nothing of it out
    },
    running: () => running,
  };
}
