"""Dry runs of make: every target of a Makefile, alone and in each environment."""

import re
import shlex
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import offline
from tree import Tree

LOCK_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

# Valid values for the variables of generated Makefiles.
VARIABLES = ("PR=123", f"IMAGE_TAG={'0123456789' * 4}", f"LOCK_ID={LOCK_ID}", "CONFIRM_PRODUCTION=YES")

# More Makefiles than this come from random specs, and are sampled to save time:
# - each Makefile is run with one environment of each kind, and with `ci` and one environment;
# - the newest make runs at most this many Makefiles;
# - the slow script for branch tags, which differs only in two numbers, is skipped.
MANY = 20

# The start of an environment's settings.
ENVIRONMENT = re.compile(r"^ifeq \(\$\(ENVIRONMENT\),([\w-]+)\)$", re.MULTILINE)

CACHE_LOCK = Lock()

OPTIONS = ("--dry-run", "--silent", "--no-builtin-rules", "--warn-undefined-variables")


class DryRun(NamedTuple):
    """The recipes that make would run for these goals."""

    file: str
    goals: tuple[str, ...]
    recipes: str
    warnings: tuple[str, ...]
    error: str


def dry_runs(tree: Tree, program: str, limit: int | None = None) -> dict[tuple[str, str], list[DryRun]]:
    """The dry runs of all Makefiles or the first `limit`, by Makefile and target. Shared by all linters."""
    with CACHE_LOCK:
        return cached_dry_runs(tree, program, limit)


@cache
def cached_dry_runs(tree: Tree, program: str, limit: int | None = None) -> dict[tuple[str, str], list[DryRun]]:
    files = tree.makefiles[:limit]
    with ThreadPoolExecutor() as pool:
        by_file = pool.map(lambda file: dry_run_file(tree, file, program), files)
        return {(file, target): attempts for file, found in zip(files, by_file) for target, attempts in found.items()}


def dry_run_file(tree: Tree, file: str, program: str) -> dict[str, list[DryRun]]:
    """Runs every target alone, and those that an environment affects in each environment, with and without prompts."""
    names = targets(tree, file)
    environments = confirming = ENVIRONMENT.findall(tree.text(file))
    if len(tree.makefiles) > MANY:
        environments = select_one_per_kind(tree.text(file), environments)
        confirming = environments[:1]
    others = [name for name in names if name not in ("ci", *confirming)]

    found = {name: [attempt] for name, attempt in zip(names, run_goals(tree, file, program, [(name,) for name in names]))}
    for attempt in run_goals(tree, file, program, [(environment, target) for environment in environments[:1] for target in others]):
        found[attempt.goals[-1]].append(attempt)
    # If a target runs the same recipes whether or not the first environment is given, it does not depend on the environment.
    others = [target for target in others if len({normalise_recipes(attempt) for attempt in found[target]}) > 1]
    goals = [(environment, target) for environment in environments[1:] for target in others]
    goals += [("ci", environment, target) for environment in confirming for target in others if "ci" in names]
    for attempt in run_goals(tree, file, program, goals):
        found[attempt.goals[-1]].append(attempt)
    return found


def select_one_per_kind(text: str, environments: list[str]) -> list[str]:
    """Selects one environment of each kind: environments of one kind set the same variables."""
    kinds = {}
    for environment in environments:
        block = re.search(rf"^ifeq \(\$\(ENVIRONMENT\),{environment}\)\n(.*?)^endif", text, re.MULTILINE | re.DOTALL)
        kinds.setdefault(tuple(re.findall(r"^([A-Z_]+) :=", block[1], re.MULTILINE)), environment)
    return list(kinds.values())


def normalise_recipes(attempt: DryRun) -> str:
    """The recipes without goals that only set variables, repeated goals in messages, and timestamps."""
    recipes = re.sub(r"^:\n", "", attempt.recipes, flags=re.MULTILINE)
    recipes = re.sub(r"\bmake(?: [a-z0-9-]+)+", "make GOALS", recipes)
    return re.sub(r"\b20\d{12}\b", "TIMESTAMP", recipes)


def run_goals(tree: Tree, file: str, program: str, all_goals: list[tuple[str, ...]]) -> list[DryRun]:
    """Runs all goals in one shell, because blocking network access takes as long as a dry run."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        variables = [*VARIABLES, *tree.make_variables, *(["BRANCH_TAG=branch"] if len(tree.makefiles) > MANY else [])]
        make = [find_program(program), "--file", file, *OPTIONS, *variables]
        lines = [
            f"{shlex.join([*make, *goals])} >{folder}/{number}.out 2>{folder}/{number}.err || echo $? >{folder}/{number}.failed"
            for number, goals in enumerate(all_goals)
        ]
        offline.run(["sh"], tree.folder, codes=(0,), text="\n".join(lines))
        for number, goals in enumerate(all_goals):
            recipes, errors = ((Path(folder) / f"{number}.{name}").read_text("utf-8") for name in ("out", "err"))
            warnings = tuple(line for line in errors.splitlines() if ": warning: " in line)
            failed = (Path(folder) / f"{number}.failed").exists()
            found.append(DryRun(file, goals, recipes, warnings, (errors.strip() or "no message") if failed else ""))
    return found


def find_program(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise offline.Failed(f"{program} is missing")
    return path


def targets(tree: Tree, file: str) -> list[str]:
    """The phony targets and the documented targets."""
    phony = re.search(r"^\.PHONY: (.*)$", database(tree, file), re.MULTILINE)
    documented = re.findall(r"^([\w.-]+):.*?## ", tree.text(file), re.MULTILINE)
    names = dict.fromkeys([*(phony[1].split() if phony else []), *documented])
    if not names:
        raise offline.Failed(f"{file} has no targets")
    return list(names)


@cache
def database(tree: Tree, file: str) -> str:
    """The database that make prints after reading the file."""
    return offline.run(["make", "--file", file, "--print-data-base", "--question", "--no-builtin-rules"], tree.folder, codes=()).stdout
