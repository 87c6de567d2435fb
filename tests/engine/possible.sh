#!/usr/bin/env bash
# possible.sh: exits with 0 if the engine can be started on this machine, and otherwise prints the reason.
set -euo pipefail

skip() {
  echo "tests/engine: SKIPPED, $1" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || skip "only root can start a Docker engine"
command -v apt-get >/dev/null || skip "apt-get is required"
unshare --net --mount true 2>/dev/null || skip "this machine does not allow namespaces"
