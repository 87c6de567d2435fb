#!/usr/bin/env python3
"""all.py: every static judge, on the outputs of every spec in spec/, of what `tvgen new` makes, and of drawn specs. Exits with 1 on any finding.

Renders, lets a test draw, proves that the judges bite, judges, and writes target/verification/static.json.
What the judges need is installed by install.sh before.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import offline
import program
import report
from judge import count, print_findings
from judges import JUDGES, Verdict, verdict
from program import ROOT, TVGEN
from tree import Tree

HERE = Path(__file__).resolve().parent
JUDGED, DRAWN = ROOT / "target/judged", ROOT / "target/drawn"

# Of those that take longest one begins first, so that no core is idle in the end.
SLOWEST = ("elsewhere", "make", "yamllint", "schema", "hadolint")


def main() -> int:
    render()
    draw()
    evaluate()
    step("The judges on what is known to be bad")
    run("tests/judges/prove.sh")
    step("The judges on what specs render")
    trees = {"spec": Tree.read_all(JUDGED), "drawn": Tree.read_all(DRAWN)}
    tasks = [(tool, name) for tool in JUDGES for name in trees]
    tasks.sort(key=lambda task: SLOWEST.index(task[0]) if task[0] in SLOWEST else len(SLOWEST))
    with ThreadPoolExecutor(max_workers=2) as pool:
        timed = dict(zip(tasks, pool.map(lambda task: in_time(task[0], trees[task[1]]), tasks)))
    verdicts = {task: verdict for task, (verdict, _) in timed.items()}

    findings = [finding for tool in JUDGES for name in trees for finding in verdicts[tool, name].findings]
    print_findings(findings)
    print(f"  {'':20}{'spec':>6}{'drawn':>6}")
    for tool in JUDGES:
        seconds = sum(timed[tool, name][1] for name in trees)
        print(f"  {tool:20}" + "".join(f"{count(verdicts[tool, name]):>6}" for name in trees) + f"{seconds:>6.0f} s")
    report.write(ROOT / "target/verification/static.json", trees, verdicts)
    run(sys.executable, "tests/judges/read_back.py", str(JUDGED))
    step(f"{len(findings)} findings in {sum(len(tree.files()) for tree in trees.values())} files")
    return 1 if findings else 0


def in_time(tool: str, tree: Tree) -> tuple[Verdict, float]:
    """What it says, and the seconds that it thought about it."""
    began = time.monotonic()
    return verdict(tool, tree), time.monotonic() - began


def render() -> None:
    """What each spec renders, in a folder of its own that has nothing else in it."""
    step("What specs render")
    program.build()
    run("rm", "-rf", str(JUDGED))
    for spec in sorted((ROOT / "spec").glob("*.toml")):
        run(str(TVGEN), "render", str(spec), "--out", str(JUDGED / spec.stem), "--quiet")
    # What `tvgen new` makes of each template, with a word for each question that has no default.
    answers = ["--set", "repository=ghcr.io/acme/payments"]
    azure = ["--set", "short=pay", "--set", "namespace=bat"]
    for template in sorted((ROOT / "templates/new").glob("*.toml")):
        own = answers if template.stem == "image" else answers + azure
        out = JUDGED / f"new-{template.stem}"
        run(str(TVGEN), "new", "payments", "--template", template.stem, "--out", str(out), "--quiet", *own)


def draw() -> None:
    step("Drawn specs")
    program.test("drawn_specs_are_left_for_the_judges")


def evaluate() -> None:
    """Where tvgen and GitHub's own packages parse and evaluate expressions in different ways."""
    step("Drawn expressions")
    program.test("expressions_are_left_for_the_judges")
    done = offline.run(["node", str(HERE / "expressions.mjs"), str(ROOT / "target/expressions/cases.json")], ROOT)
    print(done.stdout, end="")
    if done.returncode != 0:
        sys.exit("all.py: expressions.mjs found differences")


def run(*command: str) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
        sys.exit(f"all.py: {' '.join(command)} failed")


def step(title: str) -> None:
    print(f"\n-- {title} (at {time.monotonic() - STARTED:.0f} s)", flush=True)


STARTED = time.monotonic()

if __name__ == "__main__":
    sys.exit(main())
