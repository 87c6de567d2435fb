#!/usr/bin/env bash
# Compares tvgen with other tools, and writes benches/result.md and the table in the README. Needs cargo, git and Python 3.11 or newer;
# the rest is installed into target/bench.
#
#   benches/run.sh            the full benchmark: about five minutes
#   benches/run.sh --smoke    only checks that all installed tools write the same files for three services
set -euo pipefail
cd "$(dirname "$0")/.."
export PYTHONDONTWRITEBYTECODE=1

bench=target/bench
jrsonnet_version=0.5.0-pre98

mkdir -p "$bench"
if [ "${1:-}" = --smoke ]; then
  if [ ! -x "$bench/venv/bin/python" ]; then
    python3 -m venv "$bench/venv"
    grep -iE '^(jinja2|markupsafe)=' benches/requirements.txt >"$bench/smoke.txt"
    "$bench/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$bench/smoke.txt"
  fi
  exec "$bench/venv/bin/python" benches/bench.py --smoke "${TVGEN:-target/debug/tvgen}"
fi
if ! cmp -s benches/requirements.txt "$bench/requirements.txt"; then
  python3 -m venv --clear "$bench/venv"
  "$bench/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement benches/requirements.txt
  cp benches/requirements.txt "$bench/requirements.txt"
fi
if [ ! -x "$bench/bin/jrsonnet" ]; then
  cargo install --quiet --locked --root "$bench" "jrsonnet@$jrsonnet_version"
fi
if [ -z "${TVGEN:-}" ]; then
  cargo build --locked --release
fi
exec "$bench/venv/bin/python" benches/bench.py "${TVGEN:-target/release/tvgen}"
