#!/usr/bin/env python3
"""all.py: runs every linter on the outputs of every spec in spec/, of every template of `tvgen new`, and of random specs.

First checks that the linters detect known faults. Writes target/verification/static.json, and exits with 1 on any finding. install.sh
installs the linters.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the working tree

import offline
import program
import report
from judge import format_count, print_findings
from judges import JUDGES, Result, run_judge
from program import ROOT, TVGEN
from tree import Tree

HERE = Path(__file__).resolve().parent
RENDERED, RANDOM = ROOT / "target/judged", ROOT / "target/random"

# The slowest linters start first, so that no core is idle at the end.
SLOWEST = ("other-tools", "make", "yamllint", "schema", "hadolint")


def main() -> int:
    render_specs()
    write_random_specs()
    compare_expressions()
    step("Linters on known faults")
    run("tests/judges/prove.sh")
    step("Linters on the output of specs")
    trees = {"spec": Tree.read_all(RENDERED), "random": Tree.read_all(RANDOM)}
    tasks = [(tool, name) for tool in JUDGES for name in trees]
    tasks.sort(key=lambda task: SLOWEST.index(task[0]) if task[0] in SLOWEST else len(SLOWEST))
    with ThreadPoolExecutor(max_workers=2) as pool:
        timed = dict(zip(tasks, pool.map(lambda task: run_timed(task[0], trees[task[1]]), tasks)))
    results = {task: result for task, (result, _) in timed.items()}

    findings = [finding for tool in JUDGES for name in trees for finding in results[tool, name].findings]
    print_findings(findings)
    print(f"  {'':20}{'spec':>8}{'random':>8}")
    for tool in JUDGES:
        seconds = sum(timed[tool, name][1] for name in trees)
        print(f"  {tool:20}" + "".join(f"{format_count(results[tool, name]):>8}" for name in trees) + f"{seconds:>6.0f} s")
    report.write(ROOT / "target/verification/static.json", trees, results)
    run(sys.executable, "tests/judges/verify.py", str(RENDERED))
    step(f"{len(findings)} findings in {sum(len(tree.files()) for tree in trees.values())} files")
    return 1 if findings else 0


def run_timed(tool: str, tree: Tree) -> tuple[Result, float]:
    """Runs a linter, and measures the seconds that it takes."""
    started = time.monotonic()
    return run_judge(tool, tree), time.monotonic() - started


def render_specs() -> None:
    """Renders each spec into its own empty folder."""
    step("Rendering of specs")
    program.build()
    run("rm", "-rf", str(RENDERED))
    for spec in sorted((ROOT / "spec").glob("*.toml")):
        run(str(TVGEN), "render", str(spec), "--out", str(RENDERED / spec.stem), "--quiet")
    # Renders each template of `tvgen new`, with answers to the questions without defaults.
    answers = ["--set", "repository=ghcr.io/acme/payments"]
    azure = ["--set", "short=pay", "--set", "namespace=bat"]
    for template in sorted((ROOT / "templates/new").glob("*.toml")):
        given = answers + azure if template.stem.startswith("dfe-") else answers
        out = RENDERED / f"new-{template.stem}"
        run(str(TVGEN), "new", "payments", "--template", template.stem, "--out", str(out), "--quiet", *given)


def write_random_specs() -> None:
    step("Random specs")
    program.test("random_specs_are_exported_for_external_readers")


def compare_expressions() -> None:
    """Compares how tvgen and GitHub's packages parse and evaluate expressions."""
    step("Random expressions")
    program.test("expressions_are_exported_for_githubs_own_packages")
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
