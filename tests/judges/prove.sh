#!/usr/bin/env bash
# Checks that the linters work: each detects the faults in known_bad, and a missing linter is an error.
set -euo pipefail
cd "$(dirname "$0")"
python=$PWD/../../target/judges/venv/bin/python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "prove: $1" >&2
  exit 1
}

# fails_with OUTPUT COMMAND...: the command must fail and print findings.
fails_with() {
  local output=$1
  shift
  "$@" >"$output" 2>&1 && fail "$* found nothing"
  [ -s "$output" ] || fail "$* printed nothing"
}

"$python" -B portable.py || fail "the rules of portable.py are wrong"

tools=$("$python" -B -c 'from judges import JUDGES; print(*JUDGES)')

# Without an engine, build-check is skipped, except in CI.
engine=running
ENGINE_HOME=${ENGINE_HOME:-../../target/engine}
[ "${CI:-}" = true ] || [ -S "$ENGINE_HOME/docker.sock" ] || engine=skipped

fails_with "$work/found" "$python" judge.py known_bad
while read -r tool rule; do
  [ "$tool $engine" = "build-check skipped" ] && continue
  grep -q "^$tool	$rule	" "$work/found" || fail "$tool does not report $rule in known_bad"
done <known_bad/expected
for tool in $tools; do
  grep -q "^$tool " known_bad/expected || fail "known_bad/expected has no rule of $tool"
done

# Files that a page shows are linted like files in a repository.
fails_with "$work/nameless" "$python" documented.py "$work/documented" known_bad/docs/page.md
grep -q '^  nameless:$' "$work/nameless" || fail "a workflow without a path on a page is not reported"
fails_with "$work/shown" "$python" judge.py --many "$work/documented"
grep -q '^zizmor-regular	unpinned-uses	page/.github/workflows/shown.yml:' "$work/shown" || fail "a workflow on a page is not linted"

fails_with "$work/expressions" env JUDGES_HOME="${JUDGES_HOME:-$PWD/../../target/judges}" node expressions.mjs known_bad_expressions.json
for kind in value read offered; do
  grep -q "^$kind	" "$work/expressions" || fail "expressions.mjs does not report a wrong $kind"
done

mkdir "$work/empty"
fails_with "$work/missing" env CI=true ENGINE_HOME="$work/empty" JUDGES_HOME="$work/empty" "$python" judge.py known_bad
for tool in $tools; do
  case $tool in make | permissions | portable | links | suppressions) continue ;; esac # install.sh does not install them
  grep -q "^$tool	broken	" "$work/missing" || fail "a missing $tool is not reported"
done
fails_with "$work/skipped" env CI=false ENGINE_HOME="$work/empty" "$python" judge.py known_bad
grep -q '^  build-check  *skipped: ' "$work/skipped" || fail "without an engine, build-check is not reported as skipped"
fails_with "$work/nothing" "$python" judge.py "$work/empty"
grep -q '^judge	no-files	' "$work/nothing" || fail "an empty folder passes"

# passes VALUE: whether verify.py accepts a workflow that sets a variable to the unquoted VALUE, given the strings in $expected.
expected='[]'
passes() {
  mkdir -p "$work/read/service/.github/workflows"
  printf 'on: push\njobs:\n  a:\n    env:\n      VALUE: %s\n' "$1" >"$work/read/service/.github/workflows/a.yml"
  printf '{"strings": %s}\n' "$expected" >"$work/read/service/.github/workflows/expected.json"
  "$python" verify.py "$work/read" >"$work/read.log"
}

for value in yes 22:22 1.0 0o17 null '[a' '{a: 1, a: 2}'; do
  passes "$value" && fail "verify.py accepts $value as a string"
  passes "\"$value\"" || fail "verify.py rejects a quoted $value"
done
opening="\${{"
expected="[\"cost: $opening x\"]"
passes "\"cost: $opening '$opening' }} x\"" || fail "verify.py does not read the escaped form of an expression"
passes "\"cost: x\"" && fail "verify.py does not report a missing string"

echo "prove: every linter detects the known faults"
