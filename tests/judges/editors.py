#!/usr/bin/env python3
"""editors.py: checks every spec in spec/ with two TOML language servers and the schema in its first line.

Exits with 1 on any finding, or if one of them does not detect the known faults.
"""

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the working tree

import offline

ROOT = Path(__file__).resolve().parents[2]
KNOWN_BAD = "tests/judges/known_bad/tvgen.toml"

EDITORS = {
    "taplo": ("lint",),
    "tombi": ("lint", "--offline", "--error-on-warnings"),
}

# Texts that the editors' output contains for the known faults.
EXPECTED = ("70000", "alpin", "inlin", "ruby")


def main() -> int:
    specs = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "spec").rglob("*.toml"))
    errors = 0
    for editor, options in EDITORS.items():
        found, output = lint(editor, options, specs)
        print(f"  {editor:20}{'findings' if found else '0 findings':>12} in {len(specs)} specs")
        if found:
            print(output)
            errors += 1
        found, output = lint(editor, options, [KNOWN_BAD])
        for text in EXPECTED:
            if not found or text not in output:
                print(f"{editor} does not report `{text}` in {KNOWN_BAD}:\n{output}")
                errors += 1
    return 1 if errors else 0


def lint(editor: str, options: tuple[str, ...], specs: list[str]) -> tuple[bool, str]:
    """Whether it has findings in these specs, and its output."""
    done = offline.run([offline.installed(editor), *options, *specs], ROOT, variables={"NO_COLOR": "1"})
    output = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    return done.returncode != 0, output


if __name__ == "__main__":
    sys.exit(main())
