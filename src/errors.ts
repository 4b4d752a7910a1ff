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

  constructor(message: string, options: { retryable: boolean; unknown?: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.unknown = options.unknown ?? false;
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
