# Where the engine lives, for the scripts that have this read to them.
# shellcheck shell=bash disable=SC2034 # they use what is set here
engine=${ENGINE_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/engine}
socket=$engine/docker.sock
# Three more engines: one that keeps images as containerd does, as the others cannot export caches into a registry, one for what
# is broken on purpose, and one for attacks.
containerd_socket=$engine/containerd.sock
faults_socket=$engine/faults.sock
attacks_socket=$engine/attacks.sock
registries=(ghcr.io docker.io index.docker.io registry-1.docker.io auth.docker.io)
# The folder stays as it is in git.
export PYTHONDONTWRITEBYTECODE=1
