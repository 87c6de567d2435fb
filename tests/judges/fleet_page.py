#!/usr/bin/env python3
"""fleet_page.py: lints the HTML page of a fleet with html-validate. Exits with 1 on any finding.

The fleet has a service in each state, and names that would be markup if unescaped. First checks that the linter detects known faults.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the working tree

import offline
import program
from finding import Finding
from judge import print_findings
from program import ROOT, TVGEN

ODD_NAME = "<b>'&amp;\".toml"


def main() -> int:
    program.build()
    with tempfile.TemporaryDirectory() as folder:
        page = render_page(Path(folder))
    check_linter(page)
    findings = lint_page(page)
    print_findings(findings)
    print(f"fleet page: {len(findings)} findings in {len(page.splitlines())} lines")
    return 1 if findings else 0


def render_page(folder: Path) -> str:
    """Renders a fleet with usual services, an outlier, one with drift and one with errors."""
    minimal = (ROOT / "spec/minimal.toml").read_text("utf-8")
    service = '[service]\nname = "hello"\n'
    if service not in minimal:
        sys.exit("fleet_page.py: spec/minimal.toml has another service")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)  # a base spec must be in the repository of its services
    (folder / ODD_NAME).write_text(minimal.replace(service, ""), "utf-8")
    base = ODD_NAME.replace('"', '\\"')
    for name, tables in {
        "usual": "", "likewise": "", "drifted": "", "<i>apart": '[base]\nruby = "3.1.6"\nalpine = "3.16"\n', "wrong": "[base]\nruby = 1\n",
    }.items():
        own = f'spec = 1\nextends = "../{base}"\n[service]\nname = "{name.replace("<i>", "")}"\n{tables}'
        (folder / name).mkdir()
        (folder / name / "tvgen.toml").write_text(own, "utf-8")
    run(folder, "render", ".")
    (folder / "drifted/Makefile").unlink()
    page = run(folder, "fleet", "table", "--format", "html")
    for mark in ('<td class="mark">', '<td class="bad">', "&lt;i&gt;apart", "drifted<", "invalid<"):
        if mark not in page:
            sys.exit(f"fleet_page.py: the page has no {mark}")
    return page


def run(folder: Path, *command: str) -> str:
    return subprocess.run([TVGEN, *command, "--today", "2026-11-24"], cwd=folder, capture_output=True, text=True).stdout


def lint_page(page: str) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fleet.html"
        file.write_text(page, "utf-8")
        rows = offline.run_json(["node", str(Path(__file__).parent / "html_validate.mjs"), str(file)], Path(folder))
    return [Finding("html-validate", row["rule"], f"fleet.html:{row['line']}", row["message"]) for row in rows]


def check_linter(page: str) -> None:
    """Checks that the linter detects known faults."""
    for defect, broken in [
        ("an unclosed section", page.replace("</section>", "")),
        ("an unescaped value", page.replace("&lt;i&gt;", "<i>")),
        ("a duplicate ID", page.replace("<h1>", '<h1 id="caption">')),
        ("no language", page.replace(' lang="en"', "")),
    ]:
        if broken == page or not lint_page(broken):
            sys.exit(f"fleet_page.py: html-validate finds nothing in a page with {defect}")


if __name__ == "__main__":
    sys.exit(main())
