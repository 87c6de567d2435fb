"""Builds tvgen and its tests, and runs single tests."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TVGEN = ROOT / "target/debug/tvgen"


def build() -> None:
    """Builds tvgen and its tests. Without the tests, dependencies have fewer features and would be compiled twice."""
    cargo("test", "--no-run")


def test(name: str) -> None:
    """Runs a test that writes files into `target`."""
    cargo("test", "--test", "tests", name)


def cargo(command: str, *arguments: str) -> None:
    if subprocess.run(["cargo", command, "--quiet", "--locked", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit(f"cargo {command} {' '.join(arguments)} failed")
