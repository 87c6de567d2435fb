#!/usr/bin/env python3
"""editors.py: the two language servers of TOML that editors use check every spec in spec/ with the schema that its first line names.

Exits with 1 on any finding in them, and where one of the two finds nothing in what is known to be bad.
"""

import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import offline

ROOT = Path(__file__).resolve().parents[2]
KNOWN_BAD = "tests/judges/known_bad/tvgen.toml"

EDITORS = {
    "taplo": ("lint",),
    "tombi": ("lint", "--offline", "--error-on-warnings"),
}

# What each of them must say of the lines of what is known to be bad.
FAULTS = ("70000", "alpin", "inlin", "ruby")


def main() -> int:
    specs = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "spec").rglob("*.toml"))
    faults = 0
    for editor, options in EDITORS.items():
        found, said = lint(editor, options, specs)
        print(f"  {editor:20}{'findings' if found else '0 findings':>12} in {len(specs)} specs")
        if found:
            print(said)
            faults += 1
        found, said = lint(editor, options, [KNOWN_BAD])
        for fault in FAULTS:
            if not found or fault not in said:
                print(f"{editor} does not report `{fault}` in {KNOWN_BAD}:\n{said}")
                faults += 1
    return 1 if faults else 0


def lint(editor: str, options: tuple[str, ...], specs: list[str]) -> tuple[bool, str]:
    """Whether it finds anything in these specs, and all that it says."""
    done = offline.run([offline.installed(editor), *options, *specs], ROOT, variables={"NO_COLOR": "1"})
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    return done.returncode != 0, said


if __name__ == "__main__":
    sys.exit(main())
