# Sourced by the launchers in bin/ with $self (the launcher, symbolic links resolved) and $program set. Replaces the
# shell, so arguments, standard streams, signals and the exit code are the program's own.
root=$(cd "${self%/*}/.." && pwd -P) || exit 1
stamp=$root/node_modules/.osiscope-packages
if [ ! -e "$stamp" ] || [ "$root/package-lock.json" -nt "$stamp" ]; then
  if ! command -v node >/dev/null; then
    echo "osiscope: Node is not installed. Install Node 18 or later, then run this again." >&2
    exit 1
  fi
  [ -e "$stamp" ] || echo "osiscope: preparing this checkout before its first run" >&2
  node "$root/tools/bootstrap.mjs" >&2 || exit 1
fi
node=$root/node_modules/.bin/node
[ -x "$node" ] || node=node
cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
if [ -z "$NODE_COMPILE_CACHE" ] && [ -n "$cache" ]; then
  export NODE_COMPILE_CACHE="$cache/osiscope/node"
fi
flags=
if [ "$1" = serve ]; then
  # Rows of the window wait for whole slices of time where V8 has as many threads of its own as there are processors.
  cpus=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || cpus=5
  if [ "$cpus" -gt 4 ]; then threads=4; elif [ "$cpus" -gt 1 ]; then threads=$((cpus - 1)); else threads=1; fi
  flags=--v8-pool-size=$threads
fi
exec "$node" $flags "$root/$program" "$@"
