import './quiet.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { OfficialPuppetNpmName, Wechaty } from 'wechaty';
import { types, WechatyBuilder } from 'wechaty';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import type { Clock } from '../core/clock.ts';
import { createLanes } from '../core/lanes.ts';
import type { Inbound } from '../core/message.ts';
import { TooSlowError, within } from '../core/within.ts';
import { SendError } from '../errors.ts';
import type { Delivered } from './inbound.ts';
import { toInbound } from './inbound.ts';
import { loadPuppetPackage } from './puppetPackage.ts';
import { plainReason } from './quirks.ts';
import { createReconnect } from './reconnect.ts';
import { createSeldom } from './seldom.ts';
import { disarm, withoutDisk } from './tame.ts';
import type { Transport, TransportHandlers, TransportHealth } from './transport.ts';
import type { AskedPuppet } from './wechaty-message.ts';
import { delivered } from './wechaty-message.ts';
import { friendRequest, type Still, say } from './wechaty-say.ts';

export interface WechatyTransportOptions {
  /** A puppet that was made already (the simulator's); it keeps no memory card. */
  puppet?: PuppetInterface;
  /** Or the package name of a puppet and its options. The memory card (its login) is kept under `dataDir`. */
  puppetName?: string;
  puppetOptions?: Record<string, unknown>;
  /** Contact ids change at each login: remarks are read and written. */
  idsChange?: boolean;
  /** What people call the bot after an @, besides the account's own name and its name in the room. */
  name?: string;
  clock: Clock;
  log: Logger;
  /** Received files go to `dataDir/incoming`. Absolute. */
  dataDir: string;
  /** Called with the id of every message that has been dealt with, whatever became of it. */
  onHandled?: (messageId: string) => void;
  /** A QR code has to be scanned to log in; without this it is written to the log. */
  onScan?: (url: string) => void;
  /** A larger file is left out of its message. Default 20 MB. */
  maxFileBytes?: number;
  /** A send that has not come back by then has an unknown outcome. Default 30 s. */
  sendTimeoutMs?: number;
}

const KINDS: Partial<Record<types.Message, Inbound['kind']>> = {
  [types.Message.Text]: 'text',
  [types.Message.Image]: 'image',
  [types.Message.Attachment]: 'file',
  [types.Message.Location]: 'location',
  [types.Message.Audio]: 'voice',
  [types.Message.Recalled]: 'recall',
};

const FIND_MS = 10_000;
const DRAIN_MS = 2_000;
const RESET_MS = 20_000;

/**
 * The channel over any Wechaty puppet. It listens to the puppet's own events: Wechaty's `message` comes in the order in
 * which payloads could be loaded, not in that of arrival, and its `logout` is lost when the contact cannot be loaded.
 * Messages of one sender, and those of one room, are handed on one after the other. A transport starts once.
 */
export function createWechatyTransport(options: WechatyTransportOptions): Transport {
  const { clock, log } = options;
  const lanes = createLanes((error) =>
    log.error({ reason: plainReason(error) }, 'handling a message failed'),
  );
  const report = createSeldom(clock, (reason, times) =>
    log.warn({ reason, times }, 'the channel reports an error'),
  );
  let bot: Wechaty | undefined;
  let handlers: TransportHandlers | undefined;
  let health: TransportHealth = { loggedIn: false };
  let stopping = false;
  /** The bot's contact id of the last login: messages are still handed on after a logout. */
  let self: string | undefined;

  /** The code to scan, until somebody has logged in. */
  function onScan({ qrcode }: { qrcode?: string }): void {
    if (!qrcode || stopping) return;
    disarm(bot?.puppet);
    const was = health;
    health = { loggedIn: false, since: was.loggedIn ? clock.now() : was.since, scan: qrcode };
    if (was.loggedIn) handlers?.onHealth(health); // a puppet that forgot to say `logout`
    if (options.onScan) options.onScan(qrcode);
    else log.warn({ qrcode }, 'scan this code with WeChat to log in');
  }

  async function onFriendship({ friendshipId: id }: { friendshipId: string }): Promise<void> {
    try {
      if (!bot || stopping) return;
      const request = await friendRequest(bot, id);
      if (request) handlers?.onFriendRequest?.(request);
    } catch (error) {
      log.warn({ friendshipId: id, reason: plainReason(error) }, 'a friend request could not be read');
    }
  }

  function onLogin({ contactId }: { contactId: string }): void {
    const same = health.loggedIn && health.self === contactId;
    self = contactId;
    disarm(bot?.puppet);
    health = { loggedIn: true, since: same ? health.since : clock.now(), self: contactId };
    log.info({ self: contactId }, 'logged in');
    handlers?.onHealth(health);
  }

  const reconnect = createReconnect(
    async () => {
      await within(RESET_MS, bot?.puppet.stop() ?? Promise.resolve()).catch(() => undefined);
      if (!stopping) await within(RESET_MS, bot?.puppet.start() ?? Promise.resolve());
    },
    () => health.loggedIn || health.scan !== undefined,
  );

  /** The puppet's service is not there: it will not say `logout`, and what is sent now would fail. */
  function onError(error: unknown): void {
    const reason = plainReason(error);
    report(reason);
    if (stopping || !reconnect.saw(reason) || !health.loggedIn) return;
    health = { loggedIn: false, since: clock.now() };
    handlers?.onHealth(health);
  }

  function onLogout({ data }: { data?: string }): void {
    if (!health.loggedIn && !stopping) return; // told already: a reset stops the puppet once more
    health = { loggedIn: false, since: clock.now() };
    if (stopping) return; // stop() itself logs out ('puppet stop()'): nobody has to be told
    log.warn({ reason: plainReason(data ?? '') }, 'logged out');
    handlers?.onHealth(health);
  }

  function onMessage({ messageId }: { messageId: string }): void {
    void lanes.run(['arrival'], () => arrive(messageId));
  }

  async function load(id: string): Promise<Delivered> {
    if (!bot) throw new Error('not started');
    const message = await within(FIND_MS, bot.Message.find({ id }));
    if (!message) throw new Error('not found');
    const puppet = bot.puppet as unknown as AskedPuppet;
    const { name, idsChange, dataDir, maxFileBytes = 20 * 1024 * 1024 } = options;
    return delivered(message, KINDS[message.type()] ?? 'other', puppet, {
      self,
      idsChange,
      name,
      dataDir,
      maxFileBytes,
      log,
    });
  }

  async function arrive(id: string): Promise<void> {
    const found = await load(id).catch((error) => {
      log.error({ messageId: id, reason: plainReason(error) }, 'a message could not be loaded');
    });
    if (!found || found.from === self) {
      options.onHandled?.(id);
      return;
    }
    void lanes.run([`from ${found.from}`, `room ${found.room ?? `of ${found.from}`}`], async () => {
      try {
        await handlers?.onMessage(await toInbound(found));
      } finally {
        options.onHandled?.(id);
      }
    });
  }

  return {
    async start(given) {
      if (bot) throw new Error('this transport was started before: make a new one');
      handlers = given;
      await mkdir(options.dataDir, { recursive: true });
      if (options.puppetName) await loadPuppetPackage(options.puppetName);
      bot = WechatyBuilder.build(
        options.puppet
          ? { puppet: options.puppet }
          : {
              name: join(options.dataDir, 'wechaty'),
              puppet: options.puppetName as OfficialPuppetNpmName,
              puppetOptions: options.puppetOptions,
            },
      );
      bot.on('error', onError);
      await bot.init();
      const { puppet } = bot;
      withoutDisk(puppet);
      puppet.on('login', onLogin);
      puppet.on('logout', onLogout);
      puppet.on('scan', onScan);
      puppet.on('message', onMessage);
      puppet.on('friendship', (event) => void onFriendship(event));
      await bot.start();
      if (puppet.state.inactive() === true) throw new Error('the channel did not start');
    },

    async send(to, content) {
      if (!health.loggedIn) throw new SendError('not logged in', { retryable: true, reason: 'loggedOut' });
      const still: Still = { wanted: true, asked: false };
      try {
        await within(options.sendTimeoutMs ?? 30_000, say(bot, to, content, still, options.idsChange));
      } catch (error) {
        still.wanted = false;
        if (error instanceof SendError) throw error;
        const unknown = error instanceof TooSlowError && still.asked;
        throw new SendError(plainReason(error), { retryable: true, unknown, cause: error });
      }
    },

    async accept(requestId) {
      if (!bot || !health.loggedIn)
        throw new SendError('not logged in', { retryable: true, reason: 'loggedOut' });
      try {
        await within(options.sendTimeoutMs ?? 30_000, bot.puppet.friendshipAccept(requestId));
      } catch (error) {
        const unknown = error instanceof TooSlowError;
        throw new SendError(plainReason(error), { retryable: true, unknown, cause: error });
      }
    },

    async stop() {
      if (!bot || stopping) return;
      stopping = true;
      reconnect.stop();
      bot.puppet.off('message', onMessage);
      await within(DRAIN_MS, lanes.idle()).catch(() => log.warn('messages were still being handled'));
      await bot.stop();
    },

    health: () => health,
  };
}
