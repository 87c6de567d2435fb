"""Runs shellcheck on the steps of workflows and actions."""

import re

import offline
import yaml
from finding import Finding
from shell import Script, shellcheck
from tree import Tree

# All optional checks except braces around every variable, which hide those that need them, and `[[`, because some scripts are also in the
# Makefile, whose shell lacks it.
OPTIONAL = ("all",)
EXCLUDED = ("SC2250", "SC2292")

# The runner's variables that scripts use.
RUNNER_VARIABLES = ("GITHUB_ACTION_PATH", "GITHUB_ENV", "GITHUB_HEAD_REF", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_REF_NAME", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
RUNNER_VARIABLES += ("GITHUB_SERVER_URL", "GITHUB_SHA", "GITHUB_STEP_SUMMARY", "GITHUB_WORKFLOW", "GITHUB_WORKSPACE", "RUNNER_TEMP")


def shellcheck_steps(tree: Tree) -> list[Finding] | None:
    if not tree.workflows and not tree.actions:
        return None
    scripts = {}
    for file in tree.workflows + tree.actions:
        for script in find_scripts(tree, file):
            scripts.setdefault((script.dialect, script.text), script)
    return shellcheck("shellcheck-steps", list(scripts.values()), excluded=EXCLUDED, optional=OPTIONAL)


def find_scripts(tree: Tree, file: str) -> list[Script]:
    """Each `run:` of a workflow or an action, as GitHub passes it to a shell."""
    document = yaml.load(tree.text(file), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found = []
    jobs = document["jobs"] if file in tree.workflows else {"runs": document["runs"]}
    for name, job in jobs.items():
        for number, step in enumerate(job.get("steps", []), start=1):
            if "run" in step:
                location = f"{file}:{name}.steps[{number}].run"
                found.append(create_script(location, step, (document, job, step)))
    return found


def create_script(location: str, step: dict, levels: tuple[dict, ...]) -> Script:
    shells = [shell for shell in (step.get("shell"), default_shell(levels[1]), default_shell(levels[0])) if shell]
    dialect = shells[0] if shells else "bash"
    if dialect not in ("bash", "sh"):
        raise offline.Failed(f"{location}: no linter supports {dialect}")
    # The value of an expression is unknown; zizmor reports expressions in scripts.
    text = re.sub(r"\$\{\{.*?\}\}", lambda expression: "_" * len(expression[0]), step["run"], flags=re.DOTALL)
    options = "set -eo pipefail" if dialect == "bash" else "set -e"
    # `read` sets the variables of the step to unknown values; shellcheck reports all other variables as unset.
    passed = {variable for level in levels for variable in level.get("env") or {} if variable.isidentifier()}
    variables = " ".join(sorted({*RUNNER_VARIABLES, *passed}))
    return Script(location, dialect, f"{options}\nread -r {variables}\nexport {variables}\n{text}\n", lines_before=3)


def default_shell(level: dict) -> str | None:
    return level.get("defaults", {}).get("run", {}).get("shell")
