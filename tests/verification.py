#!/usr/bin/env python3
"""verification.py [--write]: the page that tells what the judges and the runs found, from what they left in target/verification.

Compares docs/verification.md with it, and exits with 1 where they differ; with --write it writes the page."""

import difflib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/verification.md"
RESULTS = ROOT / "target/verification"
MEASURED = ROOT / "tests/engine/measured.json"

# Programs that come with the machine, in whatever version it has.
OF_THE_MACHINE = ("build-check", "make", "elsewhere")


def main(*words: str) -> int:
    page = made()
    if words == ("--write",):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page, "utf-8")
        return 0
    there = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if page == there:
        return 0
    sys.stdout.writelines(difflib.unified_diff(there.splitlines(True), page.splitlines(True), str(PAGE.name), "this run"))
    print("docs/verification.md is not what this run found. After a run: tests/verification.py --write", file=sys.stderr)
    return 1


def made() -> str:
    static, life, registry, attacks, faults, measured = (
        json.loads(file.read_text("utf-8"))
        for file in (*(RESULTS / f"{name}.json" for name in ("static", "life", "registry", "attacks", "faults")), MEASURED)
    )
    parts = [OPENING, judges(static), silences(static), the_runs(life | registry | attacks), caches(measured), the_faults(faults), LIMITS]
    return "\n".join(part.strip() + "\n" for part in parts)


def judges(static: dict) -> str:
    rows = [
        [
            f"`{row['name']}`",
            "the machine's" if row["name"] in OF_THE_MACHINE else row["version"],
            row["told"],
            row["files"]["spec"],
            row["files"]["drawn"],
            row["findings"],
        ]
        for row in static["judges"]
    ]
    services = static["services"]
    return f"""
## The judges that read

They judge all that {services["spec"]} specs render, those in [`spec`](../spec) and those that `tvgen new` makes of its own templates,
and what comes of {services["drawn"]} specs drawn at random from the format, always the same ones. Before that, each must find what is known to be bad in
[`known_bad`](../tests/judges/known_bad), and be missed when it is not there itself. They have no network.

{table(["Judge", "Version", "What it is told", "Files of `spec`", "Drawn files", "Findings"], rows, right=3)}
"""


def silences(static: dict) -> str:
    total = sum(row["count"] for row in static["silences"])
    rows = [[f"`{row['directive']}`", row["reason"], row["count"]] for row in static["silences"]]
    specs = [
        [
            f"`{spec}`",
            sum(row["count"] for row in found if "hadolint" in row["directive"]),
            sum(row["count"] for row in found if "hadolint" not in row["directive"]),
        ]
        for spec, found in sorted(static["silences_by_spec"].items())
    ]
    return f"""
### What they are told to overlook

All of it stands in the outputs themselves, with its reason: {total} places in all that the specs of `spec` render.

{table(["Directive", "Reason", "Times"], rows, right=2)}

{table(["Spec", "In its Dockerfile", "In its workflows"], specs, right=1)}
"""


def the_runs(runs: dict) -> str:
    rows = [[part, len(checks), sum(not check["holds"] for check in checks)] for part, checks in runs.items()]
    total = sum(row[1] for row in rows)
    return f"""
## The runs

A small Rails application ([`tests/engine/app`](../tests/engine/app)) has a spec of its own. What that renders runs on a Docker
engine with BuildKit, against a registry that answers under the names of the spec, with the real Terraform, and without a network.
act runs the workflows. The actions are stand-ins that take the inputs of the real ones and no others; `snyk`, `az`, `kubelogin` and
`kubectl` write down how they are called. Where a new runner is meant, all images and caches are wiped from the engine before.

{total} checks, in this order:

{table(["What happens", "Checks", "Failed"], rows, right=1)}
"""


def caches(measured: dict) -> str:
    rows = [
        [
            row["mode"],
            row["build"],
            row["times"],
            *(row["hits"][words] for words in ("apk add", "bundle install", "yarn install")),
        ]
        for row in measured["rows"]
    ]
    return f"""
### How often a cache is hit

BuildKit does not promise to find what is in a cache, so it was counted: builds of branches that were never built before, each on a
wiped engine, with one file of the code changed. Docker {measured["engine"]}, on {measured["day"]}, by
`tests/engine/measure.sh`.

{table(["`cache.mode`", "Build", "Builds", "Packages from the cache", "Gems", "JavaScript"], rows, right=2)}
"""


def the_faults(faults: list[dict]) -> str:
    rows = [[row["fault"], f"`{row['file']}`", by_judge(row["judges"]), row["run"]] for row in faults]
    unnoticed = sum(not row["judges"] and not row["run"] for row in faults)
    return f"""
## Faults put in on purpose

A judge that never complains proves nothing. So {len(faults)} faults, of the kind that people make in such files, are put into the
outputs of that service, one at a time. {"Each is noticed." if not unnoticed else f"{unnoticed} of them are noticed by nobody."} The
runs are asked where no judge that only reads can see it.

{table(["Fault", "In", "What judges find", "What does not hold any more in the runs"], rows)}
"""


def by_judge(findings: list[str]) -> str:
    """Each judge once, with the rules that it names."""
    rules: dict[str, list[str]] = {}
    for finding in findings:
        judge, _, rule = finding.partition(" ")
        rules.setdefault(judge, []).append(rule)
    return "; ".join(f"`{judge}` {', '.join(found)}" for judge, found in rules.items())


def table(head: list[str], rows: list[list], right: int = 99) -> str:
    """A table whose columns from `right` on are numbers."""
    line = ["---:" if number >= right else "---" for number in range(len(head))]
    return "\n".join("|" + "|".join(filled(cell) for cell in row) + "|" for row in [head, line, *rows])


def filled(cell: object) -> str:
    """A cell with a space at each side of what is in it."""
    text = str(cell).replace("|", "\\|")
    return f" {text} " if text else " "


OPENING = """
# What is proved, and by whom

What tvgen renders is read by judges and run on a real engine, before each change is merged. The judges are not ours, but for
`permissions`, `portable`, `links` and `silences`, which look for what none of the others does. This page is made by that run, and
the run fails where it would be another.

```sh
tests/judges/all.sh  # the judges that read: about two minutes
tests/engine/runs.sh # the runs: about six minutes, as root
```

Both install what they need on a bare Debian. For comparison: in the files that the real service's team wrote by hand, hadolint found
7 faults, `docker build --check` 3, actionlint 81 and zizmor 260.
"""

LIMITS = """
## What is not proved

- The base image of the runs is made of Debian's packages: its shell and tools are busybox's, as Alpine's are, but its C library is
  not musl, and its `apk` does not look at versions.
- act does not enforce permissions, environments or concurrency groups. What a job's token may do is read by the judge
  `permissions`.
- No GNU make 3.81 was to be had: what came later is looked for in the text, and GNU make 4.3 and 4.4.1 both run.
- Nothing ran on macOS, on GitHub or in Azure.
"""

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
