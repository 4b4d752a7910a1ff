/** The bot's own contact id on the simulated channel. */
export const BOT_ID = 'bot';

/** A room's id as the channel has it: Wechaty's mock tells rooms from contacts by an `@`. `G2` → `G2@chatroom`. */
export function roomChannelId(id: string): string {
  return id.endsWith('@chatroom') ? id : `${id}@chatroom`;
}

/** Back again: `G2@chatroom` → `G2`; anything else as it is. */
export function roomFromChannel(id: string): string {
  return id.endsWith('@chatroom') ? id.slice(0, -'@chatroom'.length) : id;
}
