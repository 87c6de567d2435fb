"""What a Makefile may not use, so that it runs with the make and the tools of macOS: GNU make 3.81, BSD's sed, date and so on.

portable.py alone proves the table: each rule finds its example, and none finds anything in what is harmless.
"""

import re
import sys
from functools import cache
from typing import NamedTuple

from finding import Finding
from portable_rules import HARMLESS, RULES, Rule
from tree import Tree


class Line(NamedTuple):
    """A line as make reads it: what a backslash continues is part of it."""

    number: int
    is_recipe: bool
    text: str


def portable(tree: Tree) -> list[Finding] | None:
    if not tree.makefiles:
        return None
    found = {
        Finding("portable", rule.name, f"{file}:{line.number}", rule.why)
        for file in tree.makefiles
        for line in lines(tree.text(file))
        for rule in broken(line)
    }
    return sorted(found)


def lines(text: str) -> list[Line]:
    found, number, in_rule = [], 1, False
    for line in re.findall(r"(?:[^\\\n]|\\.|\\\n)*\n?", text):
        is_recipe = line.startswith("\t") and in_rule
        if line.strip() and not is_recipe and not line.lstrip().startswith("#"):
            in_rule = bool(re.match(r"[^=#\t]*[^:=#\t]::?(?![:=])", line.replace("$(", "").replace(":=", "=")))
        if line.strip() and (is_recipe or not line.lstrip().startswith("#")):
            found.append(Line(number, is_recipe, re.sub(r"\\\n\s*", " ", line).rstrip("\n")))
        number += line.count("\n")
    return found


def broken(line: Line) -> list[Rule]:
    return rules_broken(line.is_recipe, line.text)


@cache
def rules_broken(is_recipe: bool, text: str) -> list[Rule]:
    """Makefiles of many services have most lines in common."""
    line = Line(0, is_recipe, text)
    return [rule for rule in RULES if any(rule.pattern.search(part) for part in parts(line, rule.where))]


def parts(line: Line, where: str) -> list[str]:
    """What of the line a rule of that kind reads."""
    # `$$` is a dollar of the shell: for make, no call begins there.
    if where == "make":
        return [] if line.is_recipe else [line.text.replace("$$", "\0")]
    if where == "call":
        text = line.text if line.is_recipe else re.sub(r"(?<!\\)#.*", "", line.text)
        return [text.replace("$$", "\0")]
    script = line.text if line.is_recipe else " ".join(re.findall(r"\$\(shell (.*)", line.text))
    return [script.replace("$$", "$")] if where == "script" else commands(script.replace("$$", "$"))


def commands(script: str) -> list[str]:
    """The simple commands of a script, each from its name on; what stands in quotes is part of one."""
    words = re.compile(r"""'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^'"\\]""")
    plain, found = "", []
    for piece in words.findall(script) + [";"]:
        if piece in "|;&()`{}\n" or piece == "\0":
            found.append(plain)
            plain = ""
        else:
            plain += piece
    # A command inside quotes, such as "$(date -d now)", is one too.
    found += [inner for piece in words.findall(script) if piece[0] == '"' for inner in commands_inside(piece)]
    before = r"^(?:[@+!-]|\s|[A-Za-z_]\w*=(?:'[^']*'|\"[^\"]*\"|[^\s'\"])*(?:\s|$)|(?:then|do|else|elif|if|while|until|command|exec|env)\s)*"
    return [command for command in (re.sub(before, "", text).strip() for text in found) if command]


def commands_inside(quoted: str) -> list[str]:
    return [command for inner in re.findall(r"\$\((.*)\)", quoted) for command in commands(inner)]


def unproved() -> list[str]:
    """What is wrong with the table itself."""
    faults = []
    for rule in RULES:
        found = [name for line in lines(rule.example + "\n") for name in broken(line)]
        if rule not in found:
            faults.append(f"{rule.name} does not find {rule.example!r}")
    for line in lines(HARMLESS):
        faults += [f"{rule.name} finds something in {line.text!r}" for rule in broken(line)]
    return faults


if __name__ == "__main__":
    wrong = unproved()
    print("\n".join([*wrong, f"portable: {len(RULES)} rules, {len(wrong)} of them wrong"]))
    sys.exit(1 if wrong else 0)
