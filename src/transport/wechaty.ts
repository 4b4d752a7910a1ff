import './quiet.ts';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileBox } from 'file-box';
import type { Logger } from 'pino';
import type { OfficialPuppetNpmName, Wechaty } from 'wechaty';
import { types, WechatyBuilder } from 'wechaty';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import type { Clock } from '../core/clock.ts';
import { createLanes } from '../core/lanes.ts';
import type { Content, Inbound } from '../core/message.ts';
import { SendError } from '../errors.ts';
import type { Delivered } from './inbound.ts';
import { toInbound } from './inbound.ts';
import { plainReason } from './quirks.ts';
import { createSeldom } from './seldom.ts';
import type { ChannelTarget, Transport, TransportHandlers, TransportHealth } from './transport.ts';
import type { AskedPuppet } from './wechaty-message.ts';
import { delivered } from './wechaty-message.ts';
import { TooSlowError, within } from './within.ts';

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
const DRAIN_MS = 5_000;

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
  let bot: Wechaty | undefined;
  let handlers: TransportHandlers | undefined;
  let health: TransportHealth = { loggedIn: false };
  let stopping = false;
  /** The bot's contact id of the last login: messages are still handed on after a logout. */
  let self: string | undefined;

  function onLogin({ contactId }: { contactId: string }): void {
    const same = health.loggedIn && health.self === contactId;
    self = contactId;
    health = { loggedIn: true, since: same ? health.since : clock.now(), self: contactId };
    log.info({ self: contactId }, 'logged in');
    handlers?.onHealth(health);
  }

  function onLogout({ data }: { data?: string }): void {
    health = { loggedIn: false, since: clock.now() };
    if (stopping) return; // stop() itself logs out ('puppet stop()'): nobody has to be told
    log.warn({ reason: plainReason(data ?? '') }, 'logged out');
    handlers?.onHealth(health);
  }

  function onScan({ qrcode }: { qrcode?: string }): void {
    if (!qrcode) return;
    if (options.onScan) options.onScan(qrcode);
    else log.warn({ qrcode }, 'scan this code with WeChat to log in');
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

  async function say(
    to: ChannelTarget,
    content: Content,
    still: { wanted: boolean; asked: boolean },
  ): Promise<void> {
    if (content.remark !== undefined) return remark(to, content.remark);
    const target =
      to.kind === 'room' ? await bot?.Room.find({ id: to.id }) : await bot?.Contact.find({ id: to.id });
    if (!still.wanted) return;
    if (!target) {
      if (!bot?.isLoggedIn) throw new SendError('not logged in', { retryable: true });
      throw new SendError(`the channel knows no ${to.kind} ${to.id}`, { retryable: false });
    }
    const path = content.image ?? content.file;
    if (path !== undefined && !existsSync(path)) {
      throw new SendError('the file to send is gone', { retryable: false });
    }
    still.asked = true;
    await target.say(path === undefined ? (content.text ?? '') : FileBox.fromFile(path));
  }

  /** Only the account itself sees it. Where ids last it is not needed. */
  async function remark(to: ChannelTarget, words: string): Promise<void> {
    if (!options.idsChange) return;
    await bot?.puppet.contactAlias(to.id, words);
    await bot?.puppet.contactPayloadDirty(to.id);
  }

  return {
    async start(given) {
      if (bot) throw new Error('this transport was started before: make a new one');
      handlers = given;
      await mkdir(options.dataDir, { recursive: true });
      bot = WechatyBuilder.build(
        options.puppet
          ? { puppet: options.puppet }
          : {
              name: join(options.dataDir, 'wechaty'),
              puppet: options.puppetName as OfficialPuppetNpmName,
              puppetOptions: options.puppetOptions,
            },
      );
      const report = createSeldom(clock, (reason, times) =>
        log.warn({ reason, times }, 'the channel reports an error'),
      );
      bot.on('error', (error) => report(plainReason(error)));
      await bot.init();
      const { puppet } = bot;
      puppet.on('login', onLogin);
      puppet.on('logout', onLogout);
      puppet.on('scan', onScan);
      puppet.on('message', onMessage);
      await bot.start();
      if (puppet.state.inactive() === true) throw new Error('the channel did not start');
    },

    async send(to, content) {
      if (!health.loggedIn) throw new SendError('not logged in', { retryable: true });
      const still = { wanted: true, asked: false };
      try {
        await within(options.sendTimeoutMs ?? 30_000, say(to, content, still));
      } catch (error) {
        still.wanted = false;
        if (error instanceof SendError) throw error;
        const unknown = error instanceof TooSlowError && still.asked;
        throw new SendError(plainReason(error), { retryable: true, unknown, cause: error });
      }
    },

    async stop() {
      if (!bot || stopping) return;
      stopping = true;
      bot.puppet.off('message', onMessage);
      await within(DRAIN_MS, lanes.idle()).catch(() => log.warn('messages were still being handled'));
      await bot.stop();
    },

    health: () => health,
  };
}
