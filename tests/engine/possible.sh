#!/usr/bin/env bash
# possible.sh: whether the engine can be started on this machine; says what is missing where it cannot.
set -euo pipefail

missing() {
  echo "tests/engine: SKIPPED, as $1" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || missing "only root may start an engine"
command -v apt-get >/dev/null || missing "what it needs is installed by apt-get"
unshare --net --mount true 2>/dev/null || missing "this machine permits no namespaces"
