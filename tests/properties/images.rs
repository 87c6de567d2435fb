//! Only images with unique tags are deployed.

use std::{
    collections::BTreeSet,
    io::Write,
    process::{Command, Stdio},
};

use super::{
    makefile::Variable,
    outputs::{Environment, Job, Outputs},
    steps,
};

/// A commit, a timestamp and a pull request.
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const TIMESTAMP: &str = "20261123210159";
const NUMBER: &str = "7";
/// Branch names that are valid in tags. A branch named like a unique tag (a full commit, or `dev-` and a timestamp) would have a
/// moving tag that looks unique; no pattern can distinguish the two.
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
    "x-main-1a2b3c4d5e6f7a8b",
    "release-2.x-0f0f0f0f0f0f0f0f",
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

/// Finds deployments of a tag other than the unique tag of the build that they need.
pub fn find_deployed_moving_tags(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
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
                    build.is_some_and(has_unique_tag_output)
                }
                "${{ steps.tags.outputs.tag }}" => computes_unique_tags(job),
                _ => false,
            };
            if !is_unique {
                violations.push(format!("{place} deploys {source}"));
            }
        }
    }
    violations
}

/// Whether the output `tag` of `job` is the unique tag of its build, or an input that the job validates.
fn has_unique_tag_output(job: &Job) -> bool {
    let output = steps::text(&job.body["outputs"], "tag").unwrap_or_default();
    let id = output
        .strip_prefix("${{ steps.")
        .and_then(|rest| rest.strip_suffix(".outputs.tag }}"));
    let Some(step) = id.and_then(|id| job.step(id)) else {
        return false;
    };
    let script = steps::text(step, "run").unwrap_or_default();
    let source = steps::text(&step["env"], "TAG").unwrap_or_default();
    let is_validated = script.contains("if [[ ! $TAG =~ $deployable ");
    script.contains("echo \"tag=$TAG\"")
        && match source.as_str() {
            "${{ steps.tags.outputs.tag }}" => {
                computes_unique_tags(job) && script.contains("push_once \"$IMAGE\"")
            }
            "${{ inputs.tag }}" => is_validated,
            _ => false,
        }
}

/// Whether every tag that the step `tags` of `job` can compute contains the commit or the timestamp.
fn computes_unique_tags(job: &Job) -> bool {
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

/// Finds environments for which the Makefile or the manual deployment accepts tags other than those of their own builds.
pub fn find_wrong_tag_patterns(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let (unique, moving) = (unique_tags(outputs), moving_tags(outputs));
    let all: Vec<&String> = unique.iter().chain(&moving).collect();
    for environment in outputs.environments() {
        let expected = tags_of_environment(outputs, &environment);
        let patterns = [
            makefile_patterns(outputs, &environment.name),
            workflow_patterns(outputs, &environment.name),
        ];
        for [allowed, rejected] in patterns.into_iter().flatten() {
            let rejected = matching_tags(&rejected, &all);
            let accepted: BTreeSet<String> = matching_tags(&allowed, &all)
                .difference(&rejected)
                .cloned()
                .collect();
            if accepted != expected {
                let wrong: Vec<_> = accepted.symmetric_difference(&expected).take(3).collect();
                let name = &environment.name;
                violations.push(format!("{name}: {allowed} is wrong about {wrong:?}"));
            }
        }
    }
    violations
}

/// The unique tags of the builds that deploy to `environment`.
pub fn tags_of_environment(outputs: &Outputs, environment: &Environment) -> BTreeSet<String> {
    let kinds = outputs.spec_value(&format!("environments {} tags", environment.name));
    let kinds = kinds.and_then(toml::Value::as_array).map(|kinds| {
        let kinds = kinds.iter().filter_map(toml::Value::as_str);
        kinds.map(str::to_owned).collect()
    });
    let own = if environment.on == "pull_request" {
        "review"
    } else {
        "release"
    };
    let kinds: Vec<String> = kinds.unwrap_or_else(|| vec![own.to_owned()]);
    let branches = if environment.on == "push" {
        vec![environment.branch.clone()]
    } else {
        release_branches(outputs)
    };
    let kinds = kinds.iter().flat_map(|kind| {
        let is_built = |branch: &str| kind != "release" || branches.iter().any(|own| own == branch);
        tags_of_kind(outputs, kind, &is_built)
    });
    kinds.collect()
}

/// The branches that are built on each push.
fn release_branches(outputs: &Outputs) -> Vec<String> {
    let others = outputs.spec_value("cache branches");
    let others = others.and_then(toml::Value::as_array).into_iter().flatten();
    let others = others.filter_map(toml::Value::as_str);
    let own = [outputs.trunk()];
    own.into_iter().chain(others).map(str::to_owned).collect()
}

/// The pattern of tags that the Makefile accepts for the environment `name`, and the pattern of exceptions.
fn makefile_patterns(outputs: &Outputs, name: &str) -> Option<[String; 2]> {
    let variables = &outputs.makefile.as_ref()?.variables;
    let value = |wanted: &str| {
        let is_in_block = |variable: &&Variable| variable.block.as_deref() == Some(name);
        let mut own = variables.iter().filter(is_in_block);
        own.find(|variable| variable.name == wanted)
            .map(|variable| variable.value.replace("$$", "$"))
    };
    let anchor = |pattern: String| format!("^({pattern})$");
    Some([
        anchor(value("DEPLOYABLE")?),
        value("NOT_DEPLOYABLE").map_or_else(|| "^$".to_owned(), anchor),
    ])
}

/// The pattern of tags that the manual deployment accepts for the environment `name`, and the pattern of exceptions.
fn workflow_patterns(outputs: &Outputs, name: &str) -> Option<[String; 2]> {
    let step = outputs
        .workflow("manual_deploy")?
        .job("build")?
        .step("image")?;
    let script = steps::text(step, "run")?;
    let (_, case) = script.split_once(&format!("\n  {name})\n"))?;
    let (case, _) = case.split_once(";;")?;
    let value = |name: &str| {
        let mut lines = case.lines().map(str::trim);
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix("='"))?;
        value.strip_suffix('\'').map(str::to_owned)
    };
    Some([
        value("deployable")?,
        value("refused").unwrap_or_else(|| "^$".to_owned()),
    ])
}

/// The `tags` in which grep finds `pattern`.
fn matching_tags(pattern: &str, tags: &[&String]) -> BTreeSet<String> {
    let mut grep = Command::new("grep")
        .args(["-E", pattern])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("grep runs");
    let lines: String = tags.iter().flat_map(|tag| [tag.as_str(), "\n"]).collect();
    let mut input = grep.stdin.take().expect("the input is piped");
    input.write_all(lines.as_bytes()).expect("grep reads");
    drop(input);
    let output = grep.wait_with_output().expect("grep exits");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The tags that builds give to one image only.
pub fn unique_tags(outputs: &Outputs) -> BTreeSet<String> {
    let kinds = ["release", "review", "local"].into_iter();
    kinds
        .flat_map(|kind| tags_of_kind(outputs, kind, &|_| true))
        .collect()
}

/// The unique tags of the kind `kind` for the branches that `is_built` accepts.
fn tags_of_kind(outputs: &Outputs, kind: &str, is_built: &dyn Fn(&str) -> bool) -> Vec<String> {
    let runtime = runtime_stage(outputs);
    let template = template(outputs, kind);
    let has_branch = template.contains("{branch}");
    BRANCHES
        .iter()
        .filter(|branch| !is_impossible_branch(outputs, kind, branch))
        .filter(|branch| !has_branch || is_built(branch))
        .map(|branch| fill_template(template, branch, &runtime))
        .collect()
}

/// Whether no tag of the kind `kind` contains `branch`. Such a branch has the prefix of review or local tags. In addition, the
/// template of review or local tags begins with `{branch}`, or `kind` is `release` and no push builds the branch.
fn is_impossible_branch(outputs: &Outputs, kind: &str, branch: &str) -> bool {
    let is_unbuilt_release =
        kind == "release" && !release_branches(outputs).iter().any(|own| own == branch);
    let templates = ["review", "local"].map(|kind| template(outputs, kind));
    let prefix = |template: &str| template.split('{').next().unwrap_or_default().to_owned();
    let has_open_template = templates
        .iter()
        .any(|template| template.starts_with("{branch}"));
    let mut prefixes = templates
        .into_iter()
        .map(prefix)
        .filter(|text| !text.is_empty());
    (has_open_template || is_unbuilt_release) && prefixes.any(|text| branch.starts_with(&text))
}

/// The template of the unique tags of the kind `kind`.
fn template<'a>(outputs: &'a Outputs, kind: &str) -> &'a str {
    let default = match kind {
        "release" => "{sha}",
        "review" => "review-pr-{pr}-{sha}",
        _ => "dev-{sha}-{timestamp}",
    };
    outputs.string(&format!("tags {kind}"), default)
}

/// The tags that move with each build.
pub fn moving_tags(outputs: &Outputs) -> BTreeSet<String> {
    let runtime = runtime_stage(outputs);
    let own = outputs.string("tags branch", "{branch}");
    let shared = outputs.string("tags stage", "{stage}-{branch}");
    let others = outputs
        .stages
        .iter()
        .flatten()
        .filter(|stage| stage.name != runtime);
    let others: Vec<&str> = others.map(|stage| stage.name.as_str()).collect();
    let all = BRANCHES.iter().flat_map(|branch| {
        let stage_tags = others
            .iter()
            .map(|stage| fill_template(shared, branch, stage));
        stage_tags
            .chain([fill_template(own, branch, &runtime)])
            .collect::<Vec<_>>()
    });
    all.collect()
}

/// The last stage; without a generated Dockerfile, the one that is built last.
fn runtime_stage(outputs: &Outputs) -> String {
    let builds = super::builds::find_builds(outputs);
    let stages = outputs.stages.as_ref().and_then(|stages| stages.last());
    stages
        .map(|stage| stage.name.clone())
        .or(builds.last().map(|build| build.stage.clone()))
        .unwrap_or_default()
}

fn fill_template(template: &str, branch: &str, stage: &str) -> String {
    let pairs = [
        ("branch", branch),
        ("stage", stage),
        ("sha", COMMIT),
        ("pr", NUMBER),
        ("timestamp", TIMESTAMP),
    ];
    pairs
        .iter()
        .fold(template.to_owned(), |text, (key, value)| {
            text.replace(&format!("{{{key}}}"), value)
        })
}
