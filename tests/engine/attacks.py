"""Attacks on the rendered pipeline: each must fail loudly, or find nothing to steal."""

import events
from report import Report
from service import Service
from workflow import SECRETS
from world import PRIMARY, SECOND, World, docker, forget, wipe

# An image that the workflow did not build.
OTHER = "ruby:3.3.8-alpine3.22"
# Branch names that git allows, and that a shell or a registry would interpret.
HOSTILE = ("$(touch${IFS}stolen)`touch${IFS}stolen`", "latest", "b" * 200)
# Code of a pull request that looks for secrets: as a workflow step, and during the image build.
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
    forget()
    wipe()
    pre_written_tag(world, report, service)
    commit = service.head()
    wrong_tags(world, report, service, commit)
    other_branch(world, report, service, commit)
    hostile_branches(world, report, service)
    untrusted_pull_requests(world, report, service)


def pre_written_tag(world: World, report: Report, service: Service) -> None:
    report.begin("An attack: another image already has the unique tag of main")
    commit = service.head()
    image = f"{PRIMARY.name}:{commit}"
    docker("tag", OTHER, image)
    docker("push", "--quiet", image)
    docker("image", "rm", image)
    before = PRIMARY.digest(commit)
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the run fails, at the push", not run.passed and run.failed("Push"), run.log[-2000:])
    report.check("the tag stays as it is", PRIMARY.digest(commit) == before)
    check_nothing_deployed(world, report, "staging", "production")
    told = world.told()
    report.check("the failure is reported", len(told) == 1 and "failed in build" in told[0], told)

    report.begin("The push after that attack")
    commit = service.change_code(2)
    run = world.workflow(service, "build", "push", events.push("main"))
    report.check("the workflow passes", run.passed, run.log[-2000:])
    report.check(
        "staging and production run the digest of its image",
        [world.deployed(app).get("image") for app in ("staging", "production")] == [PRIMARY.reference(commit)] * 2,
        world.deployed("production"),
    )
    world.recorded()


def wrong_tags(world: World, report: Report, service: Service, commit: str) -> None:
    """Tags of real images that are not release tags."""
    before = world.deployed("production")
    tags = {"a review image": f"review-pr-7-{commit}", "an image of a local build": f"dev-{commit}-20261130120000"}
    for words, tag in tags.items():
        report.begin(f"An attack: {words} to production")
        docker("buildx", "imagetools", "create", "--tag", f"{PRIMARY.name}:{tag}", OTHER)
        event = events.by_hand(environment="production", tag=tag, pr="")
        run = world.workflow(service, "manual", "workflow_dispatch", event)
        report.check("by hand it is refused", not run.passed and run.failed("Find the image"), run.log[-1500:])
        for target in ("terraform-apply", "terraform-plan"):
            run = world.make(service, "ci", "production", "CONFIRM_PRODUCTION=YES", f"IMAGE_TAG={tag}", target)
            report.check(
                f"`make … {target}` refuses it", not run.passed and "may not be deployed to production" in run.log, run.log[-1500:]
            )
        report.check("production runs what it ran", world.deployed("production") == before, world.deployed("production"))
        check_nothing_deployed(world, report)
        world.told()


def other_branch(world: World, report: Report, service: Service, commit: str) -> None:
    report.begin("An attack: a release by hand, with the workflow and the Makefile of another branch")
    before = world.deployed("production")
    event = events.by_hand(branch="patch-1", environment="production", tag=commit, pr="")
    run = world.workflow(service, "manual", "workflow_dispatch", event)
    report.check("it is refused", not run.passed and run.failed("Find the image"), run.log[-1500:])
    report.check("production runs what it ran", world.deployed("production") == before)
    check_nothing_deployed(world, report)
    world.told()


def hostile_branches(world: World, report: Report, service: Service) -> None:
    report.begin("An attack: pull requests of branches with hostile names")
    commit = service.head()
    before, second = set(PRIMARY.tags()), set(SECOND.tags())
    moving = PRIMARY.digest("main")
    for number, branch in enumerate(HOSTILE, 50):
        event = events.pull_request("synchronize", branch, commit, number=number)
        run = world.workflow(service, "build", "pull_request", event)
        report.check(f"a build of `{branch[:30]}` passes", run.passed, run.log[-2000:])
    new = set(PRIMARY.tags()) - before
    unique = {f"review-pr-{number}-{commit}" for number, _ in enumerate(HOSTILE, 50)}
    report.check("each has its unique tag", unique <= new, new)
    report.check("no other tag has the name of a branch", not new & {*HOSTILE}, new & {*HOSTILE})
    moved = {tag for tag in new - unique if not tag.startswith("builder-")}
    report.check("each has a tag of its own that moves", len(moved) == len(HOSTILE), moved)
    report.check("each of these ends in a hash", ends_in_hash(moved), moved)
    report.check("the second registry has the same", set(SECOND.tags()) - second == unique | moved, set(SECOND.tags()) - second)
    report.check("the tag of main stays as it is", PRIMARY.digest("main") == moving)
    report.check("no part of a name was executed", not [*service.folder.rglob("stolen"), *world.folder.rglob("stolen")])
    event = events.pull_request("synchronize", "<!channel>", commit, number=60)
    run = world.workflow(service, "build", "pull_request", event, SNYK_FINDS="a hole")
    told = world.told()
    report.check(
        "a failure of `<!channel>` mentions nobody in Slack",
        not run.passed and len(told) == 1 and "<!" not in told[0] and "!channel" in told[0],
        told,
    )
    world.recorded()


def ends_in_hash(tags: set[str]) -> bool:
    """Whether every tag ends in 16 digits of a hash."""
    return all(len(tag.rsplit("-", 1)[-1]) == 16 and not set(tag.rsplit("-", 1)[-1]) - {*"0123456789abcdef"} for tag in tags)


def untrusted_pull_requests(world: World, report: Report, service: Service) -> None:
    """Pull requests that get every secret, as those of Apps do, and those of forks of private repositories may: GitHub empties
    the secrets of Dependabot and of public forks alone."""
    untrusted_pull_requests = {"a bot": {"user": "Bot"}, "a person with a commit of an App": {"sender": "Bot"}, "a fork": {"fork": True}}
    for words, more in untrusted_pull_requests.items():
        report.begin(f"An attack: a pull request of {words} that looks for secrets, in a run that has them")
        service.git("checkout", "--quiet", "-B", "patch-1", "main")
        (service.folder / "bin/prepare").write_text(PREPARE, "utf-8")
        (service.folder / "lib/tasks/assets.rake").write_text(f"# For {words}.\n{ASSETS}", "utf-8")
        commit = service.commit("Look for secrets")
        before = PRIMARY.digests(), SECOND.digests()
        event = events.pull_request("opened", "patch-1", commit, labels=("deploy",), number=70, **more)
        run = world.workflow(service, "build", "pull_request", event)
        calls = world.recorded()
        report.check("its code runs, before the build and in it", "The runner has" in run.log and "The build has" in run.log, run.log[-2000:])
        report.check("the build has no secret for it", "The build has 0 secrets" in run.log, run.log[-2000:])
        found = [name for name, value in SECRETS.items() if value in run.log or value[::-1] in run.log]
        report.check("the log shows no secret, forwards or backwards", not found, found)
        report.check("nobody logs in", not any(call.startswith(("login", "azure-login")) for call in calls), calls)
        report.check("no registry changes", (PRIMARY.digests(), SECOND.digests()) == before)
        check_nothing_deployed(world, report, "review-pr-70", calls=calls)
        world.told()
        service.git("checkout", "--quiet", "main")


def check_nothing_deployed(world: World, report: Report, *apps: str, calls: list[str] | None = None) -> None:
    calls = world.recorded() if calls is None else calls
    report.check(
        "Terraform is not called",
        not any(call.startswith("terraform") for call in calls) and not any(world.deployed(app) for app in apps),
        calls,
    )
