"""The program that is judged, and its tests, compiled once for both."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TVGEN = ROOT / "target/debug/tvgen"


def build() -> None:
    """Compiles tvgen and its tests: without the tests its dependencies have fewer features, and all would be compiled twice."""
    cargo("test", "--no-run")


def test(name: str) -> None:
    """Runs the test of that name, which leaves its files in `target`."""
    cargo("test", "--test", "tests", name)


def cargo(command: str, *more: str) -> None:
    if subprocess.run(["cargo", command, "--quiet", "--locked", *more], cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit(f"cargo {command} {' '.join(more)} failed")
