"""runs.py FOLDER [PART...]: runs a service's lifecycle on a real Docker engine, and checks the results.

The parts are `life`, `registry`, `attacks` and `faults` (default: all of them). They run in parallel, each with its own engine and
repositories. `controls` runs the checks of `faults` on a service without a fault. Writes the results to FOLDER, and exits with 1 if a
check failed."""

import os
import subprocess
import sys
from pathlib import Path

import attacks as attack
import other_workflows
import cancelled
import contexts
import image
import makefile
import mutants
import pushes
import registry_mode
from report import Report
from service import HOME
from world import World, clear_registry, clear_engine


def main(folder: str, *parts: str) -> int:
    if "OWNER" in os.environ:  # in a process that `start` started
        return min(PARTS[parts[0]][0](Path(folder)), 1)
    Path(folder).mkdir(parents=True, exist_ok=True)
    running = [start(folder, part) for part in parts or ("life", "registry", "attacks", "faults")]
    for process in running:
        print(process.communicate()[0], flush=True)
    return max(process.returncode for process in running)


def start(folder: str, part: str) -> subprocess.Popen:
    """Starts a part in a separate process."""
    variables = {"DOCKER_HOST": f"unix://{HOME}/{PARTS[part][1]}.sock", "OWNER": f"acme-{part}"}
    command = [sys.executable, __file__, folder, part]
    return subprocess.Popen(command, env=os.environ | variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def life(results: Path) -> int:
    """The lifecycle of a service from its first push."""
    world, report = World(HOME / "work/life"), Report()
    service = world.service()
    clear_registry()
    clear_engine()
    commit = pushes.push_to_main(world, report, service)
    image.shipped_image(world, report, commit)
    review = pushes.pull_request_of_new_branch(world, report, service)
    pushes.failing_smoke_test(world, report, service)
    pushes.other_pull_requests(world, report, service)
    other_workflows.clean_up(world, report, service)
    other_workflows.manual_deployment(world, report, service, commit, review)
    makefile.makefile_targets(world, report, service, commit, review)
    cancelled.cancelled_apply(world, report, service, review)
    other_workflows.rebuild(world, report, service)
    return report.end(results / "life.json")


def registry(results: Path) -> int:
    """The same service with registry caches."""
    report = Report()
    registry_mode.registry_caches(World(HOME / "work/registry"), report)
    return report.end(results / "registry.json")


def attacks(results: Path) -> int:
    """Attacks, and build contexts with secrets."""
    world, report = World(HOME / "work/attacks"), Report()
    contexts.contexts(world, report)
    attack.attacks(world, report)
    return report.end(results / "attacks.json")


def faults(results: Path) -> int:
    """Injected faults."""
    print("\nInjected faults", flush=True)
    return mutants.main(World(HOME / "work/faults"), results / "faults.json")


def controls(_: Path) -> int:
    """The checks of injected faults, without a fault."""
    print("\nNo faults", flush=True)
    return mutants.controls(World(HOME / "work/controls"))


# Each part with its function and its engine.
PARTS = {"life": (life, "docker"), "registry": (registry, "containerd"), "attacks": (attacks, "attacks"), "faults": (faults, "faults"), "controls": (controls, "faults")}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
