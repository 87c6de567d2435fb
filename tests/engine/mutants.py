"""Faults put into the outputs on purpose, one at a time, and who notices each: judges that read, or the part of the runs that
the fault is given to. A fault that nobody notices is a failure."""

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
from world import World, forget, wipe


def main(world: World, file: Path) -> int:
    """Writes who notices which fault, and counts those that nobody does."""
    sound = world.service("sound")
    services = [mutate(world, sound, number, fault) for number, fault in enumerate(faults.FAULTS)]
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read, world.folder / "mutants")
        # The caches of main, as a sound service leaves them.
        forget()
        wipe()
        world.workflow(sound, "build", "push", events.push("main"))
        noticed = [seen(world, service, fault) for service, fault in zip(services, faults.FAULTS)]
        found = reading.result()
    rows = []
    for number, fault in enumerate(faults.FAULTS):
        judges = sorted(found.get(str(number), ()))
        rows.append({"fault": fault.name, "file": fault.file, "judges": judges, "run": fault.sentence if noticed[number] else ""})
        who = ", ".join([*judges, rows[-1]["run"]]).strip(", ")
        print(f"  {'ok  ' if who else 'FAIL'} {fault.name}: {who or 'nobody notices'}", flush=True)
    file.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return sum(not row["judges"] and not row["run"] for row in rows)


def controls(world: World) -> int:
    """Gives a service without a fault to every part of the runs that a fault is given to, and counts those that find one: what
    finds faults where there are none proves nothing."""
    sound = world.service("sound")
    forget()
    wipe()
    world.workflow(sound, "build", "push", events.push("main"))
    wrong = 0
    for number, fault in enumerate(faults.FAULTS):
        if fault.look:
            found = seen(world, mutate(world, sound, number, replace(fault, broken=fault.sound)), fault)
            wrong += found
            print(f"  {'FAIL' if found else 'ok  '} {fault.name}: {fault.sentence}", flush=True)
    return wrong


def mutate(world: World, sound: Service, number: int, fault: faults.Fault) -> Service:
    """A copy of the service with the fault in it, committed."""
    place = world.folder / "mutants" / str(number)
    shutil.copytree(sound.folder, place, symlinks=True)
    service = Service.at(place)
    service.edit(fault.file, fault.sound, fault.broken)
    # A commit of its own, so that no other fault's image has its tags.
    service.commit(fault.name)
    return service


def read(folder: Path) -> dict[str, set[str]]:
    """The judges that find something in each of the folders, with what they find."""
    judge = [HOME.parent / "judges/venv/bin/python", PROJECT / "tests/judges/judge.py", "--many", folder]
    done = subprocess.run(judge, capture_output=True, text=True)
    found: dict[str, set[str]] = {}
    for line in done.stdout.splitlines():
        tool, rule, place, *_ = [*line.split("\t"), "", ""]
        if place and tool != "silenced":
            found.setdefault(place.split("/")[0], set()).add(f"{tool} {rule}")
    if not found:
        raise RuntimeError(f"the judges find nothing at all: {done.stderr[-500:]}")
    return found


def seen(world: World, service: Service, fault: faults.Fault) -> bool:
    """Whether the part of the runs that the fault is given to finds that its sentence does not hold any more."""
    if fault.look is None:
        return False
    report = Quiet()
    report.begin(fault.name)
    fault.look(world, report, service)
    world.recorded()
    world.told()
    return any(check["check"] == fault.sentence and not check["holds"] for check in report.parts[fault.name])
