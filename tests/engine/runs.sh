#!/usr/bin/env bash
# runs.sh [PART...]: builds, scans, pushes, deploys and deletes a small service with its generated files, on a real Docker engine.
# Installs what it needs, and exits with 1 if a check fails.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

main() {
  # Skipped with a message if no engine can be started; in CI that is an error.
  if ! "$here/possible.sh"; then
    [ "${CI:-}" != true ] || exit 1
    exit 0
  fi
  "$here/prepare.sh"
  "$here/inside.sh" "$engine/venv/bin/python" "$here/runs.py" "$here/../../target/verification" "$@"
}

main "$@"
