"""The Makefile's targets, each run for real as a developer would, with wrong words first."""

import re

import pushes
from report import Report
from service import Service
from world import PRIMARY, SECOND, World, docker, wipe

# As odd as git lets a branch be: the shell, make and a registry would each make something else of it.
ODD = "fix/'$(id)'-\"x\";y&z|#%b=`a`"


def the_makefile(world: World, report: Report, service: Service, release: str, review: str) -> None:
    local_builds(world, report, service)
    looking_in(world, report, service, release)
    refusals(world, report, service, release)
    terraform(world, report, service, release, review)
    running_apps(world, report, service)
    help_of_all(world, report, service)


def local_builds(world: World, report: Report, service: Service) -> None:
    report.begin("`make build-local-image`, on a branch that was never built and whose name is odd")
    wipe()
    service.branch(ODD)
    service.change_code(5)
    run = world.make(service, "build-local-image", RAILS_MASTER_KEY="")
    report.check("without the build's secret it says which one to set", not run.passed and "RAILS_MASTER_KEY" in run.log, run.log)
    run = world.make(service, "build-local-image")
    report.check("it builds", run.passed, run.log[-2000:])
    pushes.saved_by_cache(report, run.steps)
    tags = docker("image", "ls", "--format", "{{.Tag}}", PRIMARY.name).splitlines()
    branch = next((tag for tag in tags if tag.startswith("fix-")), "")
    local = next((tag for tag in tags if tag.startswith("dev-")), "")
    report.check(
        "the branch's tag is a hash's too, as its name is no tag", bool(re.fullmatch(r"fix-[\w.-]+-[0-9a-f]{16}", branch)), tags
    )
    report.check("the local tag has the commit and the time", bool(re.fullmatch(rf"dev-{service.head()}-\d{{14}}", local)), tags)
    report.check("it pushes nothing", local not in PRIMARY.tags() and branch not in PRIMARY.tags())
    local_push(world, report, service, branch)
    service.git("checkout", "--quiet", "--detach")
    run = world.make(service, "build-local-image")
    report.check("without a branch a build says to check one out", not run.passed and "Check out a branch" in run.log, run.log)
    service.git("checkout", "--quiet", "main")


def local_push(world: World, report: Report, service: Service, branch: str) -> None:
    report.begin("`make push-local-image`")
    run = world.make(service, "push-local-image")
    pushed = [tag for tag in PRIMARY.tags() if tag == branch or tag.startswith(f"dev-{service.head()}")]
    report.check("it pushes the image under both its tags", run.passed and len(pushed) == 2, (pushed, run.log[-1500:]))
    report.check("both name one image", len({PRIMARY.digest(tag) for tag in pushed}) == 1)
    report.check("it is in the first registry alone", not [tag for tag in SECOND.tags() if tag in pushed])


def looking_in(world: World, report: Report, service: Service, unique: str) -> None:
    report.begin("`make verify-image`")
    wipe()
    run = world.make(service, "verify-image")
    report.check("without a tag it says how to name one", not run.passed and "IMAGE_TAG=" in run.log, run.log)
    run = world.make_at_terminal(service, "verify-image", f"IMAGE_TAG={unique}", say="id -u; ls -d config; exit 3\n")
    report.check("it opens a shell in the pulled image", "10001" in run.log and "config" in run.log, run.log)
    report.check("the container is removed", docker("ps", "--all", "--quiet") == "")


def refusals(world: World, report: Report, service: Service, unique: str) -> None:
    report.begin("`make`, with words that are wrong")
    image = f"IMAGE_TAG={unique}"
    cases = [
        (("terraform-plan", image), "Name one environment"),
        (("staging", "production", "terraform-plan", image, "CONFIRM_PRODUCTION=YES"), "Name one environment"),
        (("shell",), "Name one environment"),
        (("staging", "terraform-apply"), "Name the image"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=main"), "may not be deployed to staging"),
        (("ci", "staging", "terraform-destroy", "IMAGE_TAG=builder-main"), "may not be deployed to staging"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=$(shell touch stolen)"), "Name the image"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=`touch stolen`"), "Name the image"),
        (("review", "terraform-plan", image), "Name the pull request"),
        (("review", "PR=4;touch stolen", "terraform-plan", image), "Name the pull request"),
        (("ci", "production", "terraform-apply", image), "CONFIRM_PRODUCTION=YES"),
        (("production", "terraform-plan", image, "CONFIRM_PRODUCTION=no"), "CONFIRM_PRODUCTION=YES"),
        (("staging", "terraform-unlock"), "LOCK_ID=..."),
        (("staging", "terraform-unlock", "LOCK_ID=$(shell touch stolen)"), "LOCK_ID=..."),
        (("staging", "terraform-unlock", "LOCK_ID=-help"), "LOCK_ID=..."),
        (("production", "terraform-unlock", "LOCK_ID=6f9619ff-8b86-4d01-b42d-00cf4fc964ff"), "CONFIRM_PRODUCTION=YES"),
        (("production", "shell"), "CONFIRM_PRODUCTION=YES"),
    ]
    for words, answer in cases:
        run = world.make(service, *words)
        report.check(
            f"`make {' '.join(words).replace(unique, 'UNIQUE')}` says how it is used",
            not run.passed and answer in run.log,
            run.log,
        )
    report.check("none of them called Terraform or Azure", world.recorded() == [])
    report.check("none of them ran what was hidden in a value", not list(service.folder.rglob("stolen")))
    run = world.make(service, "staging")
    report.check("an environment alone says what to do with it", run.passed and "make staging terraform-plan" in run.log, run.log)


def terraform(world: World, report: Report, service: Service, release: str, review: str) -> None:
    image = f"IMAGE_TAG={review}"
    reference = PRIMARY.reference(review)
    report.begin("`make … terraform-plan`, `terraform-apply` and `terraform-destroy`")
    run = world.make(service, "staging", "terraform-init")
    report.check("terraform-init needs no image", run.passed, run.log)
    run = world.make(service, "review", "PR=7", "terraform-plan", image)
    report.check(
        "a plan shows what would change, and changes nothing",
        run.passed and reference in run.log and not world.deployed("review-pr-7"),
        run.log[-1500:],
    )
    run = world.make(service, "review", "PR=7", "terraform-plan", image, "DETAILED_EXITCODE=1")
    report.check(
        "with DETAILED_EXITCODE it fails where something would", not run.passed and "Error 2" in run.log, run.log[-1500:]
    )
    run = world.make_at_terminal(service, "review", "PR=7", "terraform-apply", image, say="no\n")
    report.check(
        "an apply asks, and takes no for an answer",
        not run.passed and "Enter a value" in run.log and not world.deployed("review-pr-7"),
        run.log[-1500:],
    )
    run = world.make_at_terminal(service, "review", "PR=7", "terraform-apply", image, say="yes\n")
    report.check("and yes", run.passed and world.deployed("review-pr-7").get("image") == reference, run.log[-1500:])
    run = world.make(service, "ci", "review", "PR=7", "terraform-plan", image, "DETAILED_EXITCODE=1")
    report.check("then a plan finds nothing to change", run.passed, run.log[-1500:])
    run = world.make(service, "ci", "review", "PR=7", "terraform-destroy", image)
    report.check("ci makes a destroy ask nothing", run.passed and not world.deployed("review-pr-7"), run.log[-1500:])
    image, reference = f"IMAGE_TAG={release}", PRIMARY.reference(release)
    run = world.make(service, "ci", "production", "terraform-apply", image, "CONFIRM_PRODUCTION=YES")
    app = world.deployed("production")
    report.check(
        "production is applied with its confirmation, and with its own variables",
        run.passed and (app.get("image"), app.get("size"), app.get("namespace")) == (reference, "large", "notes-production"),
        run.log[-1500:],
    )
    run = world.make(service, "ci", "staging", "terraform-apply", IMAGE_TAG=release)
    report.check(
        "the image may come from the environment, as it does in the workflow",
        run.passed and world.deployed("staging").get("image") == reference,
        run.log[-1500:],
    )
    world.recorded()


def running_apps(world: World, report: Report, service: Service) -> None:
    report.begin("`make … shell`, `console` and `logs`")
    for target, does in (
        ("shell", "exec --stdin --tty deployment/notes-review-pr-7 -- /bin/sh"),
        ("console", "exec --stdin --tty deployment/notes-review-pr-7 -- bundle exec rails console"),
        ("logs", "logs --follow --tail=100 deployment/notes-review-pr-7"),
    ):
        run = world.make(service, "review", "PR=7", target)
        calls = world.recorded()
        expected = [
            "az aks get-credentials --overwrite-existing --resource-group notes-rg --name notes-aks",
            "kubelogin convert-kubeconfig -l azurecli",
            f"kubectl --namespace notes {does}",
        ]
        report.check(f"{target} goes to the app, in its namespace", run.passed and calls == expected, (calls, run.log))


def help_of_all(world: World, report: Report, service: Service) -> None:
    report.begin("`make help`")
    run = world.make(service)
    documented = re.findall(r"^([a-z0-9-]+):.*## ", service.read("Makefile"), re.MULTILINE)
    listed = [line.split()[0] for line in run.log.splitlines()]
    report.check("it lists each documented target, once", run.passed and listed == documented, listed)
