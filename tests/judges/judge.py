#!/usr/bin/env python3
"""judge.py DIR [NAME=VALUE...]: lints the files of the service in DIR; judge.py --many DIR: of the services in its folders.

Prints `tool rule location message` for each finding, separated by tabs, then a table of counts. Exits with 1 on any finding. A linter
that is missing, fails or has unreadable output is a finding, too. NAME=VALUE are variables for make, in addition to those of generated
Makefiles.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the working tree

import suppressions
from finding import Finding
from judges import JUDGES, Result, run_judge
from tree import Tree


def main(folder: str, *variables: str) -> int:
    tree = Tree.read_all(Path(variables[0])) if folder == "--many" else Tree.read(Path(folder), variables)
    results = {tool: run_judge(tool, tree) for tool in JUDGES}
    findings = [finding for result in results.values() for finding in result.findings]
    if not tree.files():
        findings.append(Finding("judge", "no-files", folder, "the folder has no file that a linter reads"))
    suppressed = suppressions.find_suppressions(tree)

    print_findings(findings)
    for suppression in suppressed:
        print(f"suppressed\t{suppression.directive}\t{suppression.location}\t{suppression.reason or 'no reason'}")
    print(f"{folder}: {len(findings)} findings, {len(suppressed)} suppressed")
    for tool, result in results.items():
        print(f"  {tool:20}{format_count(result):>4}")
    return 1 if findings else 0


def print_findings(findings: list[Finding]) -> None:
    for finding in findings:
        print("\t".join(" ".join(field.split()) for field in finding))


def format_count(result: Result) -> str:
    """The number of findings, `-` without files, or the reason for skipping."""
    if result.skipped:
        return f"skipped: {result.skipped}"
    return str(len(result.findings)) if result.files or result.findings else "-"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
