"""Checks that a Makefile works with the make and the tools of macOS: GNU make 3.81, BSD's sed, date and so on.

Run as a program, it checks its rules: each must match its example, and none may match the harmless lines.
"""

import re
import sys
from functools import cache
from typing import NamedTuple

from finding import Finding
from portable_rules import HARMLESS, RULES, Rule
from tree import Tree


class Line(NamedTuple):
    """A logical line, including lines continued by a backslash."""

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
        for rule in broken_rules(line)
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


def broken_rules(line: Line) -> list[Rule]:
    return match_rules(line.is_recipe, line.text)


@cache
def match_rules(is_recipe: bool, text: str) -> list[Rule]:
    """The rules that a line breaks. Cached, because Makefiles have most lines in common."""
    line = Line(0, is_recipe, text)
    return [rule for rule in RULES if any(rule.pattern.search(text) for text in select_texts(line, rule.where))]


def select_texts(line: Line, where: str) -> list[str]:
    """The parts of the line that a rule of this kind reads."""
    # `$$` is a dollar sign for the shell, not the start of a make function.
    if where == "make":
        return [] if line.is_recipe else [line.text.replace("$$", "\0")]
    if where == "call":
        text = line.text if line.is_recipe else re.sub(r"(?<!\\)#.*", "", line.text)
        return [text.replace("$$", "\0")]
    script = line.text if line.is_recipe else " ".join(re.findall(r"\$\(shell (.*)", line.text))
    return [script.replace("$$", "$")] if where == "script" else split_commands(script.replace("$$", "$"))


def split_commands(script: str) -> list[str]:
    """The simple commands of a script, each starting with its name; quoted text is part of a command."""
    tokens = re.compile(r"""'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^'"\\]""")
    command, found = "", []
    for token in tokens.findall(script) + [";"]:
        if token in "|;&()`{}\n" or token == "\0":
            found.append(command)
            command = ""
        else:
            command += token
    # Includes commands in quotes, such as "$(date -d now)".
    found += [inner for token in tokens.findall(script) if token[0] == '"' for inner in nested_commands(token)]
    before = r"^(?:[@+!-]|\s|[A-Za-z_]\w*=(?:'[^']*'|\"[^\"]*\"|[^\s'\"])*(?:\s|$)|(?:then|do|else|elif|if|while|until|command|exec|env)\s)*"
    return [command for command in (re.sub(before, "", text).strip() for text in found) if command]


def nested_commands(quoted: str) -> list[str]:
    return [command for inner in re.findall(r"\$\((.*)\)", quoted) for command in split_commands(inner)]


def check_rules() -> list[str]:
    """The errors of the rules themselves."""
    errors = []
    for rule in RULES:
        found = [name for line in lines(rule.example + "\n") for name in broken_rules(line)]
        if rule not in found:
            errors.append(f"{rule.name} does not match {rule.example!r}")
    for line in lines(HARMLESS):
        errors += [f"{rule.name} matches {line.text!r}" for rule in broken_rules(line)]
    return errors


if __name__ == "__main__":
    errors = check_rules()
    print("\n".join([*errors, f"portable: {len(RULES)} rules, {len(errors)} errors"]))
    sys.exit(1 if errors else 0)
