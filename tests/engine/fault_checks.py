"""Parts of the runs that detect injected faults."""

import other_workflows
import events
import image as images
import makefile
import pushes
from report import Report
from service import Service
from world import PRIMARY, World, docker, clear_registry, clear_engine


def image(world: World, report: Report, service: Service) -> None:
    run = world.make(service, "build-local-image")
    if report.check("the build passes", run.passed, run.log[-2000:]):
        tags = docker("image", "ls", "--format", "{{.Tag}}", "--filter", f"reference={PRIMARY.name}:dev-{service.head()}-*")
        images.check_image(report, f"{PRIMARY.name}:{tags.splitlines()[0]}", service.head())


def next_push(world: World, report: Report, service: Service) -> None:
    """A push on a new runner, after a push that wrote the caches."""
    clear_engine()
    world.workflow(service, "build", "push", events.push("main"))
    never_built(world, report, service)


def never_built(world: World, report: Report, service: Service) -> None:
    """A new branch, on a new runner, with the existing caches of main."""
    branch = new_branch(service)
    clear_engine()
    run = world.workflow(service, "build", "pull_request", events.pull_request("synchronize", branch, service.head()))
    pushes.check_cache_hits(report, run.steps)


def local_build(world: World, report: Report, service: Service) -> None:
    """A new branch built with make, with the existing caches of main."""
    new_branch(service)
    clear_engine()
    pushes.check_cache_hits(report, world.make(service, "build-local-image").steps)


def new_branch(service: Service) -> str:
    """Creates a branch with a code change that no other fault's service has."""
    commit = service.head()
    service.branch(f"never-built/{commit}")
    service.change_code(int(commit[:6], 16))
    return f"never-built/{commit}"


def local_push(world: World, report: Report, service: Service) -> None:
    service.branch("another")
    makefile.local_push(world, report, service, "another")


def push(world: World, report: Report, service: Service) -> None:
    clear_registry()
    pushes.push_to_main(world, report, service)


def finding(world: World, report: Report, service: Service) -> None:
    pushes.scan_finding(world, report, service, "push", events.push("main"))


def smoke_test(world: World, report: Report, service: Service) -> None:
    world.workflow(service, "build", "push", events.push("main"))
    pushes.failing_smoke_test(world, report, service)


def clean_up(world: World, report: Report, service: Service) -> None:
    tag = f"review-pr-42-{service.head()}"
    docker("buildx", "imagetools", "create", "--tag", f"{PRIMARY.name}:{tag}", images.BASE)
    world.make(service, "ci", "review", "PR=42", "terraform-apply", f"IMAGE_TAG={tag}")
    other_workflows.clean_up(world, report, service)


def rebuild(world: World, report: Report, service: Service) -> None:
    world.workflow(service, "build", "push", events.push("main"))
    other_workflows.rebuild(world, report, service)


def refusals(world: World, report: Report, service: Service) -> None:
    makefile.refusals(world, report, service, service.head())
