"""What make would do: every target of a Makefile, alone and in each environment."""

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

LOCK = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"

# What a target of a rendered Makefile may ask for, with values that none of them refuses.
VARIABLES = ("PR=123", f"IMAGE_TAG={'0123456789' * 4}", f"LOCK_ID={LOCK}", "CONFIRM_PRODUCTION=YES")

# More Makefiles than this are a sample of what can be drawn: in each, one environment of a kind speaks for all of it,
# one of them for what `ci` changes, the newest make reads so many of them, and the script that makes the tag of a branch,
# which takes longer than all else and differs by two numbers, is not run.
MANY = 20

# What a Makefile sets for the goal that names an environment begins so.
ENVIRONMENT = re.compile(r"^ifeq \(\$\(ENVIRONMENT\),([\w-]+)\)$", re.MULTILINE)

ONE_AT_A_TIME = Lock()

DRY = ("--dry-run", "--silent", "--no-builtin-rules", "--warn-undefined-variables")


class Rehearsal(NamedTuple):
    """What make would do for these goals."""

    file: str
    goals: tuple[str, ...]
    recipes: str
    warnings: tuple[str, ...]
    refusal: str


def rehearsals(tree: Tree, program: str, most: int | None = None) -> dict[tuple[str, str], list[Rehearsal]]:
    """By Makefile and target, of `most` Makefiles or all; once, for all judges that ask."""
    with ONE_AT_A_TIME:
        return rehearsed(tree, program, most)


@cache
def rehearsed(tree: Tree, program: str, most: int | None = None) -> dict[tuple[str, str], list[Rehearsal]]:
    files = tree.makefiles[:most]
    with ThreadPoolExecutor() as pool:
        by_file = pool.map(lambda file: of_file(tree, file, program), files)
        return {(file, target): attempts for file, found in zip(files, by_file) for target, attempts in found.items()}


def of_file(tree: Tree, file: str, program: str) -> dict[str, list[Rehearsal]]:
    """Every target alone, and those that an environment changes in each of them, with questions and without."""
    names = targets(tree, file)
    environments = asking = ENVIRONMENT.findall(tree.text(file))
    if len(tree.makefiles) > MANY:
        environments = one_of_each_kind(tree.text(file), environments)
        asking = environments[:1]
    others = [name for name in names if name not in ("ci", *asking)]

    found = {name: [attempt] for name, attempt in zip(names, rehearse(tree, file, program, [(name,) for name in names]))}
    for attempt in rehearse(tree, file, program, [(environment, target) for environment in environments[:1] for target in others]):
        found[attempt.goals[-1]].append(attempt)
    # What is the same without an environment and in the first one needs none.
    others = [target for target in others if len({said(attempt) for attempt in found[target]}) > 1]
    goals = [(environment, target) for environment in environments[1:] for target in others]
    goals += [("ci", environment, target) for environment in asking for target in others if "ci" in names]
    for attempt in rehearse(tree, file, program, goals):
        found[attempt.goals[-1]].append(attempt)
    return found


def one_of_each_kind(text: str, environments: list[str]) -> list[str]:
    """Environments of one kind set the same variables."""
    kinds = {}
    for environment in environments:
        block = re.search(rf"^ifeq \(\$\(ENVIRONMENT\),{environment}\)\n(.*?)^endif", text, re.MULTILINE | re.DOTALL)
        kinds.setdefault(tuple(re.findall(r"^([A-Z_]+) :=", block[1], re.MULTILINE)), environment)
    return list(kinds.values())


def said(attempt: Rehearsal) -> str:
    """Its recipes, without what goals do that only set something, the goals that messages repeat, and the moment of asking."""
    plain = re.sub(r"^:\n", "", attempt.recipes, flags=re.MULTILINE)
    plain = re.sub(r"\bmake(?: [a-z0-9-]+)+", "make GOALS", plain)
    return re.sub(r"\b20\d{12}\b", "TIMESTAMP", plain)


def rehearse(tree: Tree, file: str, program: str, all_goals: list[tuple[str, ...]]) -> list[Rehearsal]:
    """One shell for all of them: to cut the network off takes as long as to rehearse."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        variables = [*VARIABLES, *tree.make_variables, *(["BRANCH_TAG=branch"] if len(tree.makefiles) > MANY else [])]
        make = [found_program(program), "--file", file, *DRY, *variables]
        lines = [
            f"{shlex.join([*make, *goals])} >{folder}/{number}.out 2>{folder}/{number}.err || echo $? >{folder}/{number}.failed"
            for number, goals in enumerate(all_goals)
        ]
        offline.run(["sh"], tree.folder, codes=(0,), text="\n".join(lines))
        for number, goals in enumerate(all_goals):
            recipes, errors = ((Path(folder) / f"{number}.{name}").read_text("utf-8") for name in ("out", "err"))
            warnings = tuple(line for line in errors.splitlines() if ": warning: " in line)
            failed = (Path(folder) / f"{number}.failed").exists()
            found.append(Rehearsal(file, goals, recipes, warnings, (errors.strip() or "no reason given") if failed else ""))
    return found


def found_program(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise offline.Failed(f"{program} is missing")
    return path


def targets(tree: Tree, file: str) -> list[str]:
    """Those that are commands, and those that the help speaks of."""
    phony = re.search(r"^\.PHONY: (.*)$", database(tree, file), re.MULTILINE)
    documented = re.findall(r"^([\w.-]+):.*?## ", tree.text(file), re.MULTILINE)
    names = dict.fromkeys([*(phony[1].split() if phony else []), *documented])
    if not names:
        raise offline.Failed(f"{file} has no target to judge")
    return list(names)


@cache
def database(tree: Tree, file: str) -> str:
    """What make knows after it has read the file."""
    return offline.run(["make", "--file", file, "--print-data-base", "--question", "--no-builtin-rules"], tree.folder, codes=()).stdout
