#!/usr/bin/env bash
# Installs the judges into target/judges: what is missing or of another version, and nothing else. As root on Debian, also what they need of the system.
set -euo pipefail
cd "$(dirname "$0")/../.."

judges=target/judges
deny=$judges/cargo/bin/cargo-deny
deny_version=0.20.2

main() {
  mkdir -p "$judges"
  system_packages
  python_packages
  node_packages
  if [ "$("$deny" --version 2>/dev/null)" != "cargo-deny $deny_version" ]; then
    # It runs once or twice: compiling it fast is worth more than its own speed.
    CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --force --root "$judges/cargo" "cargo-deny@$deny_version"
  fi
}

system_packages() {
  local missing=()
  command -v git >/dev/null || missing+=(git)
  command -v make >/dev/null || missing+=(make)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  command -v busybox >/dev/null || missing+=(busybox)
  command -v original-awk >/dev/null || missing+=(original-awk)
  command -v shasum >/dev/null || missing+=(perl)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "install: the judges need ${missing[*]}: install these packages, or run this as root on Debian" >&2
    exit 1
  fi
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"
}

python_packages() {
  changed tests/judges/requirements.txt || return 0
  rm -rf "$judges/venv"
  python3 -m venv "$judges/venv"
  "$judges/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tests/judges/requirements.txt
  record tests/judges/requirements.txt
}

node_packages() {
  changed tests/judges/package-lock.json || return 0
  mkdir -p "$judges/npm"
  cp tests/judges/package.json tests/judges/package-lock.json "$judges/npm"
  npm ci --prefix "$judges/npm" --ignore-scripts --no-audit --no-fund --loglevel=error
  record tests/judges/package-lock.json
}

# Whether the judges of that list are to be installed: the copy of it is made when they are.
changed() {
  ! cmp -s "$1" "$judges/$(basename "$1")"
}

record() {
  cp "$1" "$judges/$(basename "$1")"
}

main
