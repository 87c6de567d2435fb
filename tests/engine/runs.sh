#!/usr/bin/env bash
# runs.sh [PART...]: builds, scans, pushes, deploys and takes down a small service by what tvgen renders for it, on a real engine.
# Installs what that needs. Ends with 1 if anything is not as it must be.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

main() {
  "$here/prepare.sh"
  "$here/inside.sh" "$engine/venv/bin/python" "$here/runs.py" "$here/../../target/verification" "$@"
}

main "$@"
