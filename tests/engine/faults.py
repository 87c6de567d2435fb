"""The faults that `mutants.py` puts into the outputs: each is one that people have made in such files."""

from collections.abc import Callable
from dataclasses import dataclass

import looks
from report import Report
from service import Service
from world import PRIMARY, World

BUILD, CLEAN_UP = ".github/workflows/build_and_deploy.yml", ".github/workflows/delete_review_app.yml"
REBUILD = ".github/workflows/rebuild_docker_cache.yml"


@dataclass(frozen=True)
class Fault:
    """What stands in a file, and what is put in its place. `look` is the part of the runs that is to notice, and `sentence`
    what does not hold there any more, where no judge that only reads the files can notice."""

    name: str
    file: str
    sound: str
    broken: str
    look: Callable[[World, Report, Service], None] | None = None
    sentence: str = ""


# Those that read main's caches come first, while these are what a sound service left.
FAULTS = (
    Fault("A cache tag is misspelt", BUILD, "notes:builder-main", "notes:bulider-main", looks.never_built, "bundle install comes from the cache"),
    Fault("A local build reads caches that nothing writes", "Makefile", "builder-main", "builder-master", looks.local_build, "bundle install comes from the cache"),
    Fault("The server runs as root", "Dockerfile", "USER 10001:20001\n", "", looks.image, "it is not root"),
    Fault(
        "A build secret is a build argument", "Dockerfile",
        "RUN --mount=type=secret,id=master_key,env=RAILS_MASTER_KEY \\\n    ", "ARG RAILS_MASTER_KEY\nENV RAILS_MASTER_KEY=$RAILS_MASTER_KEY\nRUN ",
    ),
    Fault("The gems of development are installed", "Dockerfile", "without 'development test'", "without nothing", looks.image, "there is no compiler in it, and no gem of development"),
    Fault(
        "The shell keeps the signals from the server", "Dockerfile",
        "&& exec bundle exec rails server -b 0.0.0.0", "&& bundle exec rails server -b 0.0.0.0; echo ended", looks.image, "it stops within five seconds of SIGTERM, and by itself",
    ),
    Fault("Nobody asks the server how it is", "Dockerfile", 'HEALTHCHECK CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:3000/healthcheck"]\n', "", looks.image, "its own health check finds it healthy"),
    Fault("Nobody migrates the database", "Dockerfile", "bundle exec rails db:migrate && ", "", looks.image, "the database is migrated"),
    Fault("All the code is copied before the gems are installed", "Dockerfile", "COPY Gemfile Gemfile.lock ./", "COPY . .", looks.next_push, "bundle install comes from the cache"),
    Fault("A stage copies from one that is not there", "Dockerfile", "COPY --from=builder /app", "COPY --from=bulider /app"),
    Fault("Environment files enter the image", ".dockerignore", "**/.env\n", "", looks.image, "no layer of it holds what must not be there"),
    Fault("The stage carries no record of its steps", BUILD, "target: builder\n          build-args: |\n            BUILDKIT_INLINE_CACHE=1\n", "target: builder\n", looks.next_push, "bundle install comes from the cache"),
    Fault("The image is pushed before it is scanned", BUILD, "          load: true\n", "          load: true\n          push: true\n", looks.push, "it is in no registry while it is scanned"),
    Fault("A scan that finds something does not fail", BUILD, "--severity-threshold=high", "--severity-threshold=high || true", looks.finding, "a finding of the scan fails the workflow"),
    Fault("Production does not wait for staging", BUILD, "      - build\n      - deploy_staging\n", "      - build\n", looks.smoke_test, "staging runs the new image, production the old one"),
    Fault("A moving tag is deployed", BUILD, "IMAGE_TAG: ${{ needs.build.outputs.tag }}", "IMAGE_TAG: main", looks.push, "staging and production run exactly that image"),
    Fault("A job reads the output of one that it does not wait for", BUILD, "      - build\n      - deploy_staging\n", "      - deploy_staging\n"),
    Fault("The notification waits for what can never be", BUILD, "(failure() || ", "(success() || ", looks.finding, "the failure is told, with the job that failed"),
    Fault("A script has lost its bar", BUILD, "        run: |\n          # The branch", "        run:\n          # The branch"),
    Fault("An expression is written into a script", BUILD, "branch=$REF_NAME", "branch=${{ github.head_ref || github.ref_name }}"),
    Fault("An action is named by a tag", BUILD, "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "actions/checkout@v7"),
    Fault("A secret is passed where nothing receives it", BUILD, "secret-envs: |", "secret-env: |", looks.push, "the workflow passes"),
    Fault("A job that pushes may not write packages", BUILD, "packages: write", "packages: read"),
    Fault("A review app outlives its label", CLEAN_UP, "      - unlabeled\n", "", looks.clean_up, "it goes when its label is taken off"),
    Fault(
        "The rebuild overwrites the image that production runs", REBUILD,
        f'docker push "{PRIMARY.name}:$MOVING_TAG"\n',
        f'docker push "{PRIMARY.name}:$MOVING_TAG"\n          docker tag "$IMAGE" "{PRIMARY.name}:$GITHUB_SHA"\n          docker push "{PRIMARY.name}:$GITHUB_SHA"\n',
        looks.rebuild, "every other tag is as it was",
    ),
    Fault("A recipe has lost its tab", "Makefile", "\tdocker push", "        docker push", looks.local_push, "it pushes the image under both its tags"),
    Fault("A variable of the Makefile is misspelt", "Makefile", "dev-$(COMMIT_SHA)", "dev-$(COMIT_SHA)"),
    Fault("A deployment falls back to a moving tag", "Makefile", "$(value IMAGE_TAG)\n", "$(or $(value IMAGE_TAG),main)\n", looks.refusals, "`make staging terraform-apply` says how it is used"),
    Fault("Production asks for no confirmation", "Makefile", "NEEDS_CONFIRMATION := yes", "NEEDS_CONFIRMATION :=", looks.refusals, "`make ci production terraform-apply IMAGE_TAG=UNIQUE` says how it is used"),
    Fault("A diagram of the page cannot be drawn", "documentation/docker.md", "flowchart TD", "flowchart TD\n    [broken"),
    Fault("The page leads to a file that is not there", "documentation/docker.md", "(../Dockerfile)", "(../Dockerfil)"),
)  # fmt: skip
