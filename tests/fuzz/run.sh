#!/bin/sh
# Runs tests/limits.rs on optimised code with 20,000 mutated specs: each must compile within a second and 200 MB. Then runs each
# fuzz target for SECONDS (default: 60): tests/fuzz/run.sh [SECONDS [SEED]].
# It needs cargo-fuzz (`cargo install --locked cargo-fuzz`) and a C++ compiler. Inputs that break the compiler are saved below
# target/fuzz, where the next run finds them again.
set -eu

cd "$(dirname "$0")/../.."
seconds=${1:-60}
MUTATIONS=20000 SEED=${2:-$(date +%s)} cargo test --quiet --release --locked limits:: -- --nocapture --test-threads=1
for target in bytes mutated; do
    seeds=target/fuzz/$target
    mkdir -p "$seeds"
    if [ "$target" = bytes ]; then
        cp spec/*.toml "$seeds"
    fi
    cargo fuzz run --fuzz-dir tests/fuzz --target-dir target/fuzz/build --sanitizer none "$target" "$seeds" -- \
        -max_total_time="$seconds" -max_len=16384 -timeout=10 -artifact_prefix=target/fuzz/
done
