"""Directives that suppress findings, and their reasons."""

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


class Suppression(NamedTuple):
    directive: str
    file: str
    line: int
    reason: str

    @property
    def location(self) -> str:
        return f"{self.file}:{self.line}"


def missing_reasons(tree: Tree) -> list[Finding]:
    return [
        Finding("suppressions", "no-reason", suppression.location, f"{suppression.directive} has no reason")
        for suppression in find_suppressions(tree)
        if not suppression.reason
    ]


def find_suppressions(tree: Tree) -> list[Suppression]:
    found = []
    # Code on a documentation page suppresses nothing.
    for file in (file for file in tree.files() if file not in tree.pages):
        lines = tree.text(file).splitlines()
        for number, line in enumerate(lines):
            for directive in DIRECTIVE.finditer(line):
                rules = split_rules(directive[0])
                for rule, reason in zip(rules, find_reasons(lines, number, len(rules)), strict=True):
                    found.append(Suppression(rule, file, number + 1, reason))
    return found


def split_rules(directive: str) -> list[str]:
    """The directive, split into one for each of its rules."""
    tool, separator, names = directive.partition("=")
    return [f"{tool}={name}" for name in names.split(",")] if separator else [directive]


def find_reasons(lines: list[str], number: int, count: int) -> list[str]:
    """A reason for each rule: the comment on the line, or as many comment lines directly above it, in the same order."""
    if reason := reason_text(lines[number].partition("#")[2]):
        return [reason] * count
    above = []
    while len(above) < count and number > 0 and lines[number - 1].lstrip().startswith("#"):
        number -= 1
        above.insert(0, reason_text(lines[number]))
    return [""] * (count - len(above)) + above


def reason_text(comment: str) -> str:
    """The comment without directives, if at least three words are left: a version number is not a reason."""
    text = DIRECTIVE.sub("", comment).strip("# ")
    return text if len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 else ""
