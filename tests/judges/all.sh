#!/usr/bin/env bash
# The one command of the static judges: installs them where they are missing, then runs all of them on all that specs render.
set -euo pipefail
cd "$(dirname "$0")/../.."
tests/judges/install.sh
exec target/judges/venv/bin/python tests/judges/all.py
