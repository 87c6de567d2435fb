"""Runs each target of the Makefile as a developer would, first with invalid arguments."""

import re

import pushes
from report import Report
from service import Service
from world import PRIMARY, SECOND, World, docker, clear_engine

# A branch name that git allows, and that the shell, make and a registry would each interpret differently.
ODD_BRANCH = "fix/'$(id)'-\"x\";y&z|#%b=`a`"


def makefile_targets(world: World, report: Report, service: Service, release: str, review: str) -> None:
    local_builds(world, report, service)
    verify_image(world, report, service, release)
    refusals(world, report, service, release)
    terraform(world, report, service, release, review)
    running_apps(world, report, service)
    help_target(world, report, service)


def local_builds(world: World, report: Report, service: Service) -> None:
    report.begin("`make build-local-image`, on a new branch with an unusual name")
    clear_engine()
    service.branch(ODD_BRANCH)
    service.change_code(5)
    run = world.make(service, "build-local-image", RAILS_MASTER_KEY="")
    report.check("without the build secret, it names the secret to set", not run.passed and "RAILS_MASTER_KEY" in run.log, run.log)
    run = world.make(service, "build-local-image")
    report.check("the build passes", run.passed, run.log[-2000:])
    pushes.check_cache_hits(report, run.steps)
    tags = docker("image", "ls", "--format", "{{.Tag}}", PRIMARY.name).splitlines()
    branch = next((tag for tag in tags if tag.startswith("fix-")), "")
    local = next((tag for tag in tags if tag.startswith("dev-")), "")
    report.check(
        "the branch's tag ends in a hash, because its name is not a valid tag", bool(re.fullmatch(r"fix-[\w.-]+-[0-9a-f]{16}", branch)), tags
    )
    report.check("the local tag contains the commit and the time", bool(re.fullmatch(rf"dev-{service.head()}-\d{{14}}", local)), tags)
    report.check("it pushes nothing", local not in PRIMARY.tags() and branch not in PRIMARY.tags())
    local_push(world, report, service, branch)
    service.git("checkout", "--quiet", "--detach")
    run = world.make(service, "build-local-image")
    report.check("without a branch, it says to check one out", not run.passed and "Check out a branch" in run.log, run.log)
    service.git("checkout", "--quiet", "main")


def local_push(world: World, report: Report, service: Service, branch: str) -> None:
    report.begin("`make push-local-image`")
    run = world.make(service, "push-local-image")
    pushed = [tag for tag in PRIMARY.tags() if tag == branch or tag.startswith(f"dev-{service.head()}")]
    report.check("it pushes the image with both tags", run.passed and len(pushed) == 2, (pushed, run.log[-1500:]))
    report.check("both tags name the same image", len({PRIMARY.digest(tag) for tag in pushed}) == 1)
    report.check("only the first registry has it", not [tag for tag in SECOND.tags() if tag in pushed])


def verify_image(world: World, report: Report, service: Service, unique: str) -> None:
    report.begin("`make verify-image`")
    clear_engine()
    run = world.make(service, "verify-image")
    report.check("without a tag, it prints how to set one", not run.passed and "IMAGE_TAG=" in run.log, run.log)
    run = world.make_at_terminal(service, "verify-image", f"IMAGE_TAG={unique}", typed="id -u; ls -d config; exit 3\n")
    report.check("it opens a shell in the pulled image", "10001" in run.log and "config" in run.log, run.log)
    report.check("the container is removed", docker("ps", "--all", "--quiet") == "")


def refusals(world: World, report: Report, service: Service, unique: str) -> None:
    report.begin("`make` with invalid arguments")
    image = f"IMAGE_TAG={unique}"
    cases = [
        (("terraform-plan", image), "Select one environment"),
        (("staging", "production", "terraform-plan", image, "CONFIRM_PRODUCTION=YES"), "Select one environment"),
        (("shell",), "Select one environment"),
        (("staging", "terraform-apply"), "Set the tag of the image"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=main"), "cannot be deployed to staging"),
        (("ci", "staging", "terraform-destroy", "IMAGE_TAG=builder-main"), "cannot be deployed to staging"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=$(shell touch stolen)"), "Set the tag of the image"),
        (("ci", "staging", "terraform-apply", "IMAGE_TAG=`touch stolen`"), "Set the tag of the image"),
        (("review", "terraform-plan", image), "Set the number of the pull request"),
        (("review", "PR=4;touch stolen", "terraform-plan", image), "Set the number of the pull request"),
        (("ci", "production", "terraform-apply", image), "CONFIRM_PRODUCTION=YES"),
        (("production", "terraform-plan", image, "CONFIRM_PRODUCTION=no"), "CONFIRM_PRODUCTION=YES"),
        (("staging", "terraform-unlock"), "LOCK_ID=..."),
        (("staging", "terraform-unlock", "LOCK_ID=$(shell touch stolen)"), "LOCK_ID=..."),
        (("staging", "terraform-unlock", "LOCK_ID=-help"), "LOCK_ID=..."),
        (("production", "terraform-unlock", "LOCK_ID=6f9619ff-8b86-4d01-b42d-00cf4fc964ff"), "CONFIRM_PRODUCTION=YES"),
        (("production", "shell"), "CONFIRM_PRODUCTION=YES"),
    ]
    for arguments, message in cases:
        run = world.make(service, *arguments)
        report.check(
            f"`make {' '.join(arguments).replace(unique, 'UNIQUE')}` prints its usage",
            not run.passed and message in run.log,
            run.log,
        )
    report.check("none of them calls Terraform or Azure", world.take_calls() == [])
    report.check("none of them executes a value", not list(service.folder.rglob("stolen")))
    run = world.make(service, "staging")
    report.check("an environment alone prints its targets", run.passed and "make staging terraform-plan" in run.log, run.log)


def terraform(world: World, report: Report, service: Service, release: str, review: str) -> None:
    image = f"IMAGE_TAG={review}"
    reference = PRIMARY.reference(review)
    report.begin("`make … terraform-plan`, `terraform-apply` and `terraform-destroy`")
    run = world.make(service, "staging", "terraform-init")
    report.check("terraform-init needs no image", run.passed, run.log)
    run = world.make(service, "review", "PR=7", "terraform-plan", image)
    report.check(
        "a plan shows the changes without applying them",
        run.passed and reference in run.log and not world.deployed("review-pr-7"),
        run.log[-1500:],
    )
    run = world.make(service, "review", "PR=7", "terraform-plan", image, "DETAILED_EXITCODE=1")
    report.check(
        "with DETAILED_EXITCODE it fails if there are changes", not run.passed and "Error 2" in run.log, run.log[-1500:]
    )
    run = world.make_at_terminal(service, "review", "PR=7", "terraform-apply", image, typed="no\n")
    report.check(
        "an apply asks, and stops if the answer is no",
        not run.passed and "Enter a value" in run.log and not world.deployed("review-pr-7"),
        run.log[-1500:],
    )
    run = world.make_at_terminal(service, "review", "PR=7", "terraform-apply", image, typed="yes\n")
    report.check("and applies if the answer is yes", run.passed and world.deployed("review-pr-7").get("image") == reference, run.log[-1500:])
    run = world.make(service, "ci", "review", "PR=7", "terraform-plan", image, "DETAILED_EXITCODE=1")
    report.check("a plan then has no changes", run.passed, run.log[-1500:])
    run = world.make(service, "ci", "review", "PR=7", "terraform-destroy", image)
    report.check("with ci, a destroy does not ask", run.passed and not world.deployed("review-pr-7"), run.log[-1500:])
    image, reference = f"IMAGE_TAG={release}", PRIMARY.reference(release)
    run = world.make(service, "ci", "production", "terraform-apply", image, "CONFIRM_PRODUCTION=YES")
    app = world.deployed("production")
    report.check(
        "production is applied with its confirmation and its variables",
        run.passed and (app.get("image"), app.get("size"), app.get("namespace")) == (reference, "large", "notes-production"),
        run.log[-1500:],
    )
    run = world.make(service, "ci", "staging", "terraform-apply", IMAGE_TAG=release)
    report.check(
        "the image may be set in the environment, as in the workflow",
        run.passed and world.deployed("staging").get("image") == reference,
        run.log[-1500:],
    )
    world.take_calls()


def running_apps(world: World, report: Report, service: Service) -> None:
    report.begin("`make … shell`, `console` and `logs`")
    for target, arguments in (
        ("shell", "exec --stdin --tty deployment/notes-review-pr-7 -- /bin/sh"),
        ("console", "exec --stdin --tty deployment/notes-review-pr-7 -- bundle exec rails console"),
        ("logs", "logs --follow --tail=100 deployment/notes-review-pr-7"),
    ):
        run = world.make(service, "review", "PR=7", target)
        calls = world.take_calls()
        expected = [
            "az aks get-credentials --overwrite-existing --resource-group notes-rg --name notes-aks",
            "kubelogin convert-kubeconfig -l azurecli",
            f"kubectl --namespace notes {arguments}",
        ]
        report.check(f"{target} connects to the app in its namespace", run.passed and calls == expected, (calls, run.log))


def help_target(world: World, report: Report, service: Service) -> None:
    report.begin("`make help`")
    run = world.make(service)
    documented = re.findall(r"^([a-z0-9-]+):.*## ", service.read("Makefile"), re.MULTILINE)
    listed = [line.split()[0] for line in run.log.splitlines()]
    report.check("it lists each documented target once", run.passed and listed == documented, listed)
