"""Lets Makefiles run where GNU's tools are not: whatever they do with those, they must do with others."""

import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from finding import Finding
from places import Place, furnished, needed, places
from rehearsal import ENVIRONMENT, LOCK
from tree import Tree

# Names of branches, each with something that a tool could stumble over.
BRANCHES = ("main", "feature/a-b", "x/ä-日本", "a.b_c+d", "---x", "revert-0123456789abcdef", "v1.2.3", "latest", "x" * 200, "it's-$(id)`id`")

# Asks for the tag alone: a build asks for it many times.
TAG_OF_BRANCH = ("--file", "Makefile", "--file", "print.mk", "print")

# The tags that an environment deploys.
UNIQUE = re.compile(r"^override DEPLOYABLE := (.+)$", re.MULTILINE)

# More Makefiles than this are a sample of what can be drawn: so many of them are run.
MOST = 6


class Scene(NamedTuple):
    """What is asked of make."""

    goals: tuple[str, ...]
    branch: str = "main"


def elsewhere(tree: Tree) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    with ThreadPoolExecutor() as pool:
        return [finding for found in pool.map(lambda file: differences(tree.text(file), file), tree.makefiles[:MOST]) for finding in found]


def differences(makefile: str, file: str) -> list[Finding]:
    """What another place does otherwise than the first."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        service = Path(folder) / "service"
        service.mkdir()
        (service / "Makefile").write_text(makefile, "utf-8")
        (service / "print.mk").write_text("print:\n\t@echo '$(BRANCH_TAG) $(COMMIT_SHA)'\n")
        here, *others = (furnished(place, Path(folder)) for place in places())
        for scene in scenes(makefile):
            expected = play(here, service, scene)
            for place in others:
                if play(place, service, scene) != expected:
                    where = f"{file}: make {' '.join(scene.goals)}"
                    found.append(Finding("elsewhere", place.name, where, f"on the branch {scene.branch!r} it is not what GNU's tools make of it"))
    return found


def scenes(makefile: str) -> list[Scene]:
    """Its helpers, its refusals, and each target that does something."""
    commit, environments = "0123456789" * 4, ENVIRONMENT.findall(makefile)
    found = [Scene(()), Scene(("help",)), *(Scene(TAG_OF_BRANCH, branch) for branch in BRANCHES), Scene(("push-local-image",), BRANCHES[1])]
    tags = ("", "-x", ".x", "a/b", "a b", "a:b", "é", "main", commit)
    found += [Scene(("require-tag", f"IMAGE_TAG={tag}")) for tag in tags]
    if environments:
        unique = "IMAGE_TAG=" + sample(UNIQUE.search(makefile)[1])
        given = (unique, "PR=7", f"LOCK_ID={LOCK}", "CONFIRM_PRODUCTION=YES")
        locks = ("", "-force", "x", LOCK.upper(), f"{LOCK}0", f"{LOCK}\n{LOCK}", LOCK)
        found += [Scene(("require-lock", f"LOCK_ID={lock}")) for lock in locks]
        found += [Scene(("require-image", f"IMAGE_TAG={tag}")) for tag in tags] + [Scene(("require-image", unique))]
        found += [Scene(("require-environment",)), Scene((environments[0], "ci", "terraform-apply", "IMAGE_TAG=main"))]
        for environment in environments:
            found += [Scene((environment,)), Scene((environment, "require-environment")), Scene((environment, "require-environment", "PR=x"))]
            found += [Scene((environment, target, *given)) for target in ("terraform-plan", "terraform-destroy", "terraform-unlock", "logs")]
            found += [Scene(("ci", environment, "terraform-apply", *given))]
    return found


def sample(pattern: str) -> str:
    """A tag that the pattern takes: the first of its alternatives, each part as short as can be."""
    first = pattern.strip("()").split("|")[0]
    for part, text in ((r"\[0-9a-f\]\{(\d+)\}", "a"), (r"\[0-9\]\{(\d+)\}", "1")):
        first = re.sub(part, lambda found: text * int(found[1]), first)
    return re.sub(r"\[[^]]*\]\+", "1", first).replace("\\", "")


def play(place: Place, service: Path, scene: Scene) -> tuple[int, str, str]:
    """How it ended, what it said, and what it called."""
    calls = service.parent / "calls"
    calls.write_text("")
    secrets = re.findall(r"^\t@test -n \"\$\$\{(\w+):-\}\"", (service / "Makefile").read_text("utf-8"), re.MULTILINE)
    environment = {**dict.fromkeys(secrets, "secret"), "CALLS": str(calls), "BRANCH": scene.branch, **place.tools}
    done = subprocess.run(
        # Of all that is on this PATH, nothing reaches a network.
        [needed(place.make), f"SHELL={place.tools['PATH']}/sh", *scene.goals],
        cwd=service, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )
    said = re.sub(r"^\S*make(?:\[\d+\])?: .*\n", "", done.stdout + done.stderr, flags=re.MULTILINE)
    return done.returncode, *(re.sub(r"\b20\d{12}\b", "TIMESTAMP", text) for text in (said, calls.read_text("utf-8")))
