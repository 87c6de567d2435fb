#!/usr/bin/env python3
"""sarif.py: what two readers of SARIF 2.1.0 find in the logs of tvgen. Exits with 1 on any finding.

One is the schema, the other the validator that the authors of the format wrote, with the rules that GitHub's code scanning has.
Before that both must find something in logs that are known to be bad: silence is never taken for "clean".
"""

import copy
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is in git

import jsonschema

import offline
import program
from finding import Finding
from judge import print_findings
from program import ROOT, TVGEN

PACKAGE = offline.HOME / "npm/node_modules/@microsoft/sarif-multitool-linux"

# The project has no page of its own that a log could point at.
SILENCED = {"SARIF2005"}


def main() -> int:
    if not sys.platform.startswith("linux"):
        print("sarif: SKIPPED, one of the readers runs on Linux alone")
        return 0
    program.build()
    program.test("a_log_of_every_rule_is_left_for_the_judges")
    with tempfile.TemporaryDirectory() as folder:
        logs = {"rules": json.loads((ROOT / "target/sarif/rules.sarif").read_text("utf-8")), **runs(Path(folder))}
    prove(logs["rules"])
    findings = [finding for name, log in logs.items() for finding in judge(name, log)]
    print_findings(findings)
    results = sum(len(log["runs"][0]["results"]) for log in logs.values())
    print(f"sarif: {len(findings)} findings in {len(logs)} logs with {results} results")
    return 1 if findings else 0


def runs(folder: Path) -> dict[str, dict]:
    """The logs of runs that find a file in each state, a spec in a folder with an odd name, one that cannot be read, and nothing."""
    minimal = (ROOT / "spec/minimal.toml").read_text("utf-8")
    odd = folder / "a b/#ü%20.toml"
    odd.parent.mkdir()
    odd.write_text(minimal.replace("3.4.7", "3.4"), "utf-8")
    (folder / "tvgen.toml").write_text(minimal, "utf-8")
    run(folder, "render")
    clean = log(folder, "check")

    moved = minimal + '\n[outputs]\ndocs = "docs/moved.md"\n'
    (folder / "tvgen.toml").write_text(moved, "utf-8")
    run(folder, "render")
    (folder / "tvgen.toml").write_text(minimal.replace("3.4.7", "3.4.8"), "utf-8")
    (folder / ".dockerignore").unlink()
    (folder / "Makefile").write_text((folder / "Makefile").read_text("utf-8") + "x:\n", "utf-8")
    (folder / "documentation/docker.md").write_text("# Mine\n", "utf-8")
    workflow = folder / ".github/workflows/build_and_deploy.yml"
    workflow.write_text(workflow.read_text("utf-8").replace("Made by tvgen ", "Made by tvgen 0"), "utf-8")
    drifted = log(folder, "check")
    ids = {rule["id"] for rule in drifted["runs"][0]["tool"]["driver"]["rules"]}
    missing = {f"file-{state}" for state in ("missing", "stale", "edited", "foreign", "other-version", "orphaned")} - ids
    if missing:
        sys.exit(f"sarif.py: no file is in the state {', '.join(sorted(missing))}")
    return {"clean": clean, "drifted": drifted, "odd": log(folder, "lint", str(odd), "nowhere.toml")}


def run(folder: Path, *command: str) -> str:
    return subprocess.run([TVGEN, *command], cwd=folder, capture_output=True, text=True).stdout


def log(folder: Path, *command: str) -> dict:
    return json.loads(run(folder, *command, "--format", "sarif"))


def judge(name: str, log: dict) -> list[Finding]:
    return [*schema(name, log), *validator(name, log)]


def schema(name: str, log: dict) -> list[Finding]:
    rules = json.loads((PACKAGE / "sarif-2.1.0.json").read_text("utf-8"))
    reader = jsonschema.Draft202012Validator(rules, format_checker=jsonschema.FormatChecker())
    return [Finding("sarif-schema", "invalid", f"{name} {error.json_path}", error.message) for error in reader.iter_errors(log)]


def validator(name: str, log: dict) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "validator"
        shutil.copy(PACKAGE / "Sarif.Multitool", program)
        program.chmod(0o755)
        (Path(folder) / "log.sarif").write_text(json.dumps(log), "utf-8")
        command = [str(program), "validate", "log.sarif", "--rule-kind", "Sarif;Ghas", "--output", "found.sarif", "--quiet", "true"]
        # What it would know of languages it takes from libraries that need not be there.
        offline.run(command, Path(folder), variables={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "TMPDIR": folder})
        found = json.loads((Path(folder) / "found.sarif").read_text("utf-8"))["runs"][0]
    if not found["invocations"][0]["executionSuccessful"]:
        raise offline.Failed("the validator of SARIF did not come to an end")
    results = [result for result in found.get("results", []) if result["ruleId"] not in SILENCED]
    return [Finding("sarif-validator", result["ruleId"], name, " ".join(result["message"].get("arguments", []))) for result in results]


def prove(log: dict) -> None:
    """Both readers find what is known to be bad."""

    def bad(change) -> dict:
        spoilt = copy.deepcopy(log)
        change(spoilt["runs"][0])
        return spoilt

    result = lambda run: run["results"][0]
    physical = lambda run: result(run)["locations"][0]["physicalLocation"]
    for reader, what, change in [
        (schema, "no message", lambda run: result(run).pop("message")),
        (schema, "a line 0", lambda run: physical(run)["region"].update(startLine=0)),
        (schema, "a level that there is not", lambda run: result(run).update(level="fatal")),
        (validator, "no location", lambda run: result(run).update(locations=[])),
        (validator, "a rule without help", lambda run: run["tool"]["driver"]["rules"][0].pop("help")),
        (validator, "a result of a rule that is not there", lambda run: result(run).update(ruleIndex=9999)),
        (validator, "a region that ends before it begins", lambda run: physical(run)["region"].update(endLine=1, startLine=2)),
        (validator, "a file from the root of the file system", lambda run: physical(run)["artifactLocation"].update(uri="/tvgen.toml")),
    ]:
        if not reader("known to be bad", bad(change)):
            sys.exit(f"sarif.py: the {reader.__name__} finds nothing in a log with {what}")


if __name__ == "__main__":
    sys.exit(main())
