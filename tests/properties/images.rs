//! Images that are deployed: unique ones, and no others.

use std::{
    collections::BTreeSet,
    io::Write,
    process::{Command, Stdio},
};

use super::{
    outputs::{Job, Outputs},
    steps,
};

/// A commit, a moment and a pull request.
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const MOMENT: &str = "20261123210159";
const NUMBER: &str = "7";
/// Branches as tags can hold them. One that is itself called like a unique tag, a whole commit or `dev-` and a moment,
/// would have a moving tag that looks like one; no pattern can tell these two apart.
const BRANCHES: &[&str] = &[
    "main",
    "master",
    "staging",
    "dev",
    "dev-1",
    "dev_1",
    "v1",
    "v-1",
    "v1.2.3",
    "latest",
    "cache",
    "x-main-1a2b3c4d",
    "release-2.x-0f0f0f0f",
    "review-pr-7",
    "pr.7",
    "review-main",
    "deadbeef",
    "20261123",
    "production",
    "0123456789abcdef0123456789abcdef0123456",
    "a.builder",
    "dev-x-y",
];

/// Whatever deploys has the tag of the build that it waits for, which wrote it as a unique one.
pub fn no_moving_tag_is_deployed(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    for (workflow, job) in outputs.jobs() {
        let place = format!("{} {}", workflow.output, job.id);
        for step in job.steps.iter().filter(|step| {
            step["run"]
                .as_str()
                .is_some_and(|run| run.contains("terraform-"))
        }) {
            let source = steps::text(&step["env"], "IMAGE_TAG").unwrap_or_default();
            let is_unique = match source.as_str() {
                "${{ needs.build.outputs.tag }}" => {
                    let build = workflow
                        .job("build")
                        .filter(|_| job.needs.contains(&"build".to_owned()));
                    build.is_some_and(gives_a_unique_tag)
                }
                "${{ steps.tags.outputs.tag }}" => computes_a_unique_tag(job),
                _ => false,
            };
            if !is_unique {
                faults.push(format!("{place} takes {source}"));
            }
        }
    }
    faults
}

/// Whether the output `tag` of `job` is the unique one of its build, or one that a person gave and the job looked at.
fn gives_a_unique_tag(job: &Job) -> bool {
    let output = steps::text(&job.body["outputs"], "tag").unwrap_or_default();
    let id = output
        .strip_prefix("${{ steps.")
        .and_then(|rest| rest.strip_suffix(".outputs.tag }}"));
    let Some(step) = id.and_then(|id| job.step(id)) else {
        return false;
    };
    let script = steps::text(step, "run").unwrap_or_default();
    let source = steps::text(&step["env"], "TAG").unwrap_or_default();
    let looked_at = script.contains("if [[ ! $TAG =~ $unique ]]; then");
    script.contains("echo \"tag=$TAG\"")
        && match source.as_str() {
            "${{ steps.tags.outputs.tag }}" => {
                computes_a_unique_tag(job) && script.contains(":$TAG\"")
            }
            "${{ inputs.tag }}" => looked_at,
            _ => false,
        }
}

/// Whether each tag that the step `tags` of `job` can compute has the commit or the moment in it.
fn computes_a_unique_tag(job: &Job) -> bool {
    let script = job
        .step("tags")
        .and_then(|step| steps::text(step, "run"))
        .unwrap_or_default();
    let mut tags = script
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("tag="))
        .peekable();
    tags.peek().is_some()
        && tags.all(|tag| tag.contains("${commit}") || tag.contains("${timestamp}"))
}

/// The Makefile and the manual deployment take the same tags: every unique one, and no moving one.
pub fn unique_tags_are_taken(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let patterns: BTreeSet<String> = [of_makefile(outputs), of_workflow(outputs)]
        .into_iter()
        .flatten()
        .collect();
    if patterns.len() > 1 {
        faults.push(format!("not one pattern: {patterns:?}"));
    }
    let (unique, moving) = (unique(outputs), moving(outputs));
    let all: Vec<&String> = unique.iter().chain(&moving).collect();
    for pattern in patterns {
        let taken = taken(&pattern, &all);
        if taken != unique {
            let wrong: Vec<_> = taken.symmetric_difference(&unique).take(3).collect();
            faults.push(format!("{pattern} is wrong about {wrong:?}"));
        }
    }
    faults
}

fn of_makefile(outputs: &Outputs) -> Option<String> {
    let recipe = outputs
        .makefile
        .as_ref()?
        .rule("require-image")?
        .recipe
        .concat();
    let (_, rest) = recipe.split_once("grep -Eq '")?;
    Some(rest.split('\'').next()?.replace("$$", "$"))
}

fn of_workflow(outputs: &Outputs) -> Option<String> {
    let step = outputs
        .workflow("manual_deploy")?
        .job("build")?
        .step("image")?;
    let script = steps::text(step, "run")?;
    Some(
        script
            .lines()
            .next()?
            .strip_prefix("unique='")?
            .strip_suffix('\'')?
            .to_owned(),
    )
}

/// Those of `tags` that grep finds `pattern` in.
fn taken(pattern: &str, tags: &[&String]) -> BTreeSet<String> {
    let mut grep = Command::new("grep")
        .args(["-E", pattern])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("there is grep");
    let lines: String = tags.iter().flat_map(|tag| [tag.as_str(), "\n"]).collect();
    let mut input = grep.stdin.take().expect("it is piped");
    input.write_all(lines.as_bytes()).expect("grep reads");
    drop(input);
    let output = grep.wait_with_output().expect("grep ends");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Tags that builds give one image alone.
pub fn unique(outputs: &Outputs) -> BTreeSet<String> {
    let runtime = runtime(outputs);
    let keys = [
        ("release", "{sha}"),
        ("review", "review-pr-{pr}-{sha}"),
        ("local", "dev-{sha}-{timestamp}"),
    ];
    let templates =
        keys.map(|(key, default)| outputs.string(&format!("tags {key}"), default).to_owned());
    let filled = templates.iter().flat_map(|template| {
        BRANCHES
            .iter()
            .map(|branch| fill(template, branch, &runtime))
    });
    filled.collect()
}

/// Tags that move with each build.
pub fn moving(outputs: &Outputs) -> BTreeSet<String> {
    let runtime = runtime(outputs);
    let own = outputs.string("tags branch", "{branch}");
    let shared = outputs.string("tags stage", "{stage}-{branch}");
    let others = outputs
        .stages
        .iter()
        .flatten()
        .filter(|stage| stage.name != runtime);
    let others: Vec<&str> = others.map(|stage| stage.name.as_str()).collect();
    let all = BRANCHES.iter().flat_map(|branch| {
        let of_stages = others.iter().map(|stage| fill(shared, branch, stage));
        of_stages
            .chain([fill(own, branch, &runtime)])
            .collect::<Vec<_>>()
    });
    all.collect()
}

/// The last stage; without a Dockerfile of ours, the one that is built last.
fn runtime(outputs: &Outputs) -> String {
    let builds = super::builds::all(outputs);
    let stages = outputs.stages.as_ref().and_then(|stages| stages.last());
    stages
        .map(|stage| stage.name.clone())
        .or(builds.last().map(|build| build.stage.clone()))
        .unwrap_or_default()
}

fn fill(template: &str, branch: &str, stage: &str) -> String {
    let pairs = [
        ("branch", branch),
        ("stage", stage),
        ("sha", COMMIT),
        ("pr", NUMBER),
        ("timestamp", MOMENT),
    ];
    pairs
        .iter()
        .fold(template.to_owned(), |text, (key, value)| {
            text.replace(&format!("{{{key}}}"), value)
        })
}
