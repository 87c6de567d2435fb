//! Claims about deployments, and about inspecting an image.

use crate::page::{
    claim::{Entry, all, aside, code, given, says, section},
    makefile::{DIGEST, RELEASE, REPOSITORY, REVIEW},
    workflow::tags,
};

pub fn entries() -> Vec<Entry> {
    deploy().into_iter().chain(verify()).collect()
}

fn deploy() -> Vec<Entry> {
    vec![
        section("Run a Docker container on Azure AKS"),
        says("The GitHub Action workflow build_and_deploy.yml:", |o| {
            given(
                o.path("workflow") == ".github/workflows/build_and_deploy.yml",
                o.line("workflow", 1, "name: Build and deploy"),
            )
        }),
        says("builds and tags a Docker image", |o| {
            let build = o.step("build", "Build the production stage")?;
            all([build.title(), build.line("tags:")])
        }),
        says("pushes the Docker image to the Docker Hub repository", |o| {
            o.step("build", "Push")?.line("push_once \"$IMAGE\"")
        }),
        says("sets the Terraform variable app_docker_image to the image tag", |o| {
            let make = o.make(&format!("ci staging terraform-apply IMAGE_TAG={RELEASE}"));
            let image = format!("{REPOSITORY}@{DIGEST}");
            given(
                make.succeeded && make.calls.last()?.variable == image,
                all([
                    o.line("makefile", 1, "export TF_VAR_app_docker_image="),
                    Some(make.did(&format!("runs terraform with TF_VAR_app_docker_image={image}"))),
                ]),
            )
        })
        .remark("To the digest of the tagged image: a tag can be overwritten, a digest always names the same image."),
        says(
            "uses terraform apply to update the staging environment to use a container based off the tagged image",
            |o| {
                let make = o.make(&format!("ci staging terraform-apply IMAGE_TAG={RELEASE}"));
                all([o.deploys("staging"), make.ran("apply -lock-timeout=5m -var-file=../workspace-variables/staging.tfvars.json")])
            },
        ),
        says(
            "runs a smoke test to check the recent update has not broken the staging environment",
            |o| {
                let (apply, test) = (o.step("deploy_staging", "Apply")?, o.step("deploy_staging", "Smoke test")?);
                let url = "https://staging.teaching-vacancies.service.gov.uk/healthcheck";
                given(apply.index < test.index && test.yaml["env"]["URL"] == url, all([test.title(), test.line("URL:")]))
            },
        ),
        says(
            "uses terraform apply to update the production environment to use a container based off the tagged image",
            |o| {
                let needs = o.job("deploy_production")["needs"].as_sequence()?;
                let waits = needs.iter().any(|job| job == "deploy_staging");
                let condition = o.job("deploy_production")["if"].as_str()?;
                let make =
                    o.make(&format!("ci production terraform-apply IMAGE_TAG={RELEASE} CONFIRM_PRODUCTION=YES"));
                given(
                    waits && !["always()", "failure()", "cancelled()"].iter().any(|word| condition.contains(word)),
                    all([
                        o.job_line("deploy_production", "- deploy_staging"),
                        o.deploys("production"),
                        make.ran("apply -lock-timeout=5m -var-file=../workspace-variables/production.tfvars.json"),
                    ]),
                )
            },
        )
        .remark("It waits for staging, its smoke test included."),
    ]
}

fn verify() -> Vec<Entry> {
    vec![
        section("Verify what's in a Docker image"),
        section("Locally"),
        code(
            "dfedigital/teaching-vacancies:review-pr-2100-fa6128324de4bbf0d8f238011e672f5c06b9c975-20201008150346",
            |o| {
                let computed = tags(o, "pull_request", "teva", "fa6128324de4bbf0d8f238011e672f5c06b9c975")?;
                let image = "dfedigital/teaching-vacancies:${{ steps.tags.outputs.tag }}";
                given(
                    computed.lines().any(|line| line == format!("tag={REVIEW}")),
                    all([
                        o.step("build", "Compute the tags")?.line("tag=\"review-pr-"),
                        o.step("build", "Build the production stage")?.lists("tags", image),
                    ]),
                )
            },
        )
        .remark("Run on that commit of pull request 2100 at that time, the step computes this exact tag."),
        says("Pull the image and a new container based off it by issuing the command", |o| {
            let make = o.make(&format!("verify-image IMAGE_TAG={REVIEW}"));
            let order: Vec<_> = make.calls.iter().map(|call| call.words[1].as_str()).collect();
            given(order == ["pull", "run"], o.recipe("verify-image", "docker pull"))
        }),
        code(
            "docker run -it --rm dfedigital/teaching-vacancies:review-pr-2100-fa6128324de4bbf0d8f238011e672f5c06b9c975-20201008150346 /bin/sh",
            |o| {
                let make = o.make(&format!("verify-image IMAGE_TAG={REVIEW}"));
                all([
                    o.recipe("verify-image", "docker run"),
                    make.ran(&format!("docker run -it --rm {REPOSITORY}:{REVIEW} /bin/sh")),
                ])
            },
        ),
        aside("This passes the options:", "the text below it"),
        says(
            "-it - a combination of -i and -t which is --interactive (\"Keep STDIN open even if not attached\") --tty (\"Allocate a pseudo-TTY\")",
            |o| o.recipe("verify-image", "docker run -it "),
        ),
        says(
            "--rm - tells the Docker engine to remove the container (but not the image) when it exits",
            |o| o.recipe("verify-image", " --rm "),
        ),
        says(
            "/bin/sh - starts a shell (as the image is based off Alpine Linux, you'll get an error if you try to start /bin/bash)",
            |o| o.recipe("verify-image", " /bin/sh"),
        ),
        says("At this point you'll be in the /app directory", |o| o.instruction("production", "WORKDIR /app")),
    ]
}
