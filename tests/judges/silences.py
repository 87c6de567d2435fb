"""What the judged files tell a judge to overlook, and why."""

import re
from typing import NamedTuple

from finding import Finding
from tree import Tree

DIRECTIVE = re.compile(
    r"hadolint (?:global )?ignore=[\w,]+"
    r"|zizmor: ignore\[[^\]]*\]"
    r"|shellcheck disable=[\w,-]+"
    r"|yamllint disable(?:-line|-file)?(?: rule:[\w-]+)*"
)


class Silence(NamedTuple):
    directive: str
    place: str
    reason: str


def without_reason(tree: Tree) -> list[Finding]:
    return [
        Finding("silences", "no-reason", silence.place, f"{silence.directive} stands there without a reason")
        for silence in silences(tree)
        if not silence.reason
    ]


def silences(tree: Tree) -> list[Silence]:
    found = []
    for file in tree.files():
        lines = tree.text(file).splitlines()
        for number, line in enumerate(lines):
            for directive in DIRECTIVE.finditer(line):
                found.append(Silence(directive[0], f"{file}:{number + 1}", reason(lines, number)))
    return found


def reason(lines: list[str], number: int) -> str:
    """Words in the comment on that line, or in the comment lines right above it."""
    beside = words(lines[number].partition("#")[2])
    while not beside and number > 0 and lines[number - 1].lstrip().startswith("#"):
        number -= 1
        beside = words(lines[number])
    return beside


def words(comment: str) -> str:
    """The comment without its directives, if what is left says something: a version number alone does not."""
    text = DIRECTIVE.sub("", comment).strip("# ")
    return text if len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 else ""
