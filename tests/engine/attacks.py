"""Attacks on the generated pipeline: each must fail with an error, or find no secret."""

import events
from report import Report
from service import Service
from workflow import SECRETS
from world import PRIMARY, SECOND, World, docker, clear_registry, clear_engine

# An image that the workflow did not build.
OTHER = "ruby:3.3.8-alpine3.22"
# Branch names that git allows, and that a shell or a registry could misinterpret.
HOSTILE = ("$(touch${IFS}stolen)`touch${IFS}stolen`", "latest", "b" * 200)
# Code of a pull request that searches for secrets, in a workflow step and in the image build.
PREPARE = """#!/bin/sh
echo TRUSTED=true >>"$GITHUB_ENV"
echo "The runner has $(env | grep -c '^RAILS_MASTER_KEY=.\\|^SNYK_TOKEN=.') secrets"
"""
ASSETS = """task "assets:precompile" => :environment do
  found = [ENV["RAILS_MASTER_KEY"], *Dir["/run/secrets/*"].map { |file| File.read(file) }].compact.reject(&:empty?)
  puts "The build has #{found.size} secrets: #{found.map(&:reverse)}"
  mkdir_p "public/assets"
end
"""


def attacks(world: World, report: Report) -> None:
    service = world.service(spec="tvgen-attacked.toml")
    clear_registry()
    clear_engine()
    pre_written_tag(world, report, service)
    commit = service.head()
    wrong_tags(world, report, service, commit)
    other_branch(world, report, service, commit)
    hostile_branches(world, report, service)
    untrusted_pull_requests(world, report, service)


def pre_written_tag(world: World, report: Report, service: Service) -> None:
    report.begin("Attack: another image already has the unique tag of main")
    commit = service.head()
    image = f"{PRIMARY.name}:{commit}"
    docker("tag", OTHER, image)
    docker("push", "--quiet", image)
    docker("image", "rm", image)
    before = PRIMARY.digest(commit)
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the run fails in the push step", not run.passed and run.failed("Push"), run.log[-2000:])
    report.check("the tag does not change", PRIMARY.digest(commit) == before)
    check_nothing_deployed(world, report, "staging", "production")
    messages = world.take_messages()
    report.check("the failure is reported", len(messages) == 1 and "failed in build" in messages[0], messages)

    report.begin("The push after that attack")
    commit = service.change_code(2)
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check(
        "staging and production run the digest of its image",
        [world.deployed(app).get("image") for app in ("staging", "production")] == [PRIMARY.reference(commit)] * 2,
        world.deployed("production"),
    )
    world.take_calls()


def wrong_tags(world: World, report: Report, service: Service, commit: str) -> None:
    """Deploys existing images with tags that are not release tags."""
    before = world.deployed("production")
    tags = {"a review image": f"review-pr-7-{commit}", "a locally built image": f"dev-{commit}-20261130120000"}
    for image, tag in tags.items():
        report.begin(f"Attack: {image} deployed to production")
        docker("buildx", "imagetools", "create", "--tag", f"{PRIMARY.name}:{tag}", OTHER)
        event = events.workflow_dispatch(environment="production", tag=tag, pr="")
        run = world.workflow(service, "manual", "workflow_dispatch", event)
        report.check("the workflow rejects it", not run.passed and run.failed("Find the image"), run.log[-1500:])
        for target in ("terraform-apply", "terraform-plan"):
            run = world.make(service, "ci", "production", "CONFIRM_PRODUCTION=YES", f"IMAGE_TAG={tag}", target)
            report.check(
                f"`make … {target}` rejects it", not run.passed and "cannot be deployed to production" in run.log, run.log[-1500:]
            )
        report.check("production does not change", world.deployed("production") == before, world.deployed("production"))
        check_nothing_deployed(world, report)
        world.take_messages()


def other_branch(world: World, report: Report, service: Service, commit: str) -> None:
    report.begin("Attack: a manual release with the workflow and the Makefile of another branch")
    before = world.deployed("production")
    event = events.workflow_dispatch(branch="patch-1", environment="production", tag=commit, pr="")
    run = world.workflow(service, "manual", "workflow_dispatch", event)
    report.check("it is rejected", not run.passed and run.failed("Find the image"), run.log[-1500:])
    report.check("production does not change", world.deployed("production") == before)
    check_nothing_deployed(world, report)
    world.take_messages()


def hostile_branches(world: World, report: Report, service: Service) -> None:
    report.begin("Attack: pull requests from branches with hostile names")
    commit = service.head()
    before, second = set(PRIMARY.tags()), set(SECOND.tags())
    moving = PRIMARY.digest("main")
    for number, branch in enumerate(HOSTILE, 50):
        event = events.pull_request("synchronize", branch, commit, number=number)
        run = world.workflow(service, "build", "pull_request", event)
        report.check(f"the build of `{branch[:30]}` passes", run.passed, run.log[-2000:])
    new = set(PRIMARY.tags()) - before
    unique = {f"review-pr-{number}-{commit}" for number, _ in enumerate(HOSTILE, 50)}
    report.check("each has a unique tag", unique <= new, new)
    report.check("no tag is the plain name of a branch", not new & {*HOSTILE}, new & {*HOSTILE})
    moved = {tag for tag in new - unique if not tag.startswith("builder-")}
    report.check("each has its own moving tag", len(moved) == len(HOSTILE), moved)
    report.check("each moving tag ends in a hash", ends_in_hash(moved), moved)
    report.check("the second registry has the same tags", set(SECOND.tags()) - second == unique | moved, set(SECOND.tags()) - second)
    report.check("the tag of main does not change", PRIMARY.digest("main") == moving)
    report.check("no part of a name is executed", not [*service.folder.rglob("stolen"), *world.folder.rglob("stolen")])
    event = events.pull_request("synchronize", "<!channel>", commit, number=60)
    run = world.workflow(service, "build", "pull_request", event, SNYK_FINDS="a vulnerability")
    messages = world.take_messages()
    report.check(
        "a failure of `<!channel>` mentions nobody in Slack",
        not run.passed and len(messages) == 1 and "<!" not in messages[0] and "!channel" in messages[0],
        messages,
    )
    world.take_calls()


def ends_in_hash(tags: set[str]) -> bool:
    """Whether every tag ends in a 16-digit hash."""
    return all(len(tag.rsplit("-", 1)[-1]) == 16 and not set(tag.rsplit("-", 1)[-1]) - {*"0123456789abcdef"} for tag in tags)


def untrusted_pull_requests(world: World, report: Report, service: Service) -> None:
    """Builds pull requests in runs that have every secret. GitHub withholds secrets only from Dependabot and from forks of public
    repositories, not from Apps; forks of private repositories may get them too."""
    authors = {"a bot": {"user": "Bot"}, "a person, with a commit of an App,": {"sender": "Bot"}, "a fork": {"fork": True}}
    for author, options in authors.items():
        report.begin(f"Attack: a pull request from {author} that searches for secrets, in a run that has them")
        service.git("checkout", "--quiet", "-B", "patch-1", "main")
        (service.folder / "bin/prepare").write_text(PREPARE, "utf-8")
        (service.folder / "lib/tasks/assets.rake").write_text(f"# For {author}.\n{ASSETS}", "utf-8")
        commit = service.commit("Search for secrets")
        before = PRIMARY.digests(), SECOND.digests()
        event = events.pull_request("opened", "patch-1", commit, labels=("deploy",), number=70, **options)
        run = world.workflow(service, "build", "pull_request", event)
        calls = world.take_calls()
        report.check("its code runs before and during the build", "The runner has" in run.log and "The build has" in run.log, run.log[-2000:])
        report.check("the build passes it no secret", "The build has 0 secrets" in run.log, run.log[-2000:])
        found = [name for name, value in SECRETS.items() if value in run.log or value[::-1] in run.log]
        report.check("the log shows no secret, not even reversed", not found, found)
        report.check("no step logs in", not any(call.startswith(("login", "azure-login")) for call in calls), calls)
        report.check("no registry changes", (PRIMARY.digests(), SECOND.digests()) == before)
        check_nothing_deployed(world, report, "review-pr-70", calls=calls)
        world.take_messages()
        service.git("checkout", "--quiet", "main")


def check_nothing_deployed(world: World, report: Report, *apps: str, calls: list[str] | None = None) -> None:
    calls = world.take_calls() if calls is None else calls
    report.check(
        "Terraform is not called",
        not any(call.startswith("terraform") for call in calls) and not any(world.deployed(app) for app in apps),
        calls,
    )
