"""Runs Makefiles with other tools than GNU's, which must give the same results."""

import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from finding import Finding
from toolchains import Toolchain, find_program, install, toolchains
from dry_run import ENVIRONMENT, LOCK_ID
from tree import Tree

# Branch names, each with something that a tool could misinterpret.
BRANCHES = ("main", "feature/a-b", "x/ä-日本", "a.b_c+d", "---x", "revert-0123456789abcdef", "v1.2.3", "latest", "x" * 200, "it's-$(id)`id`")

# Only prints the tag of the branch: a build would compute the tag many times.
TAG_OF_BRANCH = ("--file", "Makefile", "--file", "print.mk", "print")

# The pattern of the tags that an environment deploys.
UNIQUE = re.compile(r"^override DEPLOYABLE := (.+)$", re.MULTILINE)

# The maximum number of Makefiles of random specs that are run.
SAMPLE_SIZE = 6


class Invocation(NamedTuple):
    """The arguments of make, and the current branch."""

    goals: tuple[str, ...]
    branch: str = "main"


def other_tools(tree: Tree) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    with ThreadPoolExecutor() as pool:
        return [finding for found in pool.map(lambda file: find_differences(tree.text(file), file), tree.makefiles[:SAMPLE_SIZE]) for finding in found]


def find_differences(makefile: str, file: str) -> list[Finding]:
    """Invocations with different results than with GNU's tools."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        service = Path(folder) / "service"
        service.mkdir()
        (service / "Makefile").write_text(makefile, "utf-8")
        (service / "print.mk").write_text("print:\n\t@echo '$(BRANCH_TAG) $(COMMIT_SHA)'\n")
        gnu, *others = (install(toolchain, Path(folder)) for toolchain in toolchains())
        for invocation in invocations(makefile):
            expected = run_make(gnu, service, invocation)
            for toolchain in others:
                if run_make(toolchain, service, invocation) != expected:
                    location = f"{file}: make {' '.join(invocation.goals)}"
                    found.append(Finding("other-tools", toolchain.name, location, f"on the branch {invocation.branch!r} the result differs from that with GNU's tools"))
    return found


def invocations(makefile: str) -> list[Invocation]:
    """Invocations of helpers, with invalid arguments, and of each target with an effect."""
    commit, environments = "0123456789" * 4, ENVIRONMENT.findall(makefile)
    found = [Invocation(()), Invocation(("help",)), *(Invocation(TAG_OF_BRANCH, branch) for branch in BRANCHES), Invocation(("push-local-image",), BRANCHES[1])]
    tags = ("", "-x", ".x", "a/b", "a b", "a:b", "é", "main", commit)
    found += [Invocation(("require-tag", f"IMAGE_TAG={tag}")) for tag in tags]
    if environments:
        unique = "IMAGE_TAG=" + sample_tag(UNIQUE.search(makefile)[1])
        given = (unique, "PR=7", f"LOCK_ID={LOCK_ID}", "CONFIRM_PRODUCTION=YES")
        locks = ("", "-force", "x", LOCK_ID.upper(), f"{LOCK_ID}0", f"{LOCK_ID}\n{LOCK_ID}", LOCK_ID)
        found += [Invocation(("require-lock", f"LOCK_ID={lock}")) for lock in locks]
        found += [Invocation(("require-image", f"IMAGE_TAG={tag}")) for tag in tags] + [Invocation(("require-image", unique))]
        found += [Invocation(("require-environment",)), Invocation((environments[0], "ci", "terraform-apply", "IMAGE_TAG=main"))]
        for environment in environments:
            found += [Invocation((environment,)), Invocation((environment, "require-environment")), Invocation((environment, "require-environment", "PR=x"))]
            found += [Invocation((environment, target, *given)) for target in ("terraform-plan", "terraform-destroy", "terraform-unlock", "logs")]
            found += [Invocation(("ci", environment, "terraform-apply", *given))]
    return found


def sample_tag(pattern: str) -> str:
    """A tag that matches the pattern: its first alternative, as short as possible."""
    first = pattern.strip("()").split("|")[0]
    for part, text in ((r"\[0-9a-f\]\{(\d+)\}", "a"), (r"\[0-9\]\{(\d+)\}", "1")):
        first = re.sub(part, lambda found: text * int(found[1]), first)
    return re.sub(r"\[[^]]*\]\+", "1", first).replace("\\", "")


def run_make(toolchain: Toolchain, service: Path, invocation: Invocation) -> tuple[int, str, str]:
    """Runs make, and returns its exit status, output and calls."""
    calls = service.parent / "calls"
    calls.write_text("")
    secrets = re.findall(r"^\t@test -n \"\$\$\{(\w+):-\}\"", (service / "Makefile").read_text("utf-8"), re.MULTILINE)
    environment = {**dict.fromkeys(secrets, "secret"), "CALLS": str(calls), "BRANCH": invocation.branch, **toolchain.tools}
    done = subprocess.run(
        # No program on this PATH uses the network.
        [find_program(toolchain.make), f"SHELL={toolchain.tools['PATH']}/sh", *invocation.goals],
        cwd=service, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )
    output = re.sub(r"^\S*make(?:\[\d+\])?: .*\n", "", done.stdout + done.stderr, flags=re.MULTILINE)
    return done.returncode, *(re.sub(r"\b20\d{12}\b", "TIMESTAMP", text) for text in (output, calls.read_text("utf-8")))
