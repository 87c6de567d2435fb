#!/usr/bin/env bash
# measure.sh [TIMES]: counts cache hits, and writes them to measured.json. Takes about half a minute per repetition.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

"$here/prepare.sh"
"$here/inside.sh" "$engine/venv/bin/python" "$here/measure.py" "${1:-10}" "$here/measured.json"
