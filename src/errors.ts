/** Said to the sender as it stands: what was wrong and the right form. */
export class UserError extends Error {
  override name = 'UserError';
}

/** A send that the channel refused or that did not come back. */
export class SendError extends Error {
  override name = 'SendError';
  /** Trying again can help. */
  readonly retryable: boolean;
  /** Nobody knows whether it went out (no answer within the limit): its kind decides whether it is sent once more. */
  readonly unknown: boolean;
  /** Why it cannot reach its receiver, where that is known: it is no refusal by the channel then. */
  readonly reason?: 'notFriend' | 'unknownTarget' | 'fileGone' | 'loggedOut';

  constructor(
    message: string,
    options: { retryable: boolean; unknown?: boolean; reason?: SendError['reason']; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.unknown = options.unknown ?? false;
    this.reason = options.reason;
  }
}

/** The data changed between reading and writing: read again and decide again. */
export class ConflictError extends Error {
  override name = 'ConflictError';
}

/** The store does not answer (in time): nothing is known of the last write. */
export class StoreDownError extends Error {
  override name = 'StoreDownError';
}

/** Another process runs this account. */
export class HeldError extends Error {
  override name = 'HeldError';

  constructor(account: string, holder?: { pid: number; host: string; since: string }) {
    const who = holder
      ? `process ${holder.pid} on ${holder.host.split(' ')[0]} since ${holder.since}`
      : 'another process';
    super(
      `The account "${account}" is run by ${who}. Two processes on one account would answer everything twice. ` +
        'Stop that one first, or set ACCOUNT to another name for another account.',
    );
  }
}

/** This process lost its account to another one: nothing that it still wants to write or send may go through. */
export class FencedError extends Error {
  override name = 'FencedError';
}
