#!/usr/bin/env bash
# same-outputs.sh [--code] BEFORE AFTER: renders every spec in `spec`, every template of `tvgen new` and the random specs with two builds of
# tvgen, and exits with 1 if a file differs. With --code, only what runs is compared: comments, messages, display names, descriptions,
# the help of make targets, documentation pages and findings are left out. The test `random_specs_are_exported_for_external_readers` writes the random specs.
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
  local out code=
  if [ "$1" = --code ]; then
    code=true
    shift
  fi
  out=$(mktemp -d)
  # shellcheck disable=SC2064 # the trap must contain the path itself: `out` is local
  trap "rm -rf '$out'" EXIT
  render "$(realpath "$1")" "$out/before"
  render "$(realpath "$2")" "$out/after"
  if [ -n "$code" ]; then
    keep_code "$out"
  fi
  diff -r "$out/before" "$out/after"
  echo "$(find "$out/after" -type f | wc -l) files are identical"
}

# render TVGEN FOLDER: renders into FOLDER with the build TVGEN; for a spec with errors, writes the findings instead.
render() {
  local tvgen=$1 out=$2 spec name template answers
  for spec in spec/*.toml target/random/*/tvgen.toml; do
    name=$(tr / - <<<"${spec%.toml}")
    mkdir -p "$out/$name"
    "$tvgen" render "$spec" --out "$out/$name" --quiet --today 2026-11-24 2>"$out/$name.findings" || true
  done
  for template in templates/new/*.toml; do
    name=$(basename "$template" .toml)
    answers=(--set repository=ghcr.io/acme/payments)
    [ "$name" = image ] || answers+=(--set short=pay --set namespace=bat)
    "$tvgen" new payments --template "$name" --out "$out/new-$name" --quiet "${answers[@]}"
  done
}

# keep_code FOLDER: reduces each file below FOLDER to what runs.
keep_code() {
  find "$1" -type f \( -name '*.md' -o -name '*.findings' -o -name tvgen.toml \) -delete
  find "$1" -type f -exec sed -E -i \
    -e '/^\s*#/d' \
    -e 's/\s+##? .*$//' \
    -e 's/echo "[^"]*"( *>&2|\)|$)/echo MESSAGE\1/g' \
    -e 's/^(\s*(- )?)(name|description): .*/\1\3:/' \
    -e '/^\s*$/d' {} +
}

main "$@"
