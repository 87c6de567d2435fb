#!/usr/bin/env python3
"""verification.py [--write]: compares docs/verification.md with the results of the linters and the runs in target/verification.

Exits with 1 if they differ; with --write, writes the page."""

import difflib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/verification.md"
RESULTS = ROOT / "target/verification"
MEASURED = ROOT / "tests/engine/measured.json"

# Linters that run a program of the system, in the version that is installed.
SYSTEM_VERSIONS = ("build-check", "make", "other-tools")


def main(*arguments: str) -> int:
    page = render_page()
    if arguments == ("--write",):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, "utf-8")
        return 0
    current = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if page == current:
        return 0
    sys.stdout.writelines(difflib.unified_diff(current.splitlines(True), page.splitlines(True), str(PAGE.name), "this run"))
    print("docs/verification.md is out of date. After a run: tests/verification.py --write", file=sys.stderr)
    return 1


def render_page() -> str:
    static, life, registry, attacks, faults, measured = (
        json.loads(file.read_text("utf-8"))
        for file in (*(RESULTS / f"{name}.json" for name in ("static", "life", "registry", "attacks", "faults")), MEASURED)
    )
    sections = [
        OPENING,
        linters(static),
        suppressions(static),
        runs(life | registry | attacks),
        caches(measured),
        injected_faults(faults),
        LIMITS,
    ]
    return "\n".join(section.strip() + "\n" for section in sections)


def linters(static: dict) -> str:
    rows = [
        [
            name_and_version(row["name"], row["version"]),
            row["configuration"],
            f"{row['files']['spec']} + {row['files']['random']}",
            row["findings"],
        ]
        for row in static["judges"]
    ]
    services = static["services"]
    return f"""
## Linters

The linters check the outputs of {services["spec"]} specs, which are in [`spec`](../spec) or created by `tvgen new` from its templates, and of
{services["random"]} random specs from a fixed seed, without network access. Before that, each linter must detect the faults in
[`known_bad`](../tests/judges/known_bad), and a missing linter is an error. *Files* counts the files
of the specs and of the random specs.

{table(["Linter", "Checks", "Files", "Findings"], rows, right=2)}
"""


def name_and_version(name: str, version: str) -> str:
    """A linter, with its version if it has one."""
    if name in SYSTEM_VERSIONS:
        return f"`{name}` (installed version)"
    return f"`{name}`" if version == "-" else f"`{name}` {version}"


def suppressions(static: dict) -> str:
    total = sum(row["count"] for row in static["suppressions"])
    rows = [[f"`{row['directive']}`", row["reason"], row["count"]] for row in static["suppressions"]]
    specs = [
        [
            f"`{spec}`",
            sum(row["count"] for row in found if "hadolint" in row["directive"]),
            sum(row["count"] for row in found if "hadolint" not in row["directive"]),
        ]
        for spec, found in sorted(static["suppressions_by_spec"].items())
    ]
    return f"""
### Suppressed findings

The output of these specs contains {total} directives that suppress a finding, each with its reason:

{table(["Directive", "Reason", "Count"], rows, right=2)}

{table(["Spec", "In the Dockerfile", "In workflows"], specs, right=1)}
"""


def runs(parts: dict) -> str:
    rows = [[part, len(checks), sum(not check["holds"] for check in checks)] for part, checks in parts.items()]
    total = sum(row[1] for row in rows)
    return f"""
## Runs

The generated files of a small Rails application ([`tests/engine/app`](../tests/engine/app)) run on a Docker engine with BuildKit, with a
registry that has the host names in the spec, with the real Terraform, and without network access. act runs the workflows. The actions
are replaced by stand-ins with the same inputs; `snyk`, `az`, `kubelogin` and `kubectl` by programs that record their calls. For a new
runner, all images and caches are removed from the engine first.

{total} checks, in this order:

{table(["Event", "Checks", "Failed"], rows, right=1)}
"""


def caches(measured: dict) -> str:
    rows = [
        [
            row["mode"],
            row["build"],
            row["times"],
            ", ".join(str(row["hits"][step]) for step in ("apk add", "bundle install", "yarn install")),
        ]
        for row in measured["rows"]
    ]
    return f"""
### Cache hits

BuildKit does not guarantee cache hits, so `tests/engine/measure.sh` counts them: in builds of new branches with one changed file, each on
an engine without images and caches. Measured with Docker {measured["engine"]} on {measured["day"]}.

{table(["`cache.mode`", "Build", "Builds", "Hits: packages, gems, JavaScript"], rows, right=2)}
"""


def injected_faults(faults: list[dict]) -> str:
    rows = [[row["fault"], f"`{row['file']}`", group_by_linter(row["judges"]), row["run"]] for row in faults]
    undetected = sum(not row["judges"] and not row["run"] for row in faults)
    return f"""
## Injected faults

To show that the checks work, {len(faults)} typical mistakes are injected into the outputs of the service in the runs, one at a time.
{"Each is detected" if not undetected else f"{undetected} of them are not detected; the others are detected"} by a linter or, if no linter can detect it, by a check of the runs.

{table(["Fault", "File", "Linters", "Failed check of the runs"], rows)}
"""


def group_by_linter(findings: list[str]) -> str:
    """The linters, each with its rules."""
    rules: dict[str, list[str]] = {}
    for finding in findings:
        linter, _, rule = finding.partition(" ")
        rules.setdefault(linter, []).append(rule)
    return "; ".join(f"`{linter}` {', '.join(found)}" for linter, found in rules.items())


def table(head: list[str], rows: list[list], right: int = 99) -> str:
    """A table; the columns from `right` on are right-aligned."""
    line = ["---:" if number >= right else "---" for number in range(len(head))]
    return "\n".join("|" + "|".join(format_cell(cell) for cell in row) + "|" for row in [head, line, *rows])


def format_cell(cell: object) -> str:
    """A cell, padded with spaces."""
    text = str(cell).replace("|", "\\|")
    return f" {text} " if text else " "


OPENING = """
# Verification

Before a change is merged, linters check the generated files, and a service is built and deployed with them on a real Docker engine. This
page is generated from the results; CI fails if it is out of date.

```sh
tests/judges/all.sh  # the linters: about two minutes
tests/engine/runs.sh # the runs: about six minutes, as root
```

Both install what they need on a bare Debian. All linters are third-party except `permissions`, `portable`, `links` and `suppressions`. For
comparison: in the hand-written files of the service in [`spec/teaching-vacancies.toml`](../spec/teaching-vacancies.toml), hadolint found
7 problems, `docker build --check` 3, actionlint 81 and zizmor 260.
"""

LIMITS = """
## Limits

- The base image of the runs is built from Debian packages: its shell and tools are busybox's, as in Alpine, but its C library is not musl,
  and its `apk` ignores versions.
- act does not enforce permissions, environments or concurrency groups. The linter `permissions` checks the permissions of a job's token.
- GNU make 3.81 was not available: `portable` searches Makefiles for newer features, and GNU make 4.3 and 4.4.1 run them.
- Nothing ran on macOS, on GitHub or in Azure.
"""

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
