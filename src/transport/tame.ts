/** Three of these emoji in a private message make wechat4u log the account out, whoever sends them (its own line 377). */
const KILL = /^(.\udf1a\u0020\ud83c.){3}$/;

interface RawMessage {
  Content?: string;
}
interface Core {
  handleMsg?(data: RawMessage[]): unknown;
}

/**
 * Takes wechat4u's private kill string out of its hands: a message that is one gets a space behind it before wechat4u
 * looks at it, so that nobody can log the account out by writing to it. Does nothing to any other puppet. To be called
 * whenever the puppet may have made a new core (it does at each start); twice does no harm.
 */
export function disarm(puppet: unknown): void {
  const core = (puppet as { wechat4u?: Core & { disarmed?: true } }).wechat4u;
  if (!core?.handleMsg || core.disarmed) return;
  const plain = core.handleMsg.bind(core);
  core.disarmed = true;
  core.handleMsg = (data) => {
    for (const message of Array.isArray(data) ? data : []) {
      const { Content } = message;
      if (typeof Content === 'string' && KILL.test(Content)) message.Content = `${Content} `;
    }
    return plain(data);
  };
}

/**
 * wechaty-puppet-service keeps names and faces in a database under the home folder, unsealed, and a second login before that
 * one is closed ends the whole process (its lock is still held). It does without: what it asked for stays in memory.
 */
export function withoutDisk(puppet: unknown): void {
  const store = (puppet as { _payloadStore?: { start?: unknown } })._payloadStore;
  if (typeof store?.start === 'function') store.start = async () => undefined;
}
