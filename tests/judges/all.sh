#!/usr/bin/env bash
# Installs missing linters, and runs all of them on the output of every spec.
set -euo pipefail
cd "$(dirname "$0")/../.."
tests/judges/install.sh
exec target/judges/venv/bin/python tests/judges/all.py
