import '../quiet.ts';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { FileBoxInterface } from 'file-box';
import { FileBox } from 'file-box';
import { types } from 'wechaty-puppet';
import type * as payloads from 'wechaty-puppet/payloads';
import { PuppetMock } from 'wechaty-puppet-mock';
import { SendError } from '../../errors.ts';
import { BOT_ID } from './ids.ts';
import type { World } from './world.ts';

/** What the bot sent, in channel ids. `file` is a copy that stays. */
export interface PuppetSent {
  to: string;
  text?: string;
  file?: string;
}

export interface SimulatorPuppetOptions {
  world: World;
  botName: string;
  /** Where a copy of a file that the bot sends goes. */
  copyTo(name: string): string;
  /** The account is logged in on the server's side; the puppet then logs in when it starts. */
  loggedIn(): boolean;
  /** Somebody becomes a friend: the server takes it or refuses it. */
  accept(contactId: string): Promise<void>;
  /** A send: the server takes it, refuses it or never answers. */
  take(sent: PuppetSent): Promise<void>;
}

/**
 * wechaty-puppet-mock over the simulated server, with its gaps closed: all payloads come from the server (so a bot that
 * comes up later finds them), sends are recorded with target, text and file, locations and files are the message's own, a
 * second login is possible, and the bot's own messages come back to it as real puppets do.
 */
export class SimulatorPuppet extends PuppetMock {
  readonly #given: SimulatorPuppetOptions;
  readonly #receive = (messageId: string): void => {
    this.emit('message', { messageId });
  };

  constructor(given: SimulatorPuppetOptions) {
    super({});
    this.#given = given;
  }

  override name(): string {
    return 'bangfu-simulator';
  }

  override async onStart(): Promise<void> {
    await super.onStart();
    const { world, botName, loggedIn } = this.#given;
    world.know({ contacts: [{ id: BOT_ID, name: botName }] });
    if (loggedIn()) this.enter();
  }

  override async onStop(): Promise<void> {
    this.cut();
    await super.onStop();
  }

  /** Nothing is delivered to it any more; what it was given and had not dealt with waits for the next bot. */
  cut(): void {
    this.#given.world.disconnect(this.#receive, true);
  }

  /** The bot's own message comes back to it, as with most real puppets. */
  echo(messageId: string): void {
    this.#receive(messageId);
  }

  /** The account is logged in (again): then what was said meanwhile is delivered. */
  enter(): void {
    this.login(BOT_ID);
    this.#given.world.connect(this.#receive);
  }

  /** The account is logged out from outside. */
  async leave(): Promise<void> {
    this.#given.world.disconnect(this.#receive, false);
    await this.logout('logged out by the server');
  }

  override login(userId: string): void {
    if (this.isLoggedIn) this.emit('login', { contactId: userId });
    else super.login(userId);
  }

  override async contactList(): Promise<string[]> {
    return [...this.#given.world.contacts.keys()];
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const contact = this.#given.world.contacts.get(id);
    if (!contact) throw new Error(`no contact ${id}`);
    const { name, alias, friend } = contact;
    return { id, name, alias, gender: 0, type: 1, avatar: '', phone: [], friend };
  }

  override async friendshipRawPayload(id: string): Promise<payloads.Friendship> {
    const contactId = this.#given.world.requests.get(id);
    if (!contactId) throw new Error(`no friend request ${id}`);
    return { id, contactId, timestamp: 0, ticket: '', type: types.Friendship.Receive };
  }

  override async friendshipAccept(id: string): Promise<void> {
    const { world, accept } = this.#given;
    const contactId = world.requests.get(id);
    if (!contactId) throw new Error(`no friend request ${id}`);
    await accept(contactId);
    world.know({ contacts: [{ id: contactId, friend: true }] });
    world.requests.delete(id);
  }

  override contactAlias(id: string): Promise<string>;
  override contactAlias(id: string, alias: string | null): Promise<void>;
  override async contactAlias(id: string, alias?: string | null): Promise<never> {
    const contact = this.#given.world.contacts.get(id);
    if (!contact) throw new Error(`no contact ${id}`);
    if (alias !== undefined) contact.alias = alias ?? undefined;
    return (alias === undefined ? (contact.alias ?? '') : undefined) as never;
  }

  override async roomList(): Promise<string[]> {
    return [...this.#given.world.rooms.keys()];
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const room = this.#given.world.rooms.get(id);
    if (!room) throw new Error(`no room ${id}`);
    return { id, topic: room.topic, memberIdList: await this.roomMemberList(id), adminIdList: [] };
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return [...(this.#given.world.rooms.get(id)?.members ?? []), BOT_ID];
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    return this.#kept(id).payload;
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const { file } = this.#kept(id);
    if (!file) throw new Error(`message ${id} has no file`);
    return FileBox.fromFile(file, basename(file));
  }

  override async messageImage(id: string): Promise<FileBoxInterface> {
    return this.messageFile(id);
  }

  override async messageLocation(id: string): Promise<payloads.Location> {
    const { location } = this.#kept(id);
    if (!location) throw new Error(`message ${id} has no location`);
    return { accuracy: 15, address: '', ...location };
  }

  override async messageSendText(to: string, text: string): Promise<void> {
    await this.#send({ to, text });
  }

  override async messageSendFile(to: string, box: FileBoxInterface): Promise<void> {
    const file = this.#given.copyTo(basename(box.name));
    await mkdir(dirname(file), { recursive: true });
    await box.toFile(file, true);
    await this.#send({ to, file });
  }

  async #send(sent: PuppetSent): Promise<void> {
    if (!this.isLoggedIn) throw new SendError('not logged in', { retryable: true, reason: 'loggedOut' });
    await this.#given.take(sent);
  }

  #kept(id: string) {
    const kept = this.#given.world.messages.get(id);
    if (!kept) throw new Error(`no message ${id}`);
    return kept;
  }
}
