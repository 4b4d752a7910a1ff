import { existsSync } from 'node:fs';
import { type Env, type Log, onPath, rootCommand, run } from './machine.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const INSTALL = `
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
install() { apt-get -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install --no-install-recommends chromium; }
install || { apt-get -o DPkg::Lock::Timeout=120 update && install; }
`;

/** A browser of Chromium's kind on this machine, for the tests of the page; null where there is none. */
export function findBrowser(env: Env = process.env): string | null {
  return env.BROWSER_PATH || onPath(NAMES, env.PATH) || (MAC.find((file) => existsSync(file)) ?? null);
}

/**
 * As `findBrowser`; where there is none and the machine has apt and the right to use it, installs Debian's chromium.
 * Resolves to null where no browser can be had: the tests that need one are then skipped, and the log says so.
 */
export async function provideBrowser({
  log,
  env = process.env,
}: {
  log: Log;
  env?: Env;
}): Promise<string | null> {
  const found = findBrowser(env);
  if (found !== null) return found;
  const asRoot = rootCommand(env);
  if (onPath(['apt-get'], env.PATH) !== null && asRoot !== null) {
    log('No browser on this machine: installing the package chromium …');
    await run([...asRoot, 'sh', '-c', INSTALL], env);
  }
  const browser = findBrowser(env);
  if (browser === null)
    log(
      'No Chromium or Chrome was found: the tests of the page are skipped. Install one, or set BROWSER_PATH.',
    );
  return browser;
}
