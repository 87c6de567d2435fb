#!/usr/bin/env bash
# Runs the registry and four engines inside the namespaces that up.sh creates, until one of them exits.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/engine/home.sh
. "$here/home.sh"

ip link set lo up
mount --bind "$engine/hosts" /etc/hosts
export SSL_CERT_FILE=$engine/tls/authority.pem
export PATH=$engine/root/usr/sbin:$engine/root/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin

# start_engine NAME SOCKET CONTAINERD SUBNET: starts an engine with its data in NAME; CONTAINERD is true for containerd's image store.
start_engine() {
  mkdir -p "$engine/$1"
  ip link add name "$1" type bridge
  ip addr add "$4.1/24" dev "$1"
  ip link set "$1" up
  printf '{"features": {"containerd-snapshotter": %s}}\n' "$3" >"$engine/$1/settings.json"
  dockerd --config-file "$engine/$1/settings.json" --data-root "$engine/$1/data" --exec-root "$engine/$1/run" \
    --pidfile "$engine/$1/pid" --host "unix://$2" --bridge="$1" --iptables=false --ip6tables=false --ip-forward=false \
    >"$engine/$1/log" 2>&1 &
}

echo "$$" >"$engine/pid"
docker-registry serve "$engine/registry.yml" >"$engine/registry.log" 2>&1 &
start_engine overlay "$socket" false 172.31.240
start_engine containerd "$containerd_socket" true 172.31.241
start_engine faults "$faults_socket" false 172.31.242
start_engine attacks "$attacks_socket" false 172.31.243
wait -n
kill 0
