"""Checks of pushes and pull requests, in an order in which each depends on the one before."""

import events
from build_log import Steps
from report import Report
from service import Service
from workflow import SECRETS, Run
from world import PRIMARY, SECOND, World, clear_engine

# The steps that must be cached, and the step that a code change must repeat.
CACHED = ("apk add", "bundle install", "yarn install")
REPEATED = "assets:precompile"
BRANCH = "feature/TEVA-9-alert's+filters"


def push_to_main(world: World, report: Report, service: Service) -> str:
    report.begin("A push to main")
    commit = service.head()
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    for repository in (PRIMARY, SECOND):
        expected = {commit, "main"} | ({"builder-main"} if repository is PRIMARY else set())
        found = set(repository.tags())
        report.check(
            f"{repository.name} has the tags {', '.join(sorted(expected - {commit}))} and the commit", found == expected, found
        )
    calls = world.take_calls()
    scans = [call.split() for call in calls if call.startswith("scan ")]
    image = f"{PRIMARY.name}:{commit}"
    report.check("the image is scanned once, by its unique tag", [scan[1] for scan in scans] == [image], scans)
    report.check("no registry has the image during the scan", all(scan[3] == "404" for scan in scans), scans)
    pushed = {repository.image_id(tag) for repository in (PRIMARY, SECOND) for tag in (commit, "main")}
    report.check(
        "both tags in both registries name the scanned image",
        pushed == {scan[2] for scan in scans},
        (pushed, scans),
    )
    report.check(
        "staging and production run exactly this image",
        all(world.deployed(app).get("image") == PRIMARY.reference(commit) for app in ("staging", "production")),
    )
    report.check(
        "a variable of an environment reaches Terraform only there",
        [world.deployed(app).get("size") for app in ("staging", "production")] == ["small", "large"],
    )
    order = [action for call in calls for action in [deployment_action(call)] if action]
    report.check(
        "production is deployed after the smoke test of staging",
        order == ["apply", "smoke-test staging", "apply", "smoke-test production"],
        order,
    )
    report.check(
        "the smoke test gets its URL and its secret",
        "smoke-test staging https://staging.notes.example.com user-of-basic" in calls,
        calls,
    )
    report.check(
        "the digest in the build's output is the registry's",
        f"::set-output:: digest={PRIMARY.digest(commit)}" in run.log,
        [line for line in run.log.splitlines() if "digest" in line][-3:],
    )
    report.check("a success is not reported, as set in the spec", world.take_messages() == [])
    report.check("the log shows no secret", not find_secrets(run.log), find_secrets(run.log))
    return commit


def deployment_action(call: str) -> str:
    """The action of a deployment in a recorded call, or nothing."""
    if call.startswith("terraform") and " apply " in call:
        return "apply"
    return " ".join(call.split()[:2]) if call.startswith("smoke-test") else ""


def find_secrets(log: str) -> list[str]:
    """The secrets that a log shows, except in commands that mask them."""
    lines = [line for line in log.splitlines() if "::add-mask::" not in line]
    return [
        name
        for name, value in SECRETS.items()
        if name not in ("DOCKER_USERNAME", "HTTP_BASIC_USER") and any(value in line for line in lines)
    ]


def pull_request_of_new_branch(world: World, report: Report, service: Service) -> str:
    report.begin("A pull request from a new branch, on a new runner")
    clear_engine()
    service.branch(BRANCH)
    commit = service.change_code(2)
    event = events.pull_request("synchronize", BRANCH, commit, labels=("deploy",))
    run = world.workflow(service, "build", "pull_request", event)
    report.check("the workflow passes", run.passed, run.log[-2000:])
    check_cache_hits(report, run.steps)
    tag = f"review-pr-42-{commit}"
    report.check(
        "the pull request's unique tag is pushed, with its head commit", tag in PRIMARY.tags(), PRIMARY.tags()
    )
    report.check(
        "the review app runs exactly this image",
        world.deployed("review-pr-42").get("image") == PRIMARY.reference(tag),
        world.deployed("review-pr-42"),
    )
    report.check("no other environment is deployed", "smoke-test production" not in " ".join(world.take_calls()))

    report.begin("The next push to that branch, with a vulnerability")
    clear_engine()
    commit = service.change_code(3)
    event = events.pull_request("synchronize", BRANCH, commit, labels=("deploy",))
    check_cache_hits(report, scan_finding(world, report, service, "pull_request", event).steps)
    return tag


def scan_finding(world: World, report: Report, service: Service, name: str, event: dict) -> Run:
    before = PRIMARY.digests()
    run = world.workflow(service, "build", name, event, SNYK_FINDS="a vulnerability")
    calls = world.take_calls()
    report.check("a finding of the scan fails the workflow", not run.passed)
    moved = [tag for tag, digest in PRIMARY.digests().items() if before.get(tag) != digest and not tag.startswith("builder-")]
    report.check("no tag of the image changes", not moved, moved)
    report.check("nothing is deployed", not any(call.startswith("terraform") for call in calls), calls)
    messages = world.take_messages()
    report.check("the failure is reported with the failed job", len(messages) == 1 and "failed in build" in messages[0], messages)
    return run


def check_cache_hits(report: Report, steps: Steps) -> None:
    for step in CACHED:
        report.check(f"{step} comes from the cache", steps.all_cached(step), sorted(steps.ran))
    report.check("the assets are compiled again", steps.any_ran(REPEATED), sorted(steps.cached))


def failing_smoke_test(world: World, report: Report, service: Service) -> None:
    report.begin("A push to main whose smoke test fails in staging")
    service.git("checkout", "--quiet", "main")
    production = world.deployed("production")
    commit = service.change_code(4)
    run = world.workflow(service, "build", "push", events.push("main"), SMOKE_TEST_FAILS_FOR="staging")
    report.check("the workflow fails", not run.passed)
    report.check(
        "staging runs the new image, and production the old one",
        (world.deployed("staging").get("image"), world.deployed("production")) == (PRIMARY.reference(commit), production),
    )
    messages = world.take_messages()
    report.check("the failure is reported with the failed job", len(messages) == 1 and "failed in deploy_staging" in messages[0], messages)
    world.take_calls()

    report.begin("The same run again, on a new runner")
    clear_engine()
    before = PRIMARY.digests()
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check("the unique tag does not change", PRIMARY.digest(commit) == before[commit])
    report.check(
        "production runs the image of the commit", world.deployed("production").get("image") == PRIMARY.reference(commit)
    )
    world.take_calls()


def other_pull_requests(world: World, report: Report, service: Service) -> None:
    authors = (("a fork", {"fork": True}), ("a bot", {"user": "Bot"}), ("a colleague, without the label", {}))
    for author, options in authors:
        report.begin(f"A pull request from {author}")
        before = PRIMARY.digests()
        labels = () if not options else ("deploy",)
        event = events.pull_request("opened", "patch-1", service.head(), labels=labels, number=43, **options)
        run = world.workflow(service, "build", "pull_request", event, trusted=not options)
        calls = world.take_calls()
        report.check("the workflow passes", run.passed, run.log[-2000:])
        if options:
            report.check("the image is built", "--target production" in run.log)
            report.check("no step logs in", not any(call.startswith(("login", "azure-login")) for call in calls), calls)
            report.check("no registry changes", PRIMARY.digests() == before)
        else:
            report.check("its image is pushed", f"review-pr-43-{service.head()}" in PRIMARY.tags())
        report.check(
            "nothing is deployed",
            not world.deployed("review-pr-43") and not any(call.startswith("terraform") for call in calls),
            calls,
        )
