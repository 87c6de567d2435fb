#!/usr/bin/env python3
"""sarif.py: checks the SARIF 2.1.0 logs of tvgen with two linters. Exits with 1 on any finding.

One is the JSON Schema, the other the validator of the format's authors, with the rules of GitHub's code scanning. First checks that both
detect known faults.
"""

import copy
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # leaves no __pycache__ in the working tree

import jsonschema

import offline
import program
from finding import Finding
from judge import print_findings
from program import ROOT, TVGEN

PACKAGE = offline.HOME / "npm/node_modules/@microsoft/sarif-multitool-linux"

# The project has no website that a log could link to.
IGNORED = {"SARIF2005"}


def main() -> int:
    if not sys.platform.startswith("linux"):
        print("sarif: SKIPPED, the validator runs only on Linux")
        return 0
    program.build()
    program.test("a_log_of_every_rule_is_exported_for_external_readers")
    with tempfile.TemporaryDirectory() as folder:
        logs = {"rules": json.loads((ROOT / "target/sarif/rules.sarif").read_text("utf-8")), **create_logs(Path(folder))}
    check_linters(logs["rules"])
    findings = [finding for name, log in logs.items() for finding in lint_log(name, log)]
    print_findings(findings)
    results = sum(len(log["runs"][0]["results"]) for log in logs.values())
    print(f"sarif: {len(findings)} findings in {len(logs)} logs with {results} results")
    return 1 if findings else 0


def create_logs(folder: Path) -> dict[str, dict]:
    """Logs with a file in each state, a spec in a folder with an unusual name, an unreadable spec, and without findings."""
    minimal = (ROOT / "spec/minimal.toml").read_text("utf-8")
    odd = folder / "a b/#ü%20.toml"
    odd.parent.mkdir()
    odd.write_text(minimal.replace("3.4.7", "3.4"), "utf-8")
    (folder / "tvgen.toml").write_text(minimal, "utf-8")
    run(folder, "render")
    clean = read_log(folder, "check")

    moved = minimal + '\n[outputs]\ndocs = "docs/moved.md"\n'
    (folder / "tvgen.toml").write_text(moved, "utf-8")
    run(folder, "render")
    (folder / "tvgen.toml").write_text(minimal.replace("3.4.7", "3.4.8"), "utf-8")
    (folder / ".dockerignore").unlink()
    (folder / "Makefile").write_text((folder / "Makefile").read_text("utf-8") + "x:\n", "utf-8")
    (folder / "documentation/docker.md").write_text("# Mine\n", "utf-8")
    workflow = folder / ".github/workflows/build_and_deploy.yml"
    workflow.write_text(workflow.read_text("utf-8").replace("Made by tvgen ", "Made by tvgen 0"), "utf-8")
    drifted = read_log(folder, "check")
    ids = {rule["id"] for rule in drifted["runs"][0]["tool"]["driver"]["rules"]}
    missing = {f"file-{state}" for state in ("missing", "stale", "edited", "foreign", "other-version", "orphaned")} - ids
    if missing:
        sys.exit(f"sarif.py: no file is in the state {', '.join(sorted(missing))}")
    return {"clean": clean, "drifted": drifted, "odd": read_log(folder, "lint", str(odd), "nowhere.toml")}


def run(folder: Path, *command: str) -> str:
    return subprocess.run([TVGEN, *command], cwd=folder, capture_output=True, text=True).stdout


def read_log(folder: Path, *command: str) -> dict:
    return json.loads(run(folder, *command, "--format", "sarif"))


def lint_log(name: str, log: dict) -> list[Finding]:
    return [*check_schema(name, log), *run_validator(name, log)]


def check_schema(name: str, log: dict) -> list[Finding]:
    rules = json.loads((PACKAGE / "sarif-2.1.0.json").read_text("utf-8"))
    reader = jsonschema.Draft202012Validator(rules, format_checker=jsonschema.FormatChecker())
    return [Finding("sarif-schema", "invalid", f"{name} {error.json_path}", error.message) for error in reader.iter_errors(log)]


def run_validator(name: str, log: dict) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "validator"
        shutil.copy(PACKAGE / "Sarif.Multitool", program)
        program.chmod(0o755)
        (Path(folder) / "log.sarif").write_text(json.dumps(log), "utf-8")
        command = [str(program), "validate", "log.sarif", "--rule-kind", "Sarif;Ghas", "--output", "found.sarif", "--quiet", "true"]
        # Works without the libraries for internationalisation.
        offline.run(command, Path(folder), variables={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "TMPDIR": folder})
        found = json.loads((Path(folder) / "found.sarif").read_text("utf-8"))["runs"][0]
    if not found["invocations"][0]["executionSuccessful"]:
        raise offline.Failed("the SARIF validator failed")
    results = [result for result in found.get("results", []) if result["ruleId"] not in IGNORED]
    return [Finding("sarif-validator", result["ruleId"], name, " ".join(result["message"].get("arguments", []))) for result in results]


def check_linters(log: dict) -> None:
    """Checks that both linters detect known faults."""

    def broken_log(change) -> dict:
        broken = copy.deepcopy(log)
        change(broken["runs"][0])
        return broken

    result = lambda run: run["results"][0]
    physical = lambda run: result(run)["locations"][0]["physicalLocation"]
    for linter, defect, change in [
        (check_schema, "no message", lambda run: result(run).pop("message")),
        (check_schema, "a line 0", lambda run: physical(run)["region"].update(startLine=0)),
        (check_schema, "an unknown level", lambda run: result(run).update(level="fatal")),
        (run_validator, "no location", lambda run: result(run).update(locations=[])),
        (run_validator, "a rule without help", lambda run: run["tool"]["driver"]["rules"][0].pop("help")),
        (run_validator, "a result of an undefined rule", lambda run: result(run).update(ruleIndex=9999)),
        (run_validator, "a region that ends before it starts", lambda run: physical(run)["region"].update(endLine=1, startLine=2)),
        (run_validator, "an absolute path", lambda run: physical(run)["artifactLocation"].update(uri="/tvgen.toml")),
    ]:
        if not linter("known to be bad", broken_log(change)):
            sys.exit(f"sarif.py: the {linter.__name__} finds nothing in a log with {defect}")


if __name__ == "__main__":
    sys.exit(main())
