"""The scripts of the steps of workflows and actions, for shellcheck."""

import re

import offline
import yaml
from finding import Finding
from shell import Script, shellcheck
from tree import Tree

# All that shellcheck has switched off by itself, but for braces around every variable, which hide those that need them, and `[[`, because
# a part of the scripts is in the Makefile too, whose shell has none.
OPTIONAL = ("all",)
WITHOUT = ("SC2250", "SC2292")

# What a runner passes to every step, of all that there is what scripts ask for.
OF_RUNNER = ("GITHUB_ACTION_PATH", "GITHUB_ENV", "GITHUB_HEAD_REF", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_REF_NAME", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
OF_RUNNER += ("GITHUB_SERVER_URL", "GITHUB_SHA", "GITHUB_STEP_SUMMARY", "GITHUB_WORKFLOW", "GITHUB_WORKSPACE", "RUNNER_TEMP")


def shellcheck_steps(tree: Tree) -> list[Finding] | None:
    if not tree.workflows and not tree.actions:
        return None
    scripts = {}
    for file in tree.workflows + tree.actions:
        for script in of_file(tree, file):
            scripts.setdefault((script.dialect, script.text), script)
    return shellcheck("shellcheck-steps", list(scripts.values()), without=WITHOUT, optional=OPTIONAL)


def of_file(tree: Tree, file: str) -> list[Script]:
    """Each `run:` of a workflow or an action, as GitHub hands it to a shell."""
    document = yaml.load(tree.text(file), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = []
    jobs = document["jobs"] if file in tree.workflows else {"runs": document["runs"]}
    for name, job in jobs.items():
        for number, step in enumerate(job.get("steps", []), start=1):
            if "run" in step:
                place = f"{file}:{name}.steps[{number}].run"
                found.append(script(place, step, (document, job, step)))
    return found


def script(place: str, step: dict, levels: tuple[dict, ...]) -> Script:
    said = [shell for shell in (step.get("shell"), default_shell(levels[1]), default_shell(levels[0])) if shell]
    dialect = said[0] if said else "bash"
    if dialect not in ("bash", "sh"):
        raise offline.Failed(f"{place}: no judge here reads {dialect}")
    # What an expression will be is not known; zizmor says that it should not stand there at all.
    text = re.sub(r"\$\{\{.*?\}\}", lambda expression: "_" * len(expression[0]), step["run"], flags=re.DOTALL)
    options = "set -eo pipefail" if dialect == "bash" else "set -e"
    # Read from anywhere, a variable is set to nobody knows what. One that the step is not passed stays without a value, which shows.
    passed = {variable for level in levels for variable in level.get("env") or {} if variable.isidentifier()}
    variables = " ".join(sorted({*OF_RUNNER, *passed}))
    return Script(place, dialect, f"{options}\nread -r {variables}\nexport {variables}\n{text}\n", lines_before=3)


def default_shell(of: dict) -> str | None:
    return of.get("defaults", {}).get("run", {}).get("shell")
