# Paths of the engine; other scripts source this file.
# shellcheck shell=bash disable=SC2034 # used by the scripts that source it
engine=${ENGINE_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/engine}
socket=$engine/docker.sock
# Three more engines: one for injected faults, one for attacks, and one with containerd's image store, without which an engine
# cannot export caches to a registry.
containerd_socket=$engine/containerd.sock
faults_socket=$engine/faults.sock
attacks_socket=$engine/attacks.sock
registries=(ghcr.io docker.io index.docker.io registry-1.docker.io auth.docker.io)
# Leaves no __pycache__ in the working tree.
export PYTHONDONTWRITEBYTECODE=1
