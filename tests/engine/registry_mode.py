"""Checks of a service with registry caches, on an engine that can export them."""

import events
import pushes
from report import Report
from world import PRIMARY, World, clear_registry, clear_engine


def registry_caches(world: World, report: Report) -> None:
    service = world.service("registry-mode", "tvgen-registry.toml")
    report.begin("Caches in the registry: a push to main")
    clear_registry()
    clear_engine()
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check(
        "the builder's cache has its own tag",
        set(PRIMARY.tags()) == {service.head(), "main", "builder-main"},
        PRIMARY.tags(),
    )
    report.check("it is a cache, not an image", b"buildkit.cacheconfig" in str(PRIMARY.manifest("builder-main")).encode())
    service.branch("feature/never-built")
    for revision, build in ((2, "a new branch"), (3, "the next push to it")):
        report.begin(f"Caches in the registry: {build}, on a new runner")
        clear_engine()
        commit = service.change_code(revision)
        event = events.pull_request("synchronize", "feature/never-built", commit)
        run = world.workflow(service, "build", "pull_request", event)
        report.check("the workflow passes", run.passed, run.log[-2000:])
        pushes.check_cache_hits(report, run.steps)
    report.begin("Caches in the registry: `make build-local-image`, on a new branch")
    clear_engine()
    service.branch("another")
    service.change_code(4)
    run = world.make(service, "build-local-image")
    report.check("the build passes", run.passed, run.log[-2000:])
    pushes.check_cache_hits(report, run.steps)
