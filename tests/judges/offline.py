"""Runs a judge without the network, and takes nothing but a proper answer."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

HOME = Path(os.environ.get("JUDGES_HOME", Path(__file__).parents[2] / "target/judges")).absolute()

# Nothing else of the caller's environment arrives, so that no setting of theirs makes a judge mild.
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": str(HOME), "JUDGES_HOME": str(HOME), "LC_ALL": "C.UTF-8"}


class Failed(Exception):
    """A judge that has not judged."""


class Skipped(Exception):
    """A judge that has not judged, as it may on a developer's machine."""


def installed(program: str) -> str:
    """The judge of that name among those that install.sh installs: never another version that happens to be there."""
    return str(HOME / "venv/bin" / program)


def run(
    command: list[str], folder: Path, codes: tuple[int, ...] = (0, 1), text: str = "", variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess:
    program = shutil.which(command[0])
    if program is None:
        raise Failed(f"{command[0]} is missing")
    done = subprocess.run(
        [*cut_off(), program, *command[1:]],
        cwd=folder, env=ENVIRONMENT | (variables or {}), input=text, capture_output=True, text=True, timeout=300,
    )
    if codes and done.returncode not in codes:
        raise Failed(f"{command[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-300:]}")
    return done


def run_json(command: list[str], folder: Path, codes: tuple[int, ...] = (0, 1), text: str = "") -> list[dict]:
    done = run(command, folder, codes, text)
    rows = read_json(command[0], done)
    if done.returncode != 0 and not rows:
        raise Failed(f"{command[0]} ended with {done.returncode} and names no finding: {done.stderr[-300:]}")
    return rows


def read_json(program: str, done: subprocess.CompletedProcess):
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Failed(f"{program} says what is not JSON: {done.stdout[:100]!r} {done.stderr[-200:]}") from None


@cache
def cut_off() -> tuple[str, ...]:
    """The command that takes the network from what it runs."""
    for command in (("unshare", "--net"), ("unshare", "--map-root-user", "--net")):
        if shutil.which("unshare") and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    print("judges: the network is NOT CUT OFF, which this machine does not permit", file=sys.stderr)
    return ()
