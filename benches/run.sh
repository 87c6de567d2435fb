#!/usr/bin/env bash
# Measures tvgen beside what one would pick instead, and writes benches/result.md and the table of the README. Needs cargo, git and
# Python 3.11 or newer; the rest is installed into target/bench.
#
#   benches/run.sh            all of it: about five minutes
#   benches/run.sh --smoke    three services: only whether all make the same files, with Jinja2 and what else is installed
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
