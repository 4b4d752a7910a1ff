import { type Env, type Log, onPath, rootCommand, run } from './machine.ts';

const ADVICE =
  'No Redis server was found: neither redis-server nor valkey-server is on the PATH. ' +
  'Install one (Debian and Ubuntu: sudo apt-get install redis-server · Fedora: sudo dnf install valkey · ' +
  'macOS: brew install redis), or set REDIS_URL to a Redis that runs already.';

/**
 * Installs Debian's package without starting its system service, now or at the next boot: the project runs an instance of
 * its own, and another one on port 6379 would only be in somebody's way. The policy file names redis-server alone and
 * means nothing once the installing shell is gone, so that an interrupted install blocks nobody.
 */
const INSTALL = `
set -u
PATH=$PATH:/usr/sbin:/sbin
policy=/usr/sbin/policy-rc.d
[ -e /etc/init.d/redis-server ] && before=yes || before=no
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 1' HUP INT TERM
  {
    echo '#!/bin/sh'
    echo '# Made for the time of one install of redis-server; can be removed.'
    echo "[ -d /proc/$$ ] || exit 0"
    echo 'case " $*" in *" redis-server"*) exit 101 ;; esac'
    echo 'exit 0'
  } > "$policy" && chmod 755 "$policy" || exit 1
fi
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C
install() {
  apt-get -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 install --no-install-recommends redis-server
}
install || { apt-get -o DPkg::Lock::Timeout=120 update && install; } || exit 1
[ "$before" = yes ] || update-rc.d redis-server disable || true
`;

/** The Redis (or Valkey) server of this machine, or null where there is none on the PATH. */
export function findServer(env: Env = process.env): string | null {
  return onPath(['redis-server', 'valkey-server'], env.PATH);
}

/**
 * As `findServer`; where there is none and the machine has apt and the right to use it (root, or sudo without a
 * password), installs Debian's redis-server. Rejects with a sentence that says what to install.
 */
export async function provideServer({
  log = () => {},
  env = process.env,
}: {
  log?: Log;
  env?: Env;
} = {}): Promise<string> {
  const found = findServer(env);
  if (found !== null) return found;
  const asRoot = rootCommand(env);
  if (onPath(['apt-get'], env.PATH) === null || asRoot === null) throw new Error(ADVICE);
  log('No Redis server on this machine: installing the package redis-server …');
  const { code, output } = await run([...asRoot, 'sh', '-c', INSTALL], env);
  const server = findServer(env);
  if (code === 0 && server !== null) return server;
  const last = output.trim().split('\n').slice(-15).join('\n');
  throw new Error(`${ADVICE}\nInstalling redis-server with apt-get failed (exit code ${code}):\n${last}`);
}
