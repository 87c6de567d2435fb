"""The judge of how YAML is written."""

import re

import offline
from finding import Finding
from tree import Tree

# What yamllint has by itself and the rules that it has switched off by itself, but for four:
# - comments: tools that raise the version of a pinned action write it as ` # v1.2.3`, with one blank;
# - document-start: GitHub's own workflows have no `---`, so none may have one;
# - line-length: a pinned action with its version, a condition and an expression are one line each;
# - truthy: `on` is GitHub's word for what starts a workflow.
# Off stay `empty-values`, because GitHub writes `pull_request:` and `workflow_dispatch:` so, `key-ordering`, because jobs stand in
# the order in which they run, and `quoted-strings`, because what YAML 1.1 reads as something else must be quoted in 1.2 too.
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
            raise offline.Failed(f"yamllint says what cannot be read: {line}")
        found.append(Finding("yamllint", read[3] or "syntax", read[1], read[2]))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"yamllint ended with {done.returncode} and names no finding: {done.stderr[-300:]}")
    return found
