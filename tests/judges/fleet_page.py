#!/usr/bin/env python3
"""fleet_page.py: what html-validate finds in the page of a fleet. Exits with 1 on any finding.

The fleet has a service in each state, and names that are mark-up where they are not encoded. Before that the judge must find
something in pages that are known to be bad: silence is never taken for "clean".
"""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import offline
import program
from finding import Finding
from judge import print_findings
from program import ROOT, TVGEN

ODD = "<b>'&amp;\".toml"


def main() -> int:
    program.build()
    with tempfile.TemporaryDirectory() as folder:
        page = fleet(Path(folder))
    prove(page)
    findings = judge(page)
    print_findings(findings)
    print(f"fleet page: {len(findings)} findings in {len(page.splitlines())} lines")
    return 1 if findings else 0


def fleet(folder: Path) -> str:
    """The page of a fleet with a service that is as most are, one that stands out, one that drifted, and one with errors."""
    minimal = (ROOT / "spec/minimal.toml").read_text("utf-8")
    service = '[service]\nname = "hello"\n'
    if service not in minimal:
        sys.exit("fleet_page.py: the smallest spec has another service")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)  # a base lies in the services' repository
    (folder / ODD).write_text(minimal.replace(service, ""), "utf-8")
    base = ODD.replace('"', '\\"')
    for name, more in {
        "usual": "", "likewise": "", "drifted": "", "<i>apart": '[base]\nruby = "3.1.6"\nalpine = "3.16"\n', "wrong": "[base]\nruby = 1\n",
    }.items():
        own = f'spec = 1\nextends = "../{base}"\n[service]\nname = "{name.replace("<i>", "")}"\n{more}'
        (folder / name).mkdir()
        (folder / name / "tvgen.toml").write_text(own, "utf-8")
    run(folder, "render", ".")
    (folder / "drifted/Makefile").unlink()
    page = run(folder, "fleet", "table", "--format", "html")
    for mark in ('<td class="mark">', '<td class="bad">', "&lt;i&gt;apart", "drifted<", "faulty<"):
        if mark not in page:
            sys.exit(f"fleet_page.py: the page has no {mark}")
    return page


def run(folder: Path, *command: str) -> str:
    return subprocess.run([TVGEN, *command, "--today", "2026-11-24"], cwd=folder, capture_output=True, text=True).stdout


def judge(page: str) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fleet.html"
        file.write_text(page, "utf-8")
        rows = offline.run_json(["node", str(Path(__file__).parent / "html_validate.mjs"), str(file)], Path(folder))
    return [Finding("html-validate", row["rule"], f"fleet.html:{row['line']}", row["message"]) for row in rows]


def prove(page: str) -> None:
    """The judge finds what is known to be bad."""
    for what, bad in [
        ("a section that does not end", page.replace("</section>", "")),
        ("a value that is mark-up", page.replace("&lt;i&gt;", "<i>")),
        ("two captions of one name", page.replace("<h1>", '<h1 id="caption">')),
        ("no language", page.replace(' lang="en"', "")),
    ]:
        if bad == page or not judge(bad):
            sys.exit(f"fleet_page.py: html-validate finds nothing in a page with {what}")


if __name__ == "__main__":
    sys.exit(main())
