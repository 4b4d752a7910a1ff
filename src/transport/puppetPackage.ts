/** What is said to the one who starts the program. */
const INSTALL: Record<string, string> = {
  'wechaty-puppet-wechat4u': 'npm install wechaty-puppet-wechat4u',
  'wechaty-puppet-service': 'npm install wechaty-puppet-service',
};

/** Listens for an exception that nobody caught. */
type LastResort = (error: Error, origin: NodeJS.UncaughtExceptionOrigin) => void;

/**
 * Loads a puppet's package before Wechaty does. Throws a sentence that says how to install it where it is missing.
 * wechat4u sets a process-wide `uncaughtException` listener when it loads, which prints the error and goes on in an
 * unknown state: such listeners are taken off again, so that the process ends and its supervisor starts it anew.
 */
export async function loadPuppetPackage(name: string): Promise<void> {
  const before = new Set(process.listeners('uncaughtException'));
  try {
    await import(name);
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new Error(
      `WECHATY_PUPPET is ${name}, but that package is not installed. Install it here: ${INSTALL[name] ?? `npm install ${name}`}` +
        ` (or set WECHATY_PUPPET to wechaty-puppet-wechat4u or wechaty-puppet-service).`,
      { cause: error },
    );
  } finally {
    for (const listener of process.listeners('uncaughtException') as LastResort[])
      if (!before.has(listener)) process.off('uncaughtException', listener);
  }
}

function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  const named = message?.includes(`'${name}'`) === true;
  return named && (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND');
}
