#!/usr/bin/env bash
# Starts a Docker engine and a registry, and prints nothing on success. Needs root, and Debian or an installed engine.
#
# They run in a separate network namespace: builds, runs and pushes reach no other machine, and the registry has the host names of real
# ones, so that generated files run unchanged. `inside.sh` runs a command there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

main() {
  "$here/install.sh"
  mkdir -p "$engine"/{config/cli-plugins,registry,tls}
  ln -sfn "$engine/root/usr/libexec/docker/cli-plugins/docker-buildx" "$engine/config/cli-plugins/docker-buildx"
  create_certificates
  write_settings
  is_running || start
}

# Creates the registry's certificate and the authority that signs it, which is the only authority that the engine trusts.
create_certificates() {
  [ -f "$engine/tls/registry.pem" ] && openssl x509 -checkend 86400 -noout -in "$engine/tls/registry.pem" >/dev/null && return
  (
    cd "$engine/tls"
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=tvgen -keyout authority.key -out authority.pem
    openssl req -newkey rsa:2048 -nodes -subj /CN=registry -keyout registry.key -out registry.csr
    printf 'subjectAltName=%s\n' "$(printf 'DNS:%s,' "${registries[@]}")IP:127.0.0.1" >names
    openssl x509 -req -in registry.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 30 -extfile names -out registry.pem
  ) 2>"$engine/tls/log"
}

write_settings() {
  printf '127.0.0.1 localhost %s\n' "${registries[*]}" >"$engine/hosts"
  cat >"$engine/registry.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: "$engine/registry"}, delete: {enabled: true}, maintenance: {uploadpurging: {enabled: false}}}
http: {addr: "127.0.0.1:443", secret: local, tls: {certificate: "$engine/tls/registry.pem", key: "$engine/tls/registry.key"}}
YAML
}

is_running() {
  [ -f "$engine/pid" ] && kill -0 "$(cat "$engine/pid")" 2>/dev/null &&
    is_engine_up "$socket" && is_engine_up "$containerd_socket" && is_engine_up "$faults_socket" && is_engine_up "$attacks_socket"
}

is_engine_up() {
  "$engine/root/usr/bin/docker" --host "unix://$1" info >/dev/null 2>&1
}

start() {
  "$here/down.sh"
  setsid unshare --net --mount --propagation private "$here/namespace.sh" >"$engine/log" 2>&1 </dev/null &
  for _ in $(seq 120); do
    is_running && return
    sleep 0.25
  done
  tail -n 20 "$engine/log" >&2
  echo "tests/engine/up.sh: the engine does not start" >&2
  exit 1
}

main
