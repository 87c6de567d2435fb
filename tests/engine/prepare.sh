#!/usr/bin/env bash
# Prepares runs.sh: starts the engine, and installs the base image and the runner of workflows.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"
base=ruby:3.3.8-alpine3.22

main() {
  "$here/up.sh"
  "$here/image/build.sh"
  install_runner
  "$engine/venv/bin/python" "$here/workflow.py"
  import_base
  command -v terraform >/dev/null || {
    echo "tests/engine/prepare.sh: the runs need terraform: install it" >&2
    exit 1
  }
}

# act runs workflows, with every step on this machine.
install_runner() {
  cmp -s "$here/requirements.txt" "$engine/requirements.txt" && return
  rm -rf "$engine/venv"
  python3 -m venv "$engine/venv"
  "$engine/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$engine/requirements.txt"
}

# Imports the base image into every engine.
import_base() {
  has_base overlay || push_base
  local other
  for other in containerd faults attacks; do
    has_base "$other" && continue
    "$here/inside.sh" docker --host "unix://$engine/$other.sock" pull --quiet "$base" >/dev/null
    cp "$engine/image/checksum" "$engine/$other/imported"
  done
}

# has_base ENGINE: whether the engine has the current base image.
has_base() {
  cmp -s "$engine/image/checksum" "$engine/$1/imported"
}

# The environment variables are those of the official Ruby image.
push_base() {
  "$here/inside.sh" docker import \
    --change 'ENV LANG=C.UTF-8 GEM_HOME=/usr/local/bundle BUNDLE_SILENCE_ROOT_WARNING=1 BUNDLE_APP_CONFIG=/usr/local/bundle' \
    --change 'ENV PATH=/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'CMD ["irb"]' "$engine/image/base.tar" "$base" >/dev/null
  "$here/inside.sh" docker push --quiet "$base" >/dev/null
  cp "$engine/image/checksum" "$engine/overlay/imported"
}

main
