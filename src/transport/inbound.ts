import type { Attachment, Inbound, Location } from '../core/message.ts';
import { stripMention } from '../core/text/mention.ts';
import { splitQuote } from '../core/text/quote.ts';
import { recalledId, recoverCut } from './quirks.ts';

/** A message as a puppet delivered it, with what has to be asked for left open. Nothing here may throw but the questions. */
export interface Delivered {
  id: string;
  kind: Inbound['kind'];
  from: string;
  room?: string;
  text: string;
  sentAt: number;
  /** The puppet (or Wechaty, from the text) says that the bot was @-ed. */
  mentionSelf(): Promise<boolean>;
  /** What the bot is called in this conversation; asked only where the text holds an @. */
  names(): Promise<string[]>;
  /** The contact's remark; asked only where the channel's ids do not last. */
  remark(): Promise<string | undefined>;
  /** The payload as the puppet got it. */
  raw(): Promise<unknown>;
  location(): Promise<Location>;
  /** Saves what came with it; undefined when it could not be had or is too large. */
  save(): Promise<Attachment | undefined>;
}

/** Makes an `Inbound` of a delivered message. A question that fails costs that detail, never the message. */
export async function toInbound(from: Delivered): Promise<Inbound> {
  const { id, kind, room, sentAt } = from;
  const remark = await from.remark().catch(() => undefined);
  const base = { id, kind, from: from.from, room, sentAt, ...(remark && { remark }) };
  const empty = { ...base, text: '', mention: false };
  switch (from.kind) {
    case 'text':
      return { ...base, ...(await words(from)) };
    case 'location':
      return { ...empty, location: await from.location().catch(() => undefined) };
    case 'image':
    case 'file':
    case 'voice':
      return { ...empty, file: await from.save().catch(() => undefined) };
    case 'recall':
      return { ...empty, recalled: recalledId(from.text) };
    default:
      return empty;
  }
}

async function words(from: Delivered): Promise<Pick<Inbound, 'text' | 'mention' | 'quoted'>> {
  const whole = from.room ? recoverCut(from.text, await from.raw().catch(() => undefined)) : from.text;
  const { text, quoted } = splitQuote(whole);
  if (!from.room || !/[@＠]/.test(whole)) return { text, mention: false, quoted };
  const names = await from.names().catch(() => []);
  for (const name of names) {
    const own = stripMention(text, name);
    if (own.mention) return { text: own.text, mention: true, quoted };
  }
  // An @ inside the quoted message was meant for that message, and Wechaty reads the text as a whole.
  const said = quoted === undefined && (await from.mentionSelf().catch(() => false));
  return {
    text: said ? text.replace(/^[@＠][^\s\u2005]{1,40}[\s\u2005]+/u, '') : text,
    mention: said,
    quoted,
  };
}
