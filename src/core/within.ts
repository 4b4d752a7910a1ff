/** What `within` rejects with when the time is up. */
export class TooSlowError extends Error {
  override name = 'TooSlowError';
}

/** The promise, or a `TooSlowError` after `ms` of real time. Leaves no timer behind. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlowError(`no answer within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
