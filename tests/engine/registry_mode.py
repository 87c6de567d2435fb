"""The service with caches of their own in the registry, on an engine that can export them."""

import events
import pushes
from report import Report
from world import PRIMARY, World, forget, wipe


def caches_of_their_own(world: World, report: Report) -> None:
    service = world.service("registry-mode", "tvgen-registry.toml")
    report.begin("Caches in the registry: a push to main")
    forget()
    wipe()
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check(
        "the cache of the builder has its own tag",
        set(PRIMARY.tags()) == {service.head(), "main", "builder-main"},
        PRIMARY.tags(),
    )
    report.check("it is a cache, no image", b"buildkit.cacheconfig" in str(PRIMARY.manifest("builder-main")).encode())
    service.branch("feature/never-built")
    for revision, words in ((2, "a branch that was never built"), (3, "the next push to it")):
        report.begin(f"Caches in the registry: {words}, on a new runner")
        wipe()
        commit = service.change_code(revision)
        event = events.pull_request("synchronize", "feature/never-built", commit)
        run = world.workflow(service, "build", "pull_request", event)
        report.check("the workflow passes", run.passed, run.log[-2000:])
        pushes.saved_by_cache(report, run.steps)
    report.begin("Caches in the registry: `make build-local-image`, on a branch that was never built")
    wipe()
    service.branch("another")
    service.change_code(4)
    run = world.make(service, "build-local-image")
    report.check("it builds", run.passed, run.log[-2000:])
    pushes.saved_by_cache(report, run.steps)
