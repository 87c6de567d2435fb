"""Linters of Makefiles."""

import re
from pathlib import Path

import offline
from finding import Finding
from dry_run import MANY, DryRun, database, dry_runs, normalise_recipes
from shell import Script, shellcheck
from tree import Tree

# In these scripts, make has expanded its variables, so conditions on them compare constants. SC2250 requires braces around every
# variable, which hides the variables that need braces.
EXCLUDED = ("SC2050", "SC2157", "SC2194", "SC2250")

# Variables that a generated Makefile exports to its recipes.
EXPORTS = "export IMAGE_TAG='' IMAGE_DIGEST='' PR='' LOCK_ID='' CONFIRM_PRODUCTION='' DETAILED_EXITCODE='' TF_VAR_environment=''\n"


def make(tree: Tree) -> list[Finding] | None:
    return dry_run_findings("make", dry_runs(tree, "make")) if tree.makefiles else None


def newest_make(tree: Tree) -> list[Finding] | None:
    """The newest GNU make must have no findings either, and run the same recipes."""
    if not tree.makefiles:
        return None
    ours, newest = dry_runs(tree, "make"), dry_runs(tree, offline.installed("make"), MANY)
    found = dry_run_findings("newest-make", newest)
    for key, attempts in newest.items():
        for one, other in zip(attempts, ours[key], strict=True):
            if normalise_recipes(one) != normalise_recipes(other):
                location = f"{one.file}: make {' '.join(one.goals)}"
                found.append(Finding("newest-make", "differs", location, "runs other recipes than with an older make"))
    return found


def dry_run_findings(tool: str, by_target: dict[tuple[str, str], list[DryRun]]) -> list[Finding]:
    found = set()
    for (file, target), attempts in by_target.items():
        for warning in (warning for attempt in attempts for warning in attempt.warnings):
            rule = "undefined-variable" if "undefined variable" in warning else "warning"
            found.add(Finding(tool, rule, warning.split(": ")[0], warning))
        if all(attempt.error for attempt in attempts):
            found.add(Finding(tool, "refused", f"{file}: make {target}", attempts[0].error))
    return sorted(found)


def shellcheck_recipes(tree: Tree) -> list[Finding] | None:
    """Checks each command that make would pass to a shell once, even if many goals run it."""
    if not tree.makefiles:
        return None
    scripts = {}
    for file in tree.makefiles:
        for script in shell_functions(tree.text(file)):
            scripts.setdefault((dialect(tree, file), script), f"{file}: $(shell)")
    for attempts in dry_runs(tree, "make").values():
        for attempt in attempts:
            if not attempt.error:
                for command in shell_commands(attempt):
                    scripts.setdefault((dialect(tree, attempt.file), command), f"{attempt.file}: make {' '.join(attempt.goals)}")
    scripts_to_check = [Script(location, dialect, EXPORTS + command, lines_before=1) for (dialect, command), location in scripts.items()]
    return shellcheck("shellcheck-recipes", scripts_to_check, excluded=EXCLUDED, optional=("all",))


def shell_functions(text: str) -> list[str]:
    """The scripts in `$(shell …)`."""
    found = []
    for call in re.finditer(r"\$\(shell ", text):
        depth, end = 1, call.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        script = re.sub(r"\\\n\s*", "", text[call.end() : end - 1])
        found.append(script.replace("$$", "$") + "\n")
    return found


def shell_commands(attempt: DryRun) -> list[str]:
    """The commands of a dry run; a backslash at the end of a line continues it."""
    return [command + "\n" for command in re.split(r"(?<!\\)\n", normalise_recipes(attempt)) if command.strip()]


def dialect(tree: Tree, file: str) -> str:
    shell = re.search(r"^SHELL :?= (.*)$", database(tree, file), re.MULTILINE)
    return "bash" if shell and shell[1].strip().endswith("bash") else "sh"


def mbake_format(tree: Tree) -> list[Finding] | None:
    return mbake(tree, "mbake-format", ["format", "--check"], r"(?:Would reformat: (?P<file>.+)|(?P<location>.+?:\d+): (?P<message>.+))")


def mbake_validate(tree: Tree) -> list[Finding] | None:
    return mbake(tree, "mbake-validate", ["validate"], r". (?P<file>.+): (?:Invalid syntax|Validation timed out)")


def mbake(tree: Tree, tool: str, command: list[str], pattern: str) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    config = Path(__file__).with_name("mbake.toml")
    done = offline.run([offline.installed("mbake"), *command, "--config", str(config), *tree.makefiles], tree.folder, codes=(0, 1, 2))
    if "skipping syntax validation" in done.stdout:
        raise offline.Failed(done.stdout.strip())
    found = []
    for line in (done.stdout + done.stderr).splitlines():
        if match := re.fullmatch(pattern, line):
            groups = match.groupdict()
            found.append(Finding(tool, command[0], groups["file"] or groups["location"], groups.get("message") or line))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"mbake ended with {done.returncode} but reports no finding: {(done.stdout + done.stderr)[-300:]}")
    return found
