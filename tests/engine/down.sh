#!/usr/bin/env bash
# Stops the engine and the registry that up.sh started.
set -euo pipefail
# shellcheck source=tests/engine/home.sh
. "$(dirname "$0")/home.sh"

for engine_pid in "$engine"/*/pid; do
  [ ! -f "$engine_pid" ] || kill "$(cat "$engine_pid")" 2>/dev/null || true
done
if [ -f "$engine/pid" ] && kill -0 "$(cat "$engine/pid")" 2>/dev/null; then
  group=$(cat "$engine/pid")
  for _ in $(seq 40); do
    kill -0 -- "-$group" 2>/dev/null || break
    sleep 0.25
  done
  kill -KILL -- "-$group" 2>/dev/null || true
fi
rm -f "$engine/pid" "$engine"/*/pid "$engine"/*.sock
