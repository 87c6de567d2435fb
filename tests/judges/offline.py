"""Runs linters without network access, and rejects invalid output."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

HOME = Path(os.environ.get("JUDGES_HOME", Path(__file__).parents[2] / "target/judges")).absolute()

# Linters get only these environment variables, so that no setting of the caller affects them.
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": str(HOME), "JUDGES_HOME": str(HOME), "LC_ALL": "C.UTF-8"}


class Failed(Exception):
    """A linter failed."""


class Skipped(Exception):
    """A linter was skipped, which is allowed on a developer's machine."""


def installed(program: str) -> str:
    """The path of a linter that install.sh installed, never of another version on the machine."""
    return str(HOME / "venv/bin" / program)


def run(
    command: list[str], folder: Path, codes: tuple[int, ...] = (0, 1), text: str = "", variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess:
    program = shutil.which(command[0])
    if program is None:
        raise Failed(f"{command[0]} is missing")
    done = subprocess.run(
        [*isolation_command(), program, *command[1:]],
        cwd=folder, env=ENVIRONMENT | (variables or {}), input=text, capture_output=True, text=True, timeout=300,
    )
    if codes and done.returncode not in codes:
        raise Failed(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-300:]}")
    return done


def run_json(command: list[str], folder: Path, codes: tuple[int, ...] = (0, 1), text: str = "") -> list[dict]:
    done = run(command, folder, codes, text)
    rows = read_json(command[0], done)
    if done.returncode != 0 and not rows:
        raise Failed(f"{command[0]} ended with {done.returncode} but reports no finding: {done.stderr[-300:]}")
    return rows


def read_json(program: str, done: subprocess.CompletedProcess):
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Failed(f"the output of {program} is not JSON: {done.stdout[:100]!r} {done.stderr[-200:]}") from None


@cache
def isolation_command() -> tuple[str, ...]:
    """The command that runs others without network access."""
    for command in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    print("linters: network access is NOT BLOCKED, because this machine does not allow it", file=sys.stderr)
    return ()
