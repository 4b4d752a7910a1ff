# Sourced by start and test: goes to the project's folder, checks Node, installs what package-lock.json names.
# Arguments are passed on to npm ci.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

if ! command -v node >/dev/null; then
  echo "Node.js is not installed (no 'node' on the PATH). Install version 20.19 or later: https://nodejs.org" >&2
  exit 1
fi
if ! node -e 'var v = process.versions.node.split(".").map(Number); process.exit(v[0] > 20 || (v[0] === 20 && v[1] >= 19) ? 0 : 1)'; then
  echo "This needs Node.js 20.19 or later; here is $(node --version). Install a newer one: https://nodejs.org" >&2
  exit 1
fi

# npm writes node_modules/.package-lock.json when everything else is in place.
dependencies_missing() {
  local program
  [ -e node_modules/.package-lock.json ] || return 0
  [ package-lock.json -nt node_modules/.package-lock.json ] && return 0
  for program in ${NEEDED_PROGRAMS:-tsx}; do
    [ -e "node_modules/.bin/$program" ] || return 0
  done
  return 1
}

install_dependencies() {
  local output
  echo "Installing dependencies with npm (once; this can take a minute) …" >&2
  if ! output=$(npm ci --no-audit --no-fund --loglevel=error "$@" </dev/null 2>&1); then
    printf '%s\n' "$output" "npm could not install the dependencies (see above)." >&2
    return 1
  fi
}

if dependencies_missing; then
  # Two scripts at the same moment would delete each other's modules.
  mkdir -p -m 700 .data || exit 1
  exec 9>.data/install.lock || exit 1
  if command -v flock >/dev/null; then flock 9; fi
  if dependencies_missing; then install_dependencies "$@" || exit 1; fi
  exec 9>&-
fi
