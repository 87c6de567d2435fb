#!/bin/sh
# Feeds 20,000 mutated specs to the compiler, which fail where one panics or takes more than a second or 200 MB, and then lets the
# fuzz targets look for more, for so many seconds each: tests/fuzz/run.sh [SECONDS [SEED]].
# It needs cargo-fuzz (`cargo install --locked cargo-fuzz`) and a C++ compiler. What breaks the compiler is left below
# target/fuzz, where the next run finds it again.
set -eu

cd "$(dirname "$0")/../.."
seconds=${1:-60}
cargo run --quiet --release --manifest-path tests/fuzz/Cargo.toml --target-dir target/fuzz/build --bin mutations -- 20000 ${2:+"$2"}
for target in bytes mutated; do
    seeds=target/fuzz/$target
    mkdir -p "$seeds"
    if [ "$target" = bytes ]; then
        cp spec/*.toml "$seeds"
    fi
    cargo fuzz run --fuzz-dir tests/fuzz --target-dir target/fuzz/build --sanitizer none "$target" "$seeds" -- \
        -max_total_time="$seconds" -max_len=16384 -timeout=10 -artifact_prefix=target/fuzz/
done
