#!/usr/bin/env bash
# runs.sh [PART...]: builds, scans, pushes, deploys and takes down a small service by what tvgen renders for it, on a real engine.
# Installs what that needs. Ends with 1 if anything is not as it must be.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

main() {
  # A developer's machine may be one that can start no engine, and is told so; where all must be proved, that is a failure.
  if ! "$here/possible.sh"; then
    [ "${CI:-}" != true ] || exit 1
    exit 0
  fi
  "$here/prepare.sh"
  "$here/inside.sh" "$engine/venv/bin/python" "$here/runs.py" "$here/../../target/verification" "$@"
}

main "$@"
