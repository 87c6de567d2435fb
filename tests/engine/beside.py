"""The workflows beside the build: what ends a review app, what deploys by hand, what rebuilds the caches."""

import events
from pushes import SAVED
from report import Report
from service import Service
from world import PRIMARY, SECOND, World


def clean_up(world: World, report: Report, service: Service) -> None:
    report.begin("The end of a review app")
    head = service.head()
    harmless = [
        ("the label stays, another goes", events.pull_request("unlabeled", "patch-1", head, labels=("deploy",), label="docs")),
        ("a pull request without the label is closed", events.pull_request("closed", "patch-1", head)),
        ("a fork's is closed", events.pull_request("closed", "patch-1", head, labels=("deploy",), fork=True)),
    ]
    for words, event in harmless:
        world.workflow(service, "clean-up", "pull_request", event)
        report.check(f"it stays when {words}", bool(world.deployed("review-pr-42")))
    run = world.workflow(service, "clean-up", "pull_request", events.pull_request("unlabeled", "patch-1", head, label="deploy"))
    report.check("it goes when its label is taken off", run.passed and not world.deployed("review-pr-42"), run.log[-2000:])
    report.check("no other app does", all(world.deployed(app) for app in ("staging", "production")))
    world.recorded()


def by_hand(world: World, report: Report, service: Service, release: str, review: str) -> None:
    report.begin("A deployment by hand")
    before = world.deployed("staging")
    refused = [
        ("a moving tag", "main"),
        ("the cache's tag", "builder-main"),
        ("a tag that nobody pushed", "0" * 40),
        ("a command", "$(touch stolen)"),
        ("a review image", review),
    ]
    for words, wrong in refused:
        run = world.workflow(service, "manual", "workflow_dispatch", events.by_hand(environment="staging", tag=wrong, pr=""))
        report.check(f"{words} is refused", not run.passed and world.deployed("staging") == before, run.log[-1500:])
    world.told()
    run = world.workflow(service, "manual", "workflow_dispatch", events.by_hand(environment="staging", tag=release, pr=""))
    report.check(
        "a release is deployed, by its digest",
        run.passed and world.deployed("staging").get("image") == PRIMARY.reference(release),
        run.log[-2000:],
    )
    report.check("nowhere but there", world.deployed("production").get("image") != PRIMARY.reference(release))
    run = world.workflow(service, "manual", "workflow_dispatch", events.by_hand(environment="review", tag=review, pr="42"))
    report.check(
        "a review app comes back by the number of its pull request",
        world.deployed("review-pr-42").get("image") == PRIMARY.reference(review),
        run.log[-2000:],
    )
    run = world.workflow(
        service, "clean-up", "pull_request", events.pull_request("closed", "patch-1", service.head(), labels=("deploy",))
    )
    report.check("and goes when that is closed", run.passed and not world.deployed("review-pr-42"), run.log[-2000:])
    world.recorded()


def rebuild(world: World, report: Report, service: Service) -> None:
    report.begin("The rebuild of the caches")
    before, second = PRIMARY.digests(), SECOND.digests()
    moving = {"main", "builder-main"}
    run = world.workflow(service, "rebuild", "schedule", events.schedule())
    after = PRIMARY.digests()
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check("the moving tags are new", all(after.get(tag) != before.get(tag) for tag in moving))
    report.check(
        "every other tag is as it was",
        {tag: digest for tag, digest in after.items() if tag not in moving}
        == {tag: digest for tag, digest in before.items() if tag not in moving},
    )
    report.check(
        "in the second registry too",
        {tag: digest for tag, digest in SECOND.digests().items() if tag != "main"}
        == {tag: digest for tag, digest in second.items() if tag != "main"},
    )
    report.check("nothing comes from a cache", not any(run.steps.all_cached(words) for words in SAVED), sorted(run.steps.cached))
    calls = world.recorded()
    report.check("it is scanned too", any(call.startswith("scan ") for call in calls), calls)
    report.check("nothing is deployed", not any(call.startswith("terraform") for call in calls), calls)
