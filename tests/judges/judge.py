"""judge.py DIR [NAME=VALUE...]: what the judges find in DIR's Dockerfile, Makefile, workflows and Dependabot file.

Prints `tool rule place message` for each finding, separated by tabs, then a table of counts. Exits with 1 on any finding.
A judge that is missing, that breaks, or that says what cannot be read is a finding: silence is never taken for "clean".
NAME=VALUE are variables for make, beside those that the targets of a rendered Makefile ask for.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import dockerfile
import makefile
import silences
import workflow
from finding import Finding
from tree import Tree

JUDGES = {
    "hadolint": dockerfile.hadolint,
    "zizmor": workflow.zizmor,
    "actionlint": workflow.actionlint,
    "workflow-parser": workflow.workflow_parser,
    "yamllint": workflow.yamllint,
    "shellcheck-steps": workflow.shellcheck_steps,
    "make": makefile.make,
    "shellcheck-recipes": makefile.shellcheck_recipes,
    "silences": silences.without_reason,
}


def main(folder: str, *variables: str) -> int:
    tree = Tree.read(Path(folder), variables)
    findings, counts = [], {}
    for tool, judge in JUDGES.items():
        found = verdict(tool, judge, tree)
        counts[tool] = "-" if found is None else str(len(found))
        findings += found or []
    if not tree.files():
        findings.append(Finding("judge", "nothing-to-judge", folder, "none of the files that the judges read is there"))

    for finding in findings:
        print("\t".join(" ".join(field.split()) for field in finding))
    for silence in silences.silences(tree):
        print(f"silenced\t{silence.directive}\t{silence.place}\t{silence.reason or 'no reason'}")
    print(f"{folder}: {len(findings)} findings, {len(silences.silences(tree))} silenced")
    for tool, count in counts.items():
        print(f"  {tool:20}{count:>4}")
    return 1 if findings else 0


def verdict(tool, judge, tree: Tree) -> list[Finding] | None:
    """What `judge` finds; nothing at all where there is nothing that it reads."""
    try:
        return judge(tree)
    except Exception as error:  # whatever stopped it, it has not judged, and that must show
        return [Finding(tool, "broken", tree.folder.name, f"{type(error).__name__}: {error}")]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
