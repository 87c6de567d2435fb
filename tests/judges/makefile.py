"""The judges of Makefiles."""

import re
from pathlib import Path

import offline
from finding import Finding
from rehearsal import MANY, Rehearsal, database, rehearsals, said
from shell import Script, shellcheck
from tree import Tree

# make has put its variables in already, so that a test of one compares two constants; and braces around every variable,
# which the last of them wants, hide those that need them.
WITHOUT = ("SC2050", "SC2157", "SC2194", "SC2250")

# What a Makefile of ours exports to its recipes.
GIVEN = "export IMAGE_TAG='' IMAGE_DIGEST='' PR='' LOCK_ID='' CONFIRM_PRODUCTION='' DETAILED_EXITCODE='' TF_VAR_environment=''\n"


def make(tree: Tree) -> list[Finding] | None:
    return found_in("make", rehearsals(tree, "make")) if tree.makefiles else None


def newest_make(tree: Tree) -> list[Finding] | None:
    """The newest GNU make must find nothing either, and mean to do the same."""
    if not tree.makefiles:
        return None
    ours, newest = rehearsals(tree, "make"), rehearsals(tree, offline.installed("make"), MANY)
    found = found_in("newest-make", newest)
    for key, attempts in newest.items():
        for one, other in zip(attempts, ours[key], strict=True):
            if said(one) != said(other):
                place = f"{one.file}: make {' '.join(one.goals)}"
                found.append(Finding("newest-make", "differs", place, "does something else than with an older make"))
    return found


def found_in(tool: str, by_target: dict[tuple[str, str], list[Rehearsal]]) -> list[Finding]:
    found = set()
    for (file, target), attempts in by_target.items():
        for warning in (warning for attempt in attempts for warning in attempt.warnings):
            rule = "undefined-variable" if "undefined variable" in warning else "warning"
            found.add(Finding(tool, rule, warning.split(": ")[0], warning))
        if all(attempt.refusal for attempt in attempts):
            found.add(Finding(tool, "refused", f"{file}: make {target}", attempts[0].refusal))
    return sorted(found)


def shellcheck_recipes(tree: Tree) -> list[Finding] | None:
    """Each command that make would hand to a shell, once, however many goals lead to it."""
    if not tree.makefiles:
        return None
    scripts = {}
    for file in tree.makefiles:
        for script in shell_functions(tree.text(file)):
            scripts.setdefault((dialect(tree, file), script), f"{file}: $(shell)")
    for attempts in rehearsals(tree, "make").values():
        for attempt in attempts:
            if not attempt.refusal:
                for command in commands(attempt):
                    scripts.setdefault((dialect(tree, attempt.file), command), f"{attempt.file}: make {' '.join(attempt.goals)}")
    judged = [Script(place, dialect, GIVEN + command, lines_before=1) for (dialect, command), place in scripts.items()]
    return shellcheck("shellcheck-recipes", judged, without=WITHOUT, optional=("all",))


def shell_functions(text: str) -> list[str]:
    """What `$(shell …)` hands to a shell."""
    found = []
    for call in re.finditer(r"\$\(shell ", text):
        depth, end = 1, call.end()
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        script = re.sub(r"\\\n\s*", "", text[call.end() : end - 1])
        found.append(script.replace("$$", "$") + "\n")
    return found


def commands(attempt: Rehearsal) -> list[str]:
    """What has a backslash at its end goes on in the next line."""
    return [command + "\n" for command in re.split(r"(?<!\\)\n", said(attempt)) if command.strip()]


def dialect(tree: Tree, file: str) -> str:
    shell = re.search(r"^SHELL :?= (.*)$", database(tree, file), re.MULTILINE)
    return "bash" if shell and shell[1].strip().endswith("bash") else "sh"


def mbake_format(tree: Tree) -> list[Finding] | None:
    return mbake(tree, "mbake-format", ["format", "--check"], r"(?:Would reformat: (?P<file>.+)|(?P<place>.+?:\d+): (?P<message>.+))")


def mbake_validate(tree: Tree) -> list[Finding] | None:
    return mbake(tree, "mbake-validate", ["validate"], r". (?P<file>.+): (?:Invalid syntax|Validation timed out)")


def mbake(tree: Tree, tool: str, command: list[str], complaint: str) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    config = Path(__file__).with_name("mbake.toml")
    done = offline.run([offline.installed("mbake"), *command, "--config", str(config), *tree.makefiles], tree.folder, codes=(0, 1, 2))
    if "skipping syntax validation" in done.stdout:
        raise offline.Failed(done.stdout.strip())
    found = []
    for line in (done.stdout + done.stderr).splitlines():
        if read := re.fullmatch(complaint, line):
            groups = read.groupdict()
            found.append(Finding(tool, command[0], groups["file"] or groups["place"], groups.get("message") or line))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"mbake ended with {done.returncode} and names no finding: {(done.stdout + done.stderr)[-300:]}")
    return found
