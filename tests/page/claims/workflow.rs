//! Claims about the build in the GitHub Actions workflow.

use super::TRUSTED;
use crate::page::claim::{Entry, all, code, given, says, section};

const BUILDER: &str = "Build and push the builder stage";
const PRODUCTION: &str = "Build the production stage";
const PINNED: &str = "The tag moves, and its next version would run with the registries' passwords. The workflow pins a commit, with the version in a comment.";

pub fn entries() -> Vec<Entry> {
    [setup(), builder(), production()]
        .into_iter()
        .flatten()
        .collect()
}

fn setup() -> Vec<Entry> {
    vec![
        section("Build a Docker image"),
        section("Building with docker commands"),
        says(
            "Although it's possible to build a Docker image by typing docker commands into a terminal, most images for teaching vacancies are built by a GitHub Actions workflow",
            |o| {
                let on = &o.yaml["on"];
                given(
                    on["push"].is_mapping() && on["pull_request"].is_mapping(),
                    all([
                        o.line("workflow", 1, "  push:"),
                        o.line("workflow", 1, "  pull_request:"),
                        o.step("build", PRODUCTION)?.title(),
                    ]),
                )
            },
        ),
        section("Building with GitHub Actions workflow"),
        code("docker/setup-buildx-action@v1", |o| {
            o.step("build", "Set up Buildx")?
                .pinned("docker/setup-buildx-action")
        })
        .differs(PINNED),
        says("Use the Docker Buildx CLI plugin", |o| {
            let buildx = o.step("build", "Set up Buildx")?;
            given(
                buildx.index < o.step("build", BUILDER)?.index,
                buildx.title(),
            )
        }),
        code("docker/login-action@v1", |o| {
            o.step("build", "Log in to Docker Hub")?
                .pinned("docker/login-action")
        })
        .differs(PINNED),
        says(
            "Log in to Docker Hub with username/password stored in GitHub Secrets",
            |o| {
                let login = o.step("build", "Log in to Docker Hub")?;
                given(
                    login.with("username") == "${{ secrets.DOCKER_USERNAME }}"
                        && login.with("password") == "${{ secrets.DOCKER_PASSWORD }}"
                        && login.yaml["with"]["registry"].is_null()
                        && login.index < o.step("build", BUILDER)?.index,
                    all([login.line("username:"), login.line("password:")]),
                )
            },
        ),
    ]
}

fn builder() -> Vec<Entry> {
    vec![
        code("docker/build-push-action@v2", |o| {
            o.step("build", BUILDER)?.pinned("docker/build-push-action")
        })
        .differs(PINNED),
        says("Pull the image tagged builder-main", |o| {
            o.step("build", BUILDER)?.lists("cache-from", "type=registry,ref=dfedigital/teaching-vacancies:builder-main")
        })
        .remark("BuildKit pulls only the layers that it can use."),
        says("Check if there's an image tagged builder-BRANCHNAME", |o| {
            o.step("build", BUILDER)?.lists(
                "cache-from",
                "type=registry,ref=dfedigital/teaching-vacancies:builder-${{ steps.tags.outputs.branch }}",
            )
        })
        .remark("The closest source comes first. A missing cache source is ignored, so the first build of a branch needs no separate check."),
        says("Use the build argument BUILDKIT_INLINE_CACHE=1 to include cache metadata", |o| {
            o.step("build", BUILDER)?.lists("build-args", "BUILDKIT_INLINE_CACHE=1")
        }),
        says("Build an image from Docker target builder defined in the Dockerfile", |o| {
            o.step("build", BUILDER)?.has("target", "builder")
        }),
        says("Tag it with builder-BRANCHNAME", |o| {
            o.step("build", BUILDER)?.has("tags", "dfedigital/teaching-vacancies:builder-${{ steps.tags.outputs.branch }}")
        }),
        says("Push the image to the Docker Hub repository", |o| {
            o.step("build", BUILDER)?.has("push", &format!("${{{{ {TRUSTED} }}}}"))
        })
        .remark("The image is only a cache, so it is not scanned. The build of a fork pushes nothing."),
    ]
}

fn production() -> Vec<Entry> {
    vec![
        code("docker/build-push-action@v2", |o| {
            o.step("build", PRODUCTION)?.pinned("docker/build-push-action")
        })
        .differs(PINNED),
        says("Use the image tagged builder-main (already cached locally in the step above)", |o| {
            let step = o.step("build", PRODUCTION)?;
            given(
                o.step("build", BUILDER)?.index < step.index,
                step.lists("cache-from", "type=registry,ref=dfedigital/teaching-vacancies:builder-main"),
            )
        }),
        says("Use the image tagged builder-BRANCHNAME (already created locally in the step above)", |o| {
            let step = o.step("build", PRODUCTION)?;
            given(
                o.step("build", BUILDER)?.index < step.index,
                step.lists(
                    "cache-from",
                    "type=registry,ref=dfedigital/teaching-vacancies:builder-${{ steps.tags.outputs.branch }}",
                ),
            )
        }),
        says("Check if there's an image tagged BRANCHNAME", |o| {
            o.step("build", PRODUCTION)?.lists(
                "cache-from",
                "type=registry,ref=dfedigital/teaching-vacancies:${{ steps.tags.outputs.branch }}",
            )
        }),
        says("Use the build argument BUILDKIT_INLINE_CACHE=1 to include cache metadata", |o| {
            o.step("build", PRODUCTION)?.lists("build-args", "BUILDKIT_INLINE_CACHE=1")
        }),
        says("Build an image from Docker target production defined in the Dockerfile", |o| {
            o.step("build", PRODUCTION)?.has("target", "production")
        }),
        says("Tag the image with BRANCHNAME", |o| {
            o.step("build", PRODUCTION)?.lists("tags", "dfedigital/teaching-vacancies:${{ steps.tags.outputs.branch }}")
        }),
        says("Tag the image with TAG", |o| {
            o.step("build", PRODUCTION)?.lists("tags", "dfedigital/teaching-vacancies:${{ steps.tags.outputs.tag }}")
        }),
        says("Push the image to the Docker Hub repository", |o| {
            let (build, scan, push) =
                (o.step("build", PRODUCTION)?, o.step("build", "Scan")?, o.step("build", "Push")?);
            given(
                build.with("push").is_empty()
                    && build.yaml["with"]["load"] == true
                    && build.index < scan.index
                    && scan.index < push.index,
                all([
                    build.line("load: true"),
                    push.line("push_once \"$IMAGE\""),
                    push.line("docker push \"dfedigital/teaching-vacancies:$MOVING_TAG\""),
                ]),
            )
        })
        .differs("A build that pushes does so before the scan. The workflow loads the image, scans it, and pushes it in a separate step."),
    ]
}
