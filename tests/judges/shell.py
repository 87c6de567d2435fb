"""Runs shellcheck on scripts embedded in other files."""

import tempfile
from pathlib import Path
from typing import NamedTuple

import offline
from finding import Finding


class Script(NamedTuple):
    location: str
    dialect: str
    text: str
    lines_before: int  # lines of `text` before the script


def shellcheck(
    tool: str, scripts: list[Script], excluded: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> list[Finding]:
    """The findings of shellcheck with the `optional` checks, except the `excluded` codes."""
    found = []
    for dialect in sorted({script.dialect for script in scripts}):
        found += run_shellcheck(tool, dialect, [script for script in scripts if script.dialect == dialect], optional)
    return [finding for finding in found if finding.rule not in excluded]


def run_shellcheck(tool: str, dialect: str, scripts: list[Script], optional: tuple[str, ...]) -> list[Finding]:
    """Checks all scripts in one run, because starting shellcheck takes longer than checking a script."""
    with tempfile.TemporaryDirectory() as folder:
        for number, script in enumerate(scripts):
            (Path(folder) / str(number)).write_text(script.text, encoding="utf-8")
        names = [str(number) for number in range(len(scripts))]
        checks = [f"--enable={name}" for name in optional]
        command = [offline.installed("shellcheck"), "--norc", "--format=json", f"--shell={dialect}", *checks, *names]
        rows = offline.run_json(command, Path(folder)) if names else []
    found = []
    for row in rows:
        script = scripts[int(row["file"])]
        location = f"{script.location}:{row['line'] - script.lines_before}:{row['column']}"
        found.append(Finding(tool, f"SC{row['code']}", location, row["message"]))
    return found
