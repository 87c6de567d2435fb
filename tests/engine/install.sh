#!/usr/bin/env bash
# Installs system packages for the engine and the runs, and a current engine from packages of Debian's unstable release, which are
# unpacked below target and do not change the system.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

main() {
  install_packages
  [ -x "$engine/root/usr/sbin/dockerd" ] || link_installed_engine || unpack_engine
}

install_packages() {
  local missing=()
  need() { command -v "$1" >/dev/null || missing+=("$2"); }
  need curl curl
  need docker-registry docker-registry
  need git git
  need ip iproute2
  need jq jq
  need make make
  need mmdebstrap mmdebstrap
  need node nodejs
  need npm npm
  need openssl openssl
  need runc runc
  [ -f /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "tests/engine/install.sh: the runs need ${missing[*]}: install them, or run this as root on Debian" >&2
    exit 1
  fi
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# Uses the machine's engine if it is new enough for `docker build --check`.
link_installed_engine() {
  local version plugin=/usr/libexec/docker/cli-plugins/docker-buildx
  version=$(dockerd --version 2>/dev/null | sed -E 's/^Docker version ([0-9]+)\..*/\1/')
  [ "${version:-0}" -ge 28 ] && [ -x "$plugin" ] && command -v containerd >/dev/null && command -v docker >/dev/null || return 1
  mkdir -p "$engine"/root/usr/{bin,sbin,libexec/docker/cli-plugins}
  ln -sf "$plugin" "$engine/root/usr/libexec/docker/cli-plugins/"
  ln -sf "$(command -v docker)" "$engine/root/usr/bin/docker"
  ln -sf "$(command -v dockerd)" "$engine/root/usr/sbin/dockerd"
}

unpack_engine() {
  local apt=$engine/apt mirror
  # The mirror of this machine's packages also has those of unstable.
  # shellcheck disable=SC2016 # apt-get expands $(REPO_URI), not the shell
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Created-By: Packages' | head -n 1)
  [ -n "$mirror" ] || { echo "tests/engine/install.sh: no Docker engine is installed, and this is not Debian" >&2; exit 1; }
  mkdir -p "$apt"/{etc/apt.conf.d,etc/preferences.d,etc/sources.list.d,lists/partial,cache/archives/partial,packages}
  touch "$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/etc/sources.list"
  cat >"$apt/apt.conf" <<APT
Dir::Etc "$apt/etc";
Dir::Etc::sourcelist "sources.list";
Dir::Etc::sourceparts "sources.list.d";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
// The packages of an outdated mirror are still signed.
Acquire::Check-Valid-Until "false";
APT
  export APT_CONFIG=$apt/apt.conf
  apt-get -qq update
  (cd "$apt/packages" && apt-get -qq download containerd docker-buildx docker-cli docker.io)
  for package in "$apt"/packages/*.deb; do
    dpkg --extract "$package" "$engine/root"
  done
  # Uses the system's runc: the unpacked one may need a newer C library.
  rm -f "$engine"/root/usr/{bin,sbin}/runc
}

main
