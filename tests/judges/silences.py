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
    r"|check=skip=[\w,]+"
    r"|bake-format off"
)


class Silence(NamedTuple):
    directive: str
    file: str
    line: int
    reason: str

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def without_reason(tree: Tree) -> list[Finding]:
    return [
        Finding("silences", "no-reason", silence.place, f"{silence.directive} stands there without a reason")
        for silence in silences(tree)
        if not silence.reason
    ]


def silences(tree: Tree) -> list[Silence]:
    found = []
    # What a page shows of a Dockerfile silences nobody.
    for file in (file for file in tree.files() if file not in tree.pages):
        lines = tree.text(file).splitlines()
        for number, line in enumerate(lines):
            for directive in DIRECTIVE.finditer(line):
                each = rules(directive[0])
                for rule, reason in zip(each, reasons(lines, number, len(each)), strict=True):
                    found.append(Silence(rule, file, number + 1, reason))
    return found


def rules(directive: str) -> list[str]:
    """The directive once for each of the rules that it names."""
    tool, sign, names = directive.partition("=")
    return [f"{tool}={name}" for name in names.split(",")] if sign else [directive]


def reasons(lines: list[str], number: int, count: int) -> list[str]:
    """One for each rule: words in the comment on that line, or in as many comment lines right above it, in the same order."""
    if beside := words(lines[number].partition("#")[2]):
        return [beside] * count
    above = []
    while len(above) < count and number > 0 and lines[number - 1].lstrip().startswith("#"):
        number -= 1
        above.insert(0, words(lines[number]))
    return [""] * (count - len(above)) + above


def words(comment: str) -> str:
    """The comment without its directives, if what is left says something: a version number alone does not."""
    text = DIRECTIVE.sub("", comment).strip("# ")
    return text if len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 else ""
