#!/usr/bin/env python3
"""judge.py DIR [NAME=VALUE...]: what the judges find in the files of the one service in DIR; judge.py --many DIR: in its folders.

Prints `tool rule place message` for each finding, separated by tabs, then a table of counts. Exits with 1 on any finding.
A judge that is missing, that breaks, or that says what cannot be read is a finding: silence is never taken for "clean".
NAME=VALUE are variables for make, beside those that the targets of a rendered Makefile ask for.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import silences
from finding import Finding
from judges import JUDGES, verdict
from tree import Tree


def main(folder: str, *variables: str) -> int:
    tree = Tree.read_all(Path(variables[0])) if folder == "--many" else Tree.read(Path(folder), variables)
    verdicts = {tool: verdict(tool, tree) for tool in JUDGES}
    findings = [finding for each in verdicts.values() for finding in each.findings]
    if not tree.files():
        findings.append(Finding("judge", "nothing-to-judge", folder, "none of the files that the judges read is there"))
    silenced = silences.silences(tree)

    print_findings(findings)
    for silence in silenced:
        print(f"silenced\t{silence.directive}\t{silence.place}\t{silence.reason or 'no reason'}")
    print(f"{folder}: {len(findings)} findings, {len(silenced)} silenced")
    for tool, each in verdicts.items():
        print(f"  {tool:20}{count(each):>4}")
    return 1 if findings else 0


def print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        print("\t".join(" ".join(field.split()) for field in finding))


def count(verdict) -> str:
    """How many findings; where nothing was judged, that."""
    if verdict.skipped:
        return f"skipped: {verdict.skipped}"
    return str(len(verdict.findings)) if verdict.files or verdict.findings else "-"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
