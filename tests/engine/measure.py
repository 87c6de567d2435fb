"""measure.py TIMES FILE: counts how often the build of a new branch gets packages, gems and JavaScript from a cache.

BuildKit does not guarantee cache hits, so they are counted. Writes the counts to FILE."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import events
from service import HOME, Service
from world import World, docker, clear_registry, clear_engine

CACHED = ("apk add", "bundle install", "yarn install")


def main(times: int, file: Path) -> None:
    rows = []
    for mode, spec, engine in (("inline", "tvgen.toml", "docker"), ("registry", "tvgen-registry.toml", "containerd")):
        os.environ["DOCKER_HOST"] = f"unix://{HOME}/{engine}.sock"
        rows += measure(times, mode, spec)
    measured = {"day": str(date.today()), "engine": docker("version", "--format", "{{.Server.Version}}"), "rows": rows}
    file.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")


def measure(times: int, mode: str, spec: str) -> list[dict]:
    world = World(HOME / "work/measure")
    service = world.service(spec=spec)
    clear_registry()
    clear_engine()
    world.workflow(service, "build", "push", events.push("main"))
    rows = []
    for builder in ("the workflow", "`make build-local-image`"):
        hits = dict.fromkeys(CACHED, 0)
        for number in range(times):
            service.git("checkout", "--quiet", "main")
            service.branch(f"{builder.split()[-1].strip('`')}-{number}")
            service.change_code(100 + number)
            clear_engine()
            steps = build(world, service, builder)
            for step in CACHED:
                hits[step] += steps.all_cached(step)
            print(f"{mode}, {builder}: {number + 1} builds, {hits}", flush=True)
        rows.append({"mode": mode, "build": builder, "times": times, "hits": hits})
    return rows


def build(world: World, service: Service, builder: str):
    if builder == "the workflow":
        branch = service.git("branch", "--show-current")
        return world.workflow(service, "build", "pull_request", events.pull_request("synchronize", branch, service.head())).steps
    return world.make(service, "build-local-image").steps


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
