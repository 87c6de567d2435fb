"""Checks of the other workflows: deletion of review apps, manual deployments and cache rebuilds."""

import events
from pushes import CACHED
from report import Report
from service import Service
from world import PRIMARY, SECOND, World


def clean_up(world: World, report: Report, service: Service) -> None:
    report.begin("Deletion of a review app")
    head = service.head()
    harmless = [
        ("another label is removed", events.pull_request("unlabeled", "patch-1", head, labels=("deploy",), label="docs")),
        ("a pull request without the label is closed", events.pull_request("closed", "patch-1", head)),
        ("a pull request from a fork is closed", events.pull_request("closed", "patch-1", head, labels=("deploy",), fork=True)),
    ]
    for case, event in harmless:
        world.workflow(service, "clean-up", "pull_request", event)
        report.check(f"it stays when {case}", bool(world.deployed("review-pr-42")))
    run = world.workflow(service, "clean-up", "pull_request", events.pull_request("unlabeled", "patch-1", head, label="deploy"))
    report.check("it is deleted when its label is removed", run.passed and not world.deployed("review-pr-42"), run.log[-2000:])
    report.check("no other app is deleted", all(world.deployed(app) for app in ("staging", "production")))
    world.take_calls()


def manual_deployment(world: World, report: Report, service: Service, release: str, review: str) -> None:
    report.begin("A manual deployment")
    before = world.deployed("staging")
    rejected = [
        ("a moving tag", "main"),
        ("a cache tag", "builder-main"),
        ("a tag that does not exist", "0" * 40),
        ("a command", "$(touch stolen)"),
        ("a review image", review),
    ]
    for description, tag in rejected:
        run = world.workflow(service, "manual", "workflow_dispatch", events.workflow_dispatch(environment="staging", tag=tag, pr=""))
        report.check(f"{description} is rejected", not run.passed and world.deployed("staging") == before, run.log[-1500:])
    world.take_messages()
    run = world.workflow(service, "manual", "workflow_dispatch", events.workflow_dispatch(environment="staging", tag=release, pr=""))
    report.check(
        "a release is deployed by its digest",
        run.passed and world.deployed("staging").get("image") == PRIMARY.reference(release),
        run.log[-2000:],
    )
    report.check("no other environment changes", world.deployed("production").get("image") != PRIMARY.reference(release))
    run = world.workflow(service, "manual", "workflow_dispatch", events.workflow_dispatch(environment="review", tag=review, pr="42"))
    report.check(
        "a review app is deployed again by its pull request number",
        world.deployed("review-pr-42").get("image") == PRIMARY.reference(review),
        run.log[-2000:],
    )
    run = world.workflow(
        service, "clean-up", "pull_request", events.pull_request("closed", "patch-1", service.head(), labels=("deploy",))
    )
    report.check("and deleted when its pull request is closed", run.passed and not world.deployed("review-pr-42"), run.log[-2000:])
    world.take_calls()


def rebuild(world: World, report: Report, service: Service) -> None:
    report.begin("A rebuild of the caches")
    before, second = PRIMARY.digests(), SECOND.digests()
    moving = {"main", "builder-main"}
    run = world.workflow(service, "rebuild", "schedule", events.schedule())
    after = PRIMARY.digests()
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check("the moving tags change", all(after.get(tag) != before.get(tag) for tag in moving))
    report.check(
        "no other tag changes",
        {tag: digest for tag, digest in after.items() if tag not in moving}
        == {tag: digest for tag, digest in before.items() if tag not in moving},
    )
    report.check(
        "the same holds for the second registry",
        {tag: digest for tag, digest in SECOND.digests().items() if tag != "main"}
        == {tag: digest for tag, digest in second.items() if tag != "main"},
    )
    report.check("no step is cached", not any(run.steps.all_cached(step) for step in CACHED), sorted(run.steps.cached))
    calls = world.take_calls()
    report.check("the image is scanned", any(call.startswith("scan ") for call in calls), calls)
    report.check("nothing is deployed", not any(call.startswith("terraform") for call in calls), calls)
