"""What pushes and pull requests do, in an order in which each finds what the one before has left."""

import events
from build_log import Steps
from report import Report
from service import Service
from workflow import SECRETS, Run
from world import PRIMARY, SECOND, World, wipe

# The steps whose work a cache must save, and the one that a change of the code must repeat.
SAVED = ("apk add", "bundle install", "yarn install")
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
    calls = world.recorded()
    scans = [call.split() for call in calls if call.startswith("scan ")]
    image = f"{PRIMARY.name}:{commit}"
    report.check("the image is scanned once, under its unique tag", [scan[1] for scan in scans] == [image], scans)
    report.check("it is in no registry while it is scanned", all(scan[3] == "404" for scan in scans), scans)
    pushed = {repository.image_id(tag) for repository in (PRIMARY, SECOND) for tag in (commit, "main")}
    report.check(
        "what is pushed, under both tags, to both registries, is what was scanned",
        pushed == {scan[2] for scan in scans},
        (pushed, scans),
    )
    report.check(
        "staging and production run exactly that image",
        all(world.deployed(app).get("image") == PRIMARY.reference(commit) for app in ("staging", "production")),
    )
    report.check(
        "a variable of one environment reaches Terraform there alone",
        [world.deployed(app).get("size") for app in ("staging", "production")] == ["small", "large"],
    )
    order = [word for call in calls for word in [deployment(call)] if word]
    report.check(
        "production is applied after the smoke test of staging",
        order == ["apply", "smoke-test staging", "apply", "smoke-test production"],
        order,
    )
    report.check(
        "the smoke test knows its address and its secret",
        "smoke-test staging https://staging.notes.example.com user-of-basic" in calls,
        calls,
    )
    report.check(
        "the digest that the build tells is the registry's",
        f"::set-output:: digest={PRIMARY.digest(commit)}" in run.log,
        [line for line in run.log.splitlines() if "digest" in line][-3:],
    )
    report.check("nobody is told of a success, as the spec wants it", world.told() == [])
    report.check("the log shows no secret", not leaked(run.log), leaked(run.log))
    return commit


def deployment(call: str) -> str:
    """The part of a deployment that a call is."""
    if call.startswith("terraform") and " apply " in call:
        return "apply"
    return " ".join(call.split()[:2]) if call.startswith("smoke-test") else ""


def leaked(log: str) -> list[str]:
    """The secrets that a log shows: what the runner is told to hide does not count."""
    lines = [line for line in log.splitlines() if "::add-mask::" not in line]
    return [
        name
        for name, value in SECRETS.items()
        if name not in ("DOCKER_USERNAME", "HTTP_BASIC_USER") and any(value in line for line in lines)
    ]


def a_branch(world: World, report: Report, service: Service) -> str:
    report.begin("A pull request of a branch that was never built, on a new runner")
    wipe()
    service.branch(BRANCH)
    commit = service.change_code(2)
    event = events.pull_request("synchronize", BRANCH, commit, labels=("deploy",))
    run = world.workflow(service, "build", "pull_request", event)
    report.check("the workflow passes", run.passed, run.log[-2000:])
    saved_by_cache(report, run.steps)
    tag = f"review-pr-42-{commit}"
    report.check(
        "the unique tag of the pull request is pushed, with the commit of its head", tag in PRIMARY.tags(), PRIMARY.tags()
    )
    report.check(
        "the review app runs exactly that image",
        world.deployed("review-pr-42").get("image") == PRIMARY.reference(tag),
        world.deployed("review-pr-42"),
    )
    report.check("nothing else is deployed", "smoke-test production" not in " ".join(world.recorded()))

    report.begin("The next push to that branch, with a fault that the scan finds")
    wipe()
    commit = service.change_code(3)
    event = events.pull_request("synchronize", BRANCH, commit, labels=("deploy",))
    saved_by_cache(report, a_finding(world, report, service, "pull_request", event).steps)
    return tag


def a_finding(world: World, report: Report, service: Service, name: str, event: dict) -> Run:
    before = PRIMARY.digests()
    run = world.workflow(service, "build", name, event, SNYK_FINDS="a hole")
    calls = world.recorded()
    report.check("a finding of the scan fails the workflow", not run.passed)
    moved = [tag for tag, digest in PRIMARY.digests().items() if before.get(tag) != digest and not tag.startswith("builder-")]
    report.check("no tag of the image moved", not moved, moved)
    report.check("nothing is deployed", not any(call.startswith("terraform") for call in calls), calls)
    told = world.told()
    report.check("the failure is told, with the job that failed", len(told) == 1 and "failed in build" in told[0], told)
    return run


def saved_by_cache(report: Report, steps: Steps) -> None:
    for words in SAVED:
        report.check(f"{words} comes from the cache", steps.all_cached(words), sorted(steps.ran))
    report.check("the assets are compiled again", steps.any_ran(REPEATED), sorted(steps.cached))


def a_failing_smoke_test(world: World, report: Report, service: Service) -> None:
    report.begin("A push to main whose smoke test fails in staging")
    service.git("checkout", "--quiet", "main")
    production = world.deployed("production")
    commit = service.change_code(4)
    run = world.workflow(service, "build", "push", events.push("main"), SMOKE_TEST_FAILS_FOR="staging")
    report.check("the workflow fails", not run.passed)
    report.check(
        "staging runs the new image, production the old one",
        (world.deployed("staging").get("image"), world.deployed("production")) == (PRIMARY.reference(commit), production),
    )
    told = world.told()
    report.check("the failure is told, with the job that failed", len(told) == 1 and "failed in deploy_staging" in told[0], told)
    world.recorded()

    report.begin("The same run once more, on a new runner")
    wipe()
    before = PRIMARY.digests()
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check("the unique tag is left as it is", PRIMARY.digest(commit) == before[commit])
    report.check(
        "production runs the image of the commit", world.deployed("production").get("image") == PRIMARY.reference(commit)
    )
    world.recorded()


def strangers(world: World, report: Report, service: Service) -> None:
    for words, more in (("a fork", {"fork": True}), ("a bot", {"user": "Bot"}), ("a colleague, without the label", {})):
        report.begin(f"A pull request of {words}")
        before = PRIMARY.digests()
        labels = () if not more else ("deploy",)
        event = events.pull_request("opened", "patch-1", service.head(), labels=labels, number=43, **more)
        run = world.workflow(service, "build", "pull_request", event, trusted=not more)
        calls = world.recorded()
        report.check("the workflow passes", run.passed, run.log[-2000:])
        if more:
            report.check("the image is built", "--target production" in run.log)
            report.check("nobody logs in", not any(call.startswith(("login", "azure-login")) for call in calls), calls)
            report.check("no registry changes", PRIMARY.digests() == before)
        else:
            report.check("its image is pushed", f"review-pr-43-{service.head()}" in PRIMARY.tags())
        report.check(
            "nothing is deployed",
            not world.deployed("review-pr-43") and not any(call.startswith("terraform") for call in calls),
            calls,
        )
