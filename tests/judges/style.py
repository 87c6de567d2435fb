"""Runs yamllint."""

import re

import offline
from finding import Finding
from tree import Tree

# All default and optional rules, with four adapted:
# - comments: tools that update a pinned action write its version as ` # v1.2.3`, with one space;
# - document-start: GitHub's own workflows have no `---`, so none may have one;
# - line-length: pinned actions with versions, conditions and expressions need long lines;
# - truthy: GitHub's key `on` starts a workflow.
# Three rules are off:
# - empty-values: GitHub allows `pull_request:` and `workflow_dispatch:` without a value;
# - key-ordering: jobs are sorted by the order in which they run;
# - quoted-strings: strings that YAML 1.1 reads as other types must be quoted in 1.2 too.
CONFIG = """
extends: default
rules:
  comments: {min-spaces-from-content: 1}
  document-start: {present: false}
  float-values: {require-numeral-before-decimal: true, forbid-nan: true, forbid-inf: true, forbid-scientific-notation: true}
  line-length: {max: 180}
  octal-values: enable
  truthy: {check-keys: false}
"""


def yamllint(tree: Tree) -> list[Finding] | None:
    files = tree.workflows + tree.dependabot + tree.actions
    if not files:
        return None
    command = [offline.installed("yamllint"), "--strict", "--format=parsable", f"--config-data={CONFIG}", *files]
    done = offline.run(command, tree.folder, codes=(0, 1, 2))
    found = []
    for line in done.stdout.splitlines():
        read = re.fullmatch(r"(.+?:\d+):\d+: \[\w+\] (.*?)(?: \((\S+)\))?", line)
        if read is None:
            raise offline.Failed(f"unreadable output of yamllint: {line}")
        found.append(Finding("yamllint", read[3] or "syntax", read[1], read[2]))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"yamllint ended with {done.returncode} but reports no finding: {done.stderr[-300:]}")
    return found
