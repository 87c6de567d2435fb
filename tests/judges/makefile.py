"""The judges of Makefiles."""

import re
from functools import cache
from typing import NamedTuple

import offline
from finding import Finding
from shell import Script, shellcheck
from tree import Tree

# What a target of a rendered Makefile may ask for, with values that none of them refuses.
VARIABLES = ("PR=123", f"IMAGE_TAG={'0123456789' * 4}", "CONFIRM_PRODUCTION=YES")

# make has put its variables in already, so that a test of one compares two constants.
OF_CONSTANTS = ("SC2050", "SC2157", "SC2194")


class Rehearsal(NamedTuple):
    """What make would do for these goals."""

    goals: tuple[str, ...]
    recipes: str
    warnings: tuple[str, ...]
    refusal: str


def make(tree: Tree) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    found = set()
    for rehearsal in rehearsals(tree):
        for warning in rehearsal.warnings:
            rule = "undefined-variable" if "undefined variable" in warning else "warning"
            found.add(Finding("make", rule, warning.split(": ")[0], warning))
    for target, attempts in attempts_by_target(tree).items():
        if all(attempt.refusal for attempt in attempts):
            found.add(Finding("make", "refused", f"make {target}", attempts[0].refusal))
    return sorted(found)


def shellcheck_recipes(tree: Tree) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    shell = re.search(r"^SHELL :?= (.*)$", database(tree), re.MULTILINE)
    dialect = "bash" if shell and shell[1].strip().endswith("bash") else "sh"
    recipes = {rehearsal.recipes: rehearsal for rehearsal in rehearsals(tree) if not rehearsal.refusal}
    scripts = [
        Script(f"make {' '.join(rehearsal.goals)}", dialect, recipe, lines_before=0)
        for recipe, rehearsal in recipes.items()
        if recipe.strip()
    ]
    return shellcheck("shellcheck-recipes", scripts, without=OF_CONSTANTS)


def rehearsals(tree: Tree) -> list[Rehearsal]:
    return [attempt for attempts in attempts_by_target(tree).values() for attempt in attempts]


@cache
def attempts_by_target(tree: Tree) -> dict[str, list[Rehearsal]]:
    """Every target alone, and behind each target that could be the environment it needs."""
    alone = {target: rehearse(tree, target) for target in targets(tree)}
    # A target that does nothing is there for what it sets: an environment, or `ci`.
    settings = [target for target, attempt in alone.items() if attempt.recipes.strip() in ("", ":") and not attempt.refusal]
    environments = [setting for setting in settings if setting != "ci"]
    found = {}
    for target, attempt in alone.items():
        found[target] = [attempt]
        if target not in settings:
            found[target] += [rehearse(tree, environment, target) for environment in environments]
            found[target] += [rehearse(tree, "ci", environment, target) for environment in environments if "ci" in settings]
    return found


def rehearse(tree: Tree, *goals: str) -> Rehearsal:
    command = ["make", "--file", tree.makefiles[0], "--dry-run", "--silent", "--no-builtin-rules", "--warn-undefined-variables"]
    done = offline.run([*command, *goals, *VARIABLES, *tree.make_variables], tree.folder, codes=())
    warnings = tuple(line for line in done.stderr.splitlines() if ": warning: " in line)
    refusal = done.stderr.strip() or "no reason given"
    return Rehearsal(goals, done.stdout, warnings, refusal if done.returncode else "")


def targets(tree: Tree) -> list[str]:
    """Those that are commands, and those that the help speaks of."""
    phony = re.search(r"^\.PHONY: (.*)$", database(tree), re.MULTILINE)
    documented = re.findall(r"^([\w.-]+):.*?## ", tree.text(tree.makefiles[0]), re.MULTILINE)
    names = dict.fromkeys([*(phony[1].split() if phony else []), *documented])
    if not names:
        raise offline.Failed("the Makefile has no target to judge")
    return list(names)


@cache
def database(tree: Tree) -> str:
    """What make knows after it has read the file."""
    return offline.run(["make", "--file", tree.makefiles[0], "--print-data-base", "--question", "--no-builtin-rules"], tree.folder, codes=()).stdout
