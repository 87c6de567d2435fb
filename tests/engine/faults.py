"""The faults that `mutants.py` injects into the outputs, each a mistake that people have made in such files."""

from collections.abc import Callable
from dataclasses import dataclass

import fault_checks
from report import Report
from service import Service
from world import PRIMARY, World

BUILD, CLEAN_UP = ".github/workflows/build_and_deploy.yml", ".github/workflows/delete_review_app.yml"
REBUILD = ".github/workflows/rebuild_docker_cache.yml"


@dataclass(frozen=True)
class Fault:
    """A replacement of text in a file. If no linter can detect it, `check` is the part of the runs that must, and `expected` the
    check that must fail there."""

    name: str
    file: str
    original: str
    replacement: str
    check: Callable[[World, Report, Service], None] | None = None
    expected: str = ""


# Faults that need the caches of main come first, while the caches are those of a service without a fault.
FAULTS = (
    Fault("A cache tag is misspelt", BUILD, "notes:builder-main", "notes:bulider-main", fault_checks.never_built, "bundle install comes from the cache"),
    Fault("A local build reads caches that nothing writes", "Makefile", "builder-main", "builder-master", fault_checks.local_build, "bundle install comes from the cache"),
    Fault("The server runs as root", "Dockerfile", "USER 10001:20001\n", "", fault_checks.image, "the server does not run as root"),
    Fault(
        "A build secret is a build argument", "Dockerfile",
        "RUN --mount=type=secret,id=master_key,env=RAILS_MASTER_KEY \\\n    ", "ARG RAILS_MASTER_KEY\nENV RAILS_MASTER_KEY=$RAILS_MASTER_KEY\nRUN ",
    ),
    Fault("Development gems are installed", "Dockerfile", "without 'development test'", "without nothing", fault_checks.image, "the image has no compiler and no development gem"),
    Fault(
        "The shell does not pass signals to the server", "Dockerfile",
        "&& exec bundle exec rails server -b 0.0.0.0", "&& bundle exec rails server -b 0.0.0.0; echo ended", fault_checks.image, "the server stops by itself on SIGTERM",
    ),
    Fault("The health check is missing", "Dockerfile", 'HEALTHCHECK CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:3000/healthcheck"]\n', "", fault_checks.image, "its health check passes"),
    Fault("The database is not migrated", "Dockerfile", "bundle exec rails db:migrate && ", "", fault_checks.image, "the database is migrated"),
    Fault("All code is copied before the gems are installed", "Dockerfile", "COPY Gemfile Gemfile.lock ./", "COPY . .", fault_checks.next_push, "bundle install comes from the cache"),
    Fault("A stage copies from an undefined stage", "Dockerfile", "COPY --from=builder /app", "COPY --from=bulider /app"),
    Fault("Environment files enter the image", ".dockerignore", "**/.env\n", "", fault_checks.image, "no layer has an unwanted file"),
    Fault("The stage has no inline cache", BUILD, "target: builder\n          build-args: |\n            BUILDKIT_INLINE_CACHE=1\n", "target: builder\n", fault_checks.next_push, "bundle install comes from the cache"),
    Fault("The image is pushed before it is scanned", BUILD, "          load: true\n", "          load: true\n          push: true\n", fault_checks.push, "no registry has the image during the scan"),
    Fault("A scan with findings passes", BUILD, "--severity-threshold=high", "--severity-threshold=high || true", fault_checks.finding, "a finding of the scan fails the workflow"),
    Fault("Production does not wait for staging", BUILD, "      - build\n      - deploy_staging\n", "      - build\n", fault_checks.smoke_test, "staging runs the new image, and production the old one"),
    Fault("A moving tag is deployed", BUILD, "IMAGE_TAG: ${{ needs.build.outputs.tag }}", "IMAGE_TAG: main", fault_checks.push, "staging and production run exactly this image"),
    Fault("A job reads the output of a job that it does not need", BUILD, "      - build\n      - deploy_staging\n", "      - deploy_staging\n"),
    Fault("The condition of the notification is never met", BUILD, "(failure() || ", "(success() || ", fault_checks.finding, "the failure is reported with the failed job"),
    Fault("A script has no block scalar indicator", BUILD, "        run: |\n          # The branch", "        run:\n          # The branch"),
    Fault("A script contains an expression", BUILD, "branch=$REF_NAME", "branch=${{ github.head_ref || github.ref_name }}"),
    Fault("An action is pinned to a tag", BUILD, "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "actions/checkout@v7"),
    Fault("A secret is passed to an unknown input", BUILD, "secret-envs: |", "secret-env: |", fault_checks.push, "the workflow passes"),
    Fault("A job that pushes images cannot write packages", BUILD, "packages: write", "packages: read"),
    Fault("Removing the label does not delete a review app", CLEAN_UP, "      - unlabeled\n", "", fault_checks.clean_up, "it is deleted when its label is removed"),
    Fault(
        "The rebuild overwrites the image of production", REBUILD,
        f'docker push "{PRIMARY.name}:$MOVING_TAG"\n',
        f'docker push "{PRIMARY.name}:$MOVING_TAG"\n          docker tag "$IMAGE" "{PRIMARY.name}:$GITHUB_SHA"\n          docker push "{PRIMARY.name}:$GITHUB_SHA"\n',
        fault_checks.rebuild, "no other tag changes",
    ),
    Fault("A recipe is not indented with a tab", "Makefile", "\tdocker push", "        docker push", fault_checks.local_push, "it pushes the image with both tags"),
    Fault("A variable of the Makefile is misspelt", "Makefile", "dev-$(COMMIT_SHA)", "dev-$(COMIT_SHA)"),
    Fault("A deployment falls back to a moving tag", "Makefile", "$(value IMAGE_TAG)\n", "$(or $(value IMAGE_TAG),main)\n", fault_checks.refusals, "`make staging terraform-apply` prints its usage"),
    Fault("Production needs no confirmation", "Makefile", "NEEDS_CONFIRMATION := yes", "NEEDS_CONFIRMATION :=", fault_checks.refusals, "`make ci production terraform-apply IMAGE_TAG=UNIQUE` prints its usage"),
    Fault("A diagram of the page has a syntax error", "documentation/docker.md", "flowchart TD", "flowchart TD\n    [broken"),
    Fault("The page links to a missing file", "documentation/docker.md", "(../Dockerfile)", "(../Dockerfil)"),
)  # fmt: skip
