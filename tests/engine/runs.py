"""runs.py FOLDER [PART...]: the service's life on a real engine, and what it must have shown by its end.

The parts are `life`, `registry`, `attacks` and `faults`, all of them if none is named. They run at the same time, each with an engine and
repositories of its own. `controls`, which must be named, shows that what notices the faults notices none where there is none. Leaves the results in FOLDER, and exits with 1 if anything failed."""

import os
import subprocess
import sys
from pathlib import Path

import attacks as attack
import beside
import cancelled
import contexts
import image
import makefile
import mutants
import pushes
import registry_mode
from report import Report
from service import HOME
from world import World, forget, wipe


def main(folder: str, *parts: str) -> int:
    if "OWNER" in os.environ:  # this is the process that `start` started
        return min(PARTS[parts[0]][0](Path(folder)), 1)
    Path(folder).mkdir(parents=True, exist_ok=True)
    running = [start(folder, part) for part in parts or ("life", "registry", "attacks", "faults")]
    for process in running:
        print(process.communicate()[0], flush=True)
    return max(process.returncode for process in running)


def start(folder: str, part: str) -> subprocess.Popen:
    """A part as a process of its own."""
    own = {"DOCKER_HOST": f"unix://{HOME}/{PARTS[part][1]}.sock", "OWNER": f"acme-{part}"}
    command = [sys.executable, __file__, folder, part]
    return subprocess.Popen(command, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def life(results: Path) -> int:
    """What happens to a service from its first push on."""
    world, report = World(HOME / "work/life"), Report()
    service = world.service()
    forget()
    wipe()
    commit = pushes.push_to_main(world, report, service)
    image.the_image(world, report, commit)
    review = pushes.a_branch(world, report, service)
    pushes.a_failing_smoke_test(world, report, service)
    pushes.strangers(world, report, service)
    beside.clean_up(world, report, service)
    beside.by_hand(world, report, service, commit, review)
    makefile.the_makefile(world, report, service, commit, review)
    cancelled.a_cancelled_apply(world, report, service, review)
    beside.rebuild(world, report, service)
    return report.end(results / "life.json")


def registry(results: Path) -> int:
    """The same service with caches of their own."""
    report = Report()
    registry_mode.caches_of_their_own(World(HOME / "work/registry"), report)
    return report.end(results / "registry.json")


def attacks(results: Path) -> int:
    """Attacks, and build contexts full of secrets."""
    world, report = World(HOME / "work/attacks"), Report()
    contexts.contexts(world, report)
    attack.attacks(world, report)
    return report.end(results / "attacks.json")


def faults(results: Path) -> int:
    """What is broken on purpose."""
    print("\nFaults put in on purpose", flush=True)
    return mutants.main(World(HOME / "work/faults"), results / "faults.json")


def controls(_: Path) -> int:
    """What is not broken at all."""
    print("\nNo faults", flush=True)
    return mutants.controls(World(HOME / "work/controls"))


# Each with the engine that it runs on.
PARTS = {"life": (life, "docker"), "registry": (registry, "containerd"), "attacks": (attacks, "attacks"), "faults": (faults, "faults"), "controls": (controls, "faults")}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
