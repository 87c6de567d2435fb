#!/usr/bin/env bash
# Proves that the judges judge: each finds what is wrong in known_bad, and one that is missing does not pass for content.
set -euo pipefail
cd "$(dirname "$0")"
python=$PWD/../../target/judges/venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "prove: $1" >&2
  exit 1
}

# fails_with OUTPUT COMMAND...: the command must find something, and say what.
fails_with() {
  local output=$1
  shift
  "$@" >"$output" 2>&1 && fail "$* found nothing"
  [ -s "$output" ] || fail "$* said nothing"
}

"$python" -B portable.py || fail "the table of what is not portable is wrong"

tools=$("$python" -B -c 'from judges import JUDGES; print(*JUDGES)')

# Where no engine is started, its judge is known to be missing: a developer is told, and the proof of it is left to CI.
engine=judged
ENGINE_HOME=${ENGINE_HOME:-../../target/engine}
[ "${CI:-}" = true ] || [ -S "$ENGINE_HOME/docker.sock" ] || engine=skipped

fails_with "$work/found" "$python" judge.py known_bad
while read -r tool rule; do
  [ "$tool $engine" = "build-check skipped" ] && continue
  grep -q "^$tool	$rule	" "$work/found" || fail "$tool does not report $rule in known_bad"
done <known_bad/expected
for tool in $tools; do
  grep -q "^$tool " known_bad/expected || fail "nothing in known_bad/expected is for $tool"
done

# What a page shows is judged as what lies in a repository.
fails_with "$work/nameless" "$python" documented.py "$work/documented" known_bad/docs/page.md
grep -q '^  nameless:$' "$work/nameless" || fail "a workflow on a page that names no file is not missed"
fails_with "$work/shown" "$python" judge.py --many "$work/documented"
grep -q '^zizmor-regular	unpinned-uses	page/.github/workflows/shown.yml:' "$work/shown" || fail "a workflow on a page is not judged"

fails_with "$work/expressions" env JUDGES_HOME="${JUDGES_HOME:-$PWD/../../target/judges}" node expressions.mjs known_bad_expressions.json
for what in value read offered; do
  grep -q "^$what	" "$work/expressions" || fail "expressions.mjs does not report a wrong $what"
done

mkdir "$work/empty"
fails_with "$work/missing" env CI=true ENGINE_HOME="$work/empty" JUDGES_HOME="$work/empty" "$python" judge.py known_bad
for tool in $tools; do
  case $tool in make | permissions | portable | links | silences) continue ;; esac # not among what install.sh installs
  grep -q "^$tool	broken	" "$work/missing" || fail "$tool is missing and nobody notices"
done
fails_with "$work/skipped" env CI=false ENGINE_HOME="$work/empty" "$python" judge.py known_bad
grep -q '^  build-check  *skipped: ' "$work/skipped" || fail "a developer without an engine is not told that build-check is skipped"
fails_with "$work/nothing" "$python" judge.py "$work/empty"
grep -q '^judge	nothing-to-judge	' "$work/nothing" || fail "an empty folder passes for clean"

# reads_back VALUE: whether a workflow with that value for a variable, written as it stands, reads back as $expected.
expected='[]'
reads_back() {
  mkdir -p "$work/read/service/.github/workflows"
  printf 'on: push\njobs:\n  a:\n    env:\n      VALUE: %s\n' "$1" >"$work/read/service/.github/workflows/a.yml"
  printf '{"strings": %s}\n' "$expected" >"$work/read/service/.github/workflows/expected.json"
  "$python" read_back.py "$work/read" >"$work/read.log"
}

for value in yes 22:22 1.0 0o17 null '[a' '{a: 1, a: 2}'; do
  reads_back "$value" && fail "read_back takes $value for text"
  reads_back "\"$value\"" || fail "read_back takes a quoted $value for something else than text"
done
opening="\${{"
expected="[\"cost: $opening x\"]"
reads_back "\"cost: $opening '$opening' }} x\"" || fail "read_back does not know the neutral form of an expression"
reads_back "\"cost: x\"" && fail "read_back does not miss a string that has not arrived"

echo "prove: every judge reports what is known to be bad"
