//! Claims about caches and image tags.

use super::TRUSTED;
use crate::page::{
    claim::{Entry, all, aside, code, given, says, section},
    makefile::{DIGEST, RELEASE, REPOSITORY},
    workflow::{tagged, tags},
};

const BUILDER: &str = "Build and push the builder stage";
const PRODUCTION: &str = "Build the production stage";

pub fn entries() -> Vec<Entry> {
    [caching(), builder(), moving(), unique()]
        .into_iter()
        .flatten()
        .collect()
}

fn caching() -> Vec<Entry> {
    vec![
        section("Advanced features"),
        section("BuildKit builds"),
        aside(
            "BuildKit was introduced in Docker 18.09",
            "the history of Docker",
        ),
        aside(
            "Enabling BuildKit sped up builds by at least a minute",
            "build times at that time",
        ),
        section("Buildx"),
        section("Caching"),
        aside(
            "Pulling an image, or image layer, from the Docker Hub repository is typically much less \"expensive\" in time than building from source",
            "Docker in general",
        ),
        says(
            "We cache images for the builder and production targets, across all branches",
            |o| {
                let (builder, production) =
                    (o.step("build", BUILDER)?, o.step("build", PRODUCTION)?);
                let inline = "BUILDKIT_INLINE_CACHE=1";
                given(
                    builder.lists("build-args", inline).is_some()
                        && production.lists("build-args", inline).is_some(),
                    all([builder.line("cache-from:"), production.line("cache-from:")]),
                )
            },
        ),
    ]
}

fn builder() -> Vec<Entry> {
    vec![
        section("Builder stage image tags"),
        code("builder-dev", |o| tagged(o, "push", "dev", BUILDER, "builder-dev")),
        code("builder-staging", |o| tagged(o, "push", "staging", BUILDER, "builder-staging")),
        code("builder-main", |o| tagged(o, "push", "main", BUILDER, "builder-main")),
        says(
            "And for feature branches, these may undergo several pushes to the branch, so it's worth storing the builder image, to speed up subsequent builds, e.g.",
            |o| {
                let types = o.yaml["on"]["pull_request"]["types"].as_sequence()?;
                given(
                    types.iter().any(|kind| kind == "synchronize"),
                    all([
                        o.line("workflow", 1, "- synchronize"),
                        o.step("build", BUILDER)?.has("push", &format!("${{{{ {TRUSTED} }}}}")),
                    ]),
                )
            },
        )
        .remark("A feature branch is built once it has a pull request, and on each push after that."),
        code("builder-TEVA-1296-alert-filters", |o| {
            tagged(o, "pull_request", "TEVA-1296-alert-filters", BUILDER, "builder-TEVA-1296-alert-filters")
        }),
    ]
}

fn moving() -> Vec<Entry> {
    vec![
        section("Production stage image branch tags"),
        code("dev", |o| tagged(o, "push", "dev", PRODUCTION, "dev")),
        code("staging", |o| {
            tagged(o, "push", "staging", PRODUCTION, "staging")
        }),
        code("main", |o| tagged(o, "push", "main", PRODUCTION, "main")),
        says("And for feature branches:", |o| {
            o.line("workflow", 1, "pull_request:")
        }),
        code("TEVA-1296-alert-filters", |o| {
            tagged(
                o,
                "pull_request",
                "TEVA-1296-alert-filters",
                PRODUCTION,
                "TEVA-1296-alert-filters",
            )
        }),
        says(
            "The image tied to these tags changes frequently, with each build, for caching.",
            |o| {
                o.step("build", "Push")?
                    .line("docker push \"dfedigital/teaching-vacancies:$MOVING_TAG\"")
            },
        )
        .remark("A unique tag is pushed once only."),
        says(
            "Do NOT use these tags to generate containers - instead, choose a unique tag listed below",
            |o| {
                let moving = o.make("ci staging terraform-apply IMAGE_TAG=main");
                let unique = o.make(&format!("ci staging terraform-apply IMAGE_TAG={RELEASE}"));
                given(
                    !moving.succeeded
                        && moving.calls.is_empty()
                        && moving.error.contains("main cannot be deployed to staging")
                        && unique.succeeded
                        && unique.calls.last()?.variable == format!("{REPOSITORY}@{DIGEST}"),
                    all([
                        o.recipe("require-image", "cannot be deployed"),
                        Some(moving.did(moving.error.lines().next()?)),
                    ]),
                )
            },
        ),
    ]
}

fn unique() -> Vec<Entry> {
    vec![
        section("Production stage image unique tags"),
        says(
            "For images built off the main branch, we use the SHA of the GitHub commit, e.g.",
            |o| {
                let computed = tags(o, "push", "main", RELEASE)?;
                given(
                    computed
                        .lines()
                        .any(|line| line == format!("tag={RELEASE}")),
                    o.step("build", "Compute the tags")?
                        .line("tag=\"${commit}\""),
                )
            },
        ),
        says(
            "Docker image tagged a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18 comes from GitHub commit a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
            |o| {
                let computed = tags(o, "push", "main", RELEASE)?;
                let build = o.step("build", PRODUCTION)?;
                let image = format!("{REPOSITORY}:${{{{ steps.tags.outputs.tag }}}}");
                given(
                    computed
                        .lines()
                        .any(|line| line == format!("commit={RELEASE}")),
                    all([
                        o.step("build", "Check out")?.has(
                            "ref",
                            "${{ github.event.pull_request.head.sha || github.sha }}",
                        ),
                        o.step("build", "Compute the tags")?
                            .line("commit=$(git rev-parse HEAD)"),
                        build.lists("tags", &image),
                        build.lists("build-args", "COMMIT_SHA=${{ steps.tags.outputs.commit }}"),
                    ]),
                )
            },
        ),
        section("Multi-stage builds"),
    ]
}
