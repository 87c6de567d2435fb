#!/usr/bin/env bash
# inside.sh COMMAND...: runs a command in the namespaces of the engine and the registry, in the current folder, with the engine's client.
set -euo pipefail
# shellcheck source=tests/engine/home.sh
. "$(dirname "$0")/home.sh"

pid=$(cat "$engine/pid")
exec nsenter --net="/proc/$pid/ns/net" --mount="/proc/$pid/ns/mnt" --wd="$PWD" -- \
  env DOCKER_HOST="unix://$socket" DOCKER_CONFIG="$engine/config" SSL_CERT_FILE="$engine/tls/authority.pem" \
  PATH="$engine/root/usr/bin:$PATH" "$@"
