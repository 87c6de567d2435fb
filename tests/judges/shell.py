"""shellcheck, over scripts that stand inside other files."""

import tempfile
from pathlib import Path
from typing import NamedTuple

import offline
from finding import Finding


class Script(NamedTuple):
    place: str
    dialect: str
    text: str
    lines_before: int  # lines of `text` that its file does not have


def shellcheck(
    tool: str, scripts: list[Script], without: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> list[Finding]:
    """What shellcheck finds with the checks of `optional` too, `without` those codes."""
    found = []
    for dialect in sorted({script.dialect for script in scripts}):
        found += check(tool, dialect, [script for script in scripts if script.dialect == dialect], optional)
    return [finding for finding in found if finding.rule not in without]


def check(tool: str, dialect: str, scripts: list[Script], optional: tuple[str, ...]) -> list[Finding]:
    """One run for all of them: to start shellcheck takes longer than to check a script."""
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
        place = f"{script.place}:{row['line'] - script.lines_before}:{row['column']}"
        found.append(Finding(tool, f"SC{row['code']}", place, row["message"]))
    return found
