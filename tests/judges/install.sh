#!/usr/bin/env bash
# Installs linters that are missing or have another version into target/judges and, as root on Debian, the system packages they need.
set -euo pipefail
cd "$(dirname "$0")/../.."

judges=target/judges
deny=$judges/cargo/bin/cargo-deny
deny_version=0.20.2

main() {
  mkdir -p "$judges"
  install_system_packages
  install_python_packages
  install_node_packages
  if [ "$("$deny" --version 2>/dev/null)" != "cargo-deny $deny_version" ]; then
    # cargo-deny runs once or twice, so fast compilation matters more than fast execution.
    CARGO_PROFILE_DEV_OPT_LEVEL=0 CARGO_PROFILE_DEV_DEBUG=0 cargo install --quiet --locked --debug --force --root "$judges/cargo" "cargo-deny@$deny_version"
  fi
}

install_system_packages() {
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
    echo "tests/judges/install.sh: the linters need ${missing[*]}: install them, or run this as root on Debian" >&2
    exit 1
  fi
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"
}

install_python_packages() {
  has_changed tests/judges/requirements.txt || return 0
  rm -rf "$judges/venv"
  python3 -m venv "$judges/venv"
  "$judges/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement tests/judges/requirements.txt
  mark_installed tests/judges/requirements.txt
}

install_node_packages() {
  has_changed tests/judges/package-lock.json || return 0
  mkdir -p "$judges/npm"
  cp tests/judges/package.json tests/judges/package-lock.json "$judges/npm"
  npm ci --prefix "$judges/npm" --ignore-scripts --no-audit --no-fund --loglevel=error
  mark_installed tests/judges/package-lock.json
}

# has_changed LIST: whether the linters in the list must be installed: it differs from the copy that mark_installed made.
has_changed() {
  ! cmp -s "$1" "$judges/$(basename "$1")"
}

mark_installed() {
  cp "$1" "$judges/$(basename "$1")"
}

main
