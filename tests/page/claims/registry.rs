//! Claims about GitHub's container registry and the scan.

use super::TRUSTED;
use crate::page::{
    claim::{Entry, Place, all, aside, code, given, says, section},
    workflow::Step,
};
use crate::support::Stubs;

const LOGIN: &str = "Log in to ghcr.io";

pub fn entries() -> Vec<Entry> {
    registry().into_iter().chain(scan()).collect()
}

fn registry() -> Vec<Entry> {
    vec![
        section("GitHub Packages (Container registry)"),
        section("GitHub container registry"),
        says(
            "The Docker images for Teaching Vacancies are stored in the GitHub's container registry https://github.com/DFE-Digital/teaching-vacancies/.",
            |o| o.step("build", "Push")?.line("push_once \"ghcr.io/dfe-digital/teaching-vacancies:$TAG\""),
        )
        .differs("Above, the page stores them on Docker Hub. The workflow pushes to both, and reads caches and deploys images from the first."),
        section("GitHub authentication"),
        says("Access and authentication to GitHub is via the default GITHUB_TOKEN.", |o| {
            let writes = o.job("build")["permissions"]["packages"] == "write";
            given(
                writes,
                all([
                    o.step("build", LOGIN)?.has("password", "${{ secrets.GITHUB_TOKEN }}"),
                    o.job_line("build", "packages: write"),
                ]),
            )
        }),
        aside("Follow link for further info about authentication in github", "a link"),
        aside("An example of authentication via Github token is as below", "the text below it"),
        code("- name: Login to GitHub Container Registry", |o| o.step("build", LOGIN)?.title())
            .differs("Named after the host, as there may be several registries."),
        code("uses: docker/login-action@v3", |o| o.step("build", LOGIN)?.pinned("docker/login-action"))
            .differs("The page itself uses `@v1` above, and the tag moves. The workflow pins one commit everywhere, with the version in a comment."),
        code("with:", |o| o.step("build", LOGIN)?.line("with:")),
        code("registry: ghcr.io", |o| o.step("build", LOGIN)?.has("registry", "ghcr.io")),
        code("username: ${{ github.repository_owner }}", |o| {
            o.step("build", LOGIN)?.has("username", "${{ github.repository_owner }}")
        }),
        code("password: ${{ secrets.GITHUB_TOKEN }}", |o| {
            o.step("build", LOGIN)?.has("password", "${{ secrets.GITHUB_TOKEN }}")
        }),
        section("GitHub container registry"),
        says(
            "Docker images are pushed to Github container registry through the docker push command.",
            |o| {
                let push = o.step("build", "Push")?;
                given(
                    o.step("build", LOGIN)?.index < push.index,
                    all([
                        push.line("docker push \"$1\""),
                        push.line("docker push \"ghcr.io/dfe-digital/teaching-vacancies:$MOVING_TAG\""),
                    ]),
                )
            },
        ),
        aside("A single Github container registry can hold many Docker images (stored as tags).", "registries in general"),
        aside(
            "To view the docker images stored on GitHub's container registry, you need to go through DfE's main GitHub page, and then click packages. Please note, GitHub repositories are different from GitHub packages:",
            "GitHub's pages",
        ),
    ]
}

fn scan() -> Vec<Entry> {
    vec![
        section("Docker image scan"),
        says("As part of the CI/CD, we conduct a Docker security scan using snyk,", |o| {
            let scan = o.step("build", "Scan")?;
            all([scan.title(), scan.line("snyk container test")])
        }),
        says("by invoking Snyk's docker image: snyk/snyk-cli:docker.", |o| {
            o.step("build", "Install Snyk")?.pinned("snyk/actions/setup")
        })
        .differs("The tag moves, and the image gets Docker's socket and the token. The workflow installs the Snyk CLI with Snyk's own action, pinned to a commit."),
        says("This allows us a deep image inspection and vulnerability scan.", |o| {
            let scan = o.step("build", "Scan")?;
            let ran = scan_finding(&scan, 0);
            given(
                ran.output.status.success() && String::from_utf8_lossy(&ran.output.stdout).contains("container test dfedigital/teaching-vacancies:x --file=Dockerfile"),
                scan.line("snyk container test \"$IMAGE\" --file=Dockerfile"),
            )
        }),
        says("When a vulnerability is detected while scanning, this breaks breaks CI/CD build.", |o| {
            let scan = o.step("build", "Scan")?;
            let ran = scan_finding(&scan, 1);
            let ignored = scan.yaml["continue-on-error"].is_bool();
            given(
                !ran.output.status.success() && !ignored,
                all([
                    scan.line("--severity-threshold=low"),
                    Some(vec![Place::Ran {
                        command: "the step Scan, with a Snyk finding".to_owned(),
                        did: "fails the job".to_owned(),
                    }]),
                ]),
            )
        }),
        says(
            "The vulnerability detected by snykwould need to be fixed before a successfully build can be completed.",
            |o| {
                let (scan, push) = (o.step("build", "Scan")?, o.step("build", "Push")?);
                let waits = push.yaml["if"].as_str().is_some_and(|condition| condition.replace('\n', " ") == TRUSTED);
                let needs = |job: &str| o.job(job)["needs"].as_sequence().is_some_and(|jobs| jobs.iter().any(|job| job == "build"));
                given(
                    scan.index < push.index && waits && needs("deploy_review") && needs("deploy_staging") && needs("deploy_production"),
                    all([scan.title(), push.title(), o.job_line("deploy_staging", "- build")]),
                )
            },
        )
        .remark("The push comes after the scan and only if it passed; each deployment needs the job that pushes."),
    ]
}

/// Runs the script of the scan with a stub of Snyk that exits with `status`; 1 means that Snyk found vulnerabilities.
fn scan_finding(scan: &Step<'_>, status: u8) -> crate::page::workflow::ScriptRun {
    let snyk = format!("echo \"$*\"; exit {status}");
    let stubs = Stubs::new(&[("docker", "echo sha256:0"), ("snyk", &snyk)]);
    scan.run(&[("IMAGE", "dfedigital/teaching-vacancies:x")], &stubs)
}
