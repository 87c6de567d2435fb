"""Injects faults into the outputs, one at a time. A linter or a part of the runs must detect each of them; an undetected fault is a
failure."""

import json
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import events
import faults
from report import Quiet
from service import HOME, PROJECT, Service
from world import World, clear_registry, clear_engine


def main(world: World, file: Path) -> int:
    """Writes which linters and checks detect each fault, and returns the number of undetected faults."""
    original = world.service("original")
    services = [mutate(world, original, number, fault) for number, fault in enumerate(faults.FAULTS)]
    with ThreadPoolExecutor() as pool:
        linting = pool.submit(lint, world.folder / "mutants")
        # Writes the caches of main from a service without a fault.
        clear_registry()
        clear_engine()
        world.workflow(original, "build", "push", events.push("main"))
        is_detected = [fails_check(world, service, fault) for service, fault in zip(services, faults.FAULTS)]
        findings = linting.result()
    rows = []
    for number, fault in enumerate(faults.FAULTS):
        judges = sorted(findings.get(str(number), ()))
        rows.append({"fault": fault.name, "file": fault.file, "judges": judges, "run": fault.expected if is_detected[number] else ""})
        detected = ", ".join([*judges, rows[-1]["run"]]).strip(", ")
        print(f"  {'ok  ' if detected else 'FAIL'} {fault.name}: {detected or 'not detected'}", flush=True)
    file.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return sum(not row["judges"] and not row["run"] for row in rows)


def controls(world: World) -> int:
    """Runs the checks of every fault on a service without a fault, and returns the number of false detections."""
    original = world.service("original")
    clear_registry()
    clear_engine()
    world.workflow(original, "build", "push", events.push("main"))
    wrong = 0
    for number, fault in enumerate(faults.FAULTS):
        if fault.check:
            found = fails_check(world, mutate(world, original, number, replace(fault, replacement=fault.original)), fault)
            wrong += found
            print(f"  {'FAIL' if found else 'ok  '} {fault.name}: {fault.expected}", flush=True)
    return wrong


def mutate(world: World, original: Service, number: int, fault: faults.Fault) -> Service:
    """Copies the service, injects the fault and commits it."""
    place = world.folder / "mutants" / str(number)
    shutil.copytree(original.folder, place, symlinks=True)
    service = Service.load(place)
    service.edit(fault.file, fault.original, fault.replacement)
    # A separate commit, so that its image has different tags than those of other faults.
    service.commit(fault.name)
    return service


def lint(folder: Path) -> dict[str, set[str]]:
    """The linters with findings in each of the folders, with the rules."""
    judge = [HOME.parent / "judges/venv/bin/python", PROJECT / "tests/judges/judge.py", "--many", folder]
    done = subprocess.run(judge, capture_output=True, text=True)
    found: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        tool, rule, place, *_ = [*line.split("\t"), "", ""]
        if place and tool != "suppressed":
            found.setdefault(place.split("/")[0], set()).add(f"{tool} {rule}")
    if not found:
        raise RuntimeError(f"the linters have no findings: {done.stderr[-500:]}")
    return found


def fails_check(world: World, service: Service, fault: faults.Fault) -> bool:
    """Whether the expected check of the fault fails."""
    if fault.check is None:
        return False
    report = Quiet()
    report.begin(fault.name)
    fault.check(world, report, service)
    world.take_calls()
    world.take_messages()
    return any(check["check"] == fault.expected and not check["holds"] for check in report.parts[fault.name])
