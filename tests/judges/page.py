"""Linters of documentation pages."""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

import offline
from finding import Finding
from tree import Tree

HERE = Path(__file__).parent
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)


def markdownlint(tree: Tree) -> list[Finding] | None:
    return run_script(tree, "markdownlint")


def mermaid(tree: Tree) -> list[Finding] | None:
    return run_script(tree, "mermaid")


def run_script(tree: Tree, tool: str) -> list[Finding] | None:
    if not tree.pages:
        return None
    rows = offline.run_json(["node", str(HERE / f"{tool}.mjs"), *tree.pages], tree.folder, codes=(0,))
    return [Finding(tool, row["rule"], f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def links(tree: Tree) -> list[Finding] | None:
    """Checks that each linked file exists; markdownlint checks links within a page."""
    if not tree.pages:
        return None
    found = []
    for page in tree.pages:
        # Ignores links in code.
        text = FENCE.sub(lambda block: "\n" * block[0].count("\n"), tree.text(page))
        for number, line in enumerate(text.splitlines(), start=1):
            for address in LINK.findall(CODE.sub("", line)):
                path = normpath(PurePosixPath(page).parent / unquote(address.partition("#")[0]))
                if not re.match(r"[a-z]+:|#", address) and not (tree.folder / path).exists():
                    found.append(Finding("links", "no-file", f"{page}:{number}", f"{address} does not exist"))
    return found
