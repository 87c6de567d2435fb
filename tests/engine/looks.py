"""Parts of the runs that a service with a fault is given to."""

import beside
import events
import image as images
import makefile
import pushes
from report import Report
from service import Service
from world import PRIMARY, World, docker, forget, wipe


def image(world: World, report: Report, service: Service) -> None:
    run = world.make(service, "build-local-image")
    if report.check("it builds", run.passed, run.log[-2000:]):
        tags = docker("image", "ls", "--format", "{{.Tag}}", "--filter", f"reference={PRIMARY.name}:dev-{service.head()}-*")
        images.what_it_is(report, f"{PRIMARY.name}:{tags.splitlines()[0]}", service.head())


def next_push(world: World, report: Report, service: Service) -> None:
    """A push on a new runner, after one that left its caches."""
    wipe()
    world.workflow(service, "build", "push", events.push("main"))
    never_built(world, report, service)


def never_built(world: World, report: Report, service: Service) -> None:
    """A branch that was never built, on a new runner, with what there is of main's caches."""
    branch = new_branch(service)
    wipe()
    run = world.workflow(service, "build", "pull_request", events.pull_request("synchronize", branch, service.head()))
    pushes.saved_by_cache(report, run.steps)


def local_build(world: World, report: Report, service: Service) -> None:
    """The same by make."""
    new_branch(service)
    wipe()
    pushes.saved_by_cache(report, world.make(service, "build-local-image").steps)


def new_branch(service: Service) -> str:
    """A branch, and a change of the code, that no other fault's service has."""
    commit = service.head()
    service.branch(f"never-built/{commit}")
    service.change_code(int(commit[:6], 16))
    return f"never-built/{commit}"


def local_push(world: World, report: Report, service: Service) -> None:
    service.branch("another")
    makefile.local_push(world, report, service, "another")


def push(world: World, report: Report, service: Service) -> None:
    forget()
    pushes.push_to_main(world, report, service)


def finding(world: World, report: Report, service: Service) -> None:
    pushes.a_finding(world, report, service, "push", events.push("main"))


def smoke_test(world: World, report: Report, service: Service) -> None:
    world.workflow(service, "build", "push", events.push("main"))
    pushes.a_failing_smoke_test(world, report, service)


def clean_up(world: World, report: Report, service: Service) -> None:
    tag = f"review-pr-42-{service.head()}"
    docker("buildx", "imagetools", "create", "--tag", f"{PRIMARY.name}:{tag}", images.BASE)
    world.make(service, "ci", "review", "PR=42", "terraform-apply", f"IMAGE_TAG={tag}")
    beside.clean_up(world, report, service)


def rebuild(world: World, report: Report, service: Service) -> None:
    world.workflow(service, "build", "push", events.push("main"))
    beside.rebuild(world, report, service)


def refusals(world: World, report: Report, service: Service) -> None:
    makefile.refusals(world, report, service, service.head())
