//! Images that are deployed: unique ones, and no others.

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
    let looked_at = script.contains("if [[ ! $TAG =~ $deployable ");
    script.contains("echo \"tag=$TAG\"")
        && match source.as_str() {
            "${{ steps.tags.outputs.tag }}" => {
                computes_a_unique_tag(job) && script.contains("push_once \"$IMAGE\"")
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

/// The Makefile and the manual deployment take the same tags for an environment: those of its own builds, and no others.
pub fn environments_take_the_tags_of_their_builds(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let (unique, moving) = (unique(outputs), moving(outputs));
    let all: Vec<&String> = unique.iter().chain(&moving).collect();
    for environment in outputs.environments() {
        let expected = tags_of_environment(outputs, &environment);
        let patterns = [
            makefile_patterns(outputs, &environment.name),
            workflow_patterns(outputs, &environment.name),
        ];
        for [allowed, refused] in patterns.into_iter().flatten() {
            let refused = matching_tags(&refused, &all);
            let taken: BTreeSet<String> = matching_tags(&allowed, &all)
                .difference(&refused)
                .cloned()
                .collect();
            if taken != expected {
                let wrong: Vec<_> = taken.symmetric_difference(&expected).take(3).collect();
                let name = &environment.name;
                faults.push(format!("{name}: {allowed} is wrong about {wrong:?}"));
            }
        }
    }
    faults
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

/// The branches whose pushes are built.
fn release_branches(outputs: &Outputs) -> Vec<String> {
    let others = outputs.spec_value("cache branches");
    let others = others.and_then(toml::Value::as_array).into_iter().flatten();
    let others = others.filter_map(toml::Value::as_str);
    let own = [outputs.trunk()];
    own.into_iter().chain(others).map(str::to_owned).collect()
}

/// What the Makefile takes for the environment `name`, and what of that it refuses.
fn makefile_patterns(outputs: &Outputs, name: &str) -> Option<[String; 2]> {
    let variables = &outputs.makefile.as_ref()?.variables;
    let value = |wanted: &str| {
        let of_environment = |variable: &&Variable| variable.block.as_deref() == Some(name);
        let mut own = variables.iter().filter(of_environment);
        own.find(|variable| variable.name == wanted)
            .map(|variable| variable.value.replace("$$", "$"))
    };
    let whole = |pattern: String| format!("^({pattern})$");
    Some([
        whole(value("DEPLOYABLE")?),
        value("NOT_DEPLOYABLE").map_or_else(|| "^$".to_owned(), whole),
    ])
}

/// What the manual deployment takes for the environment `name`, and what of that it refuses.
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

/// Those of `tags` that grep finds `pattern` in.
fn matching_tags(pattern: &str, tags: &[&String]) -> BTreeSet<String> {
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
    let kinds = ["release", "review", "local"].into_iter();
    kinds
        .flat_map(|kind| tags_of_kind(outputs, kind, &|_| true))
        .collect()
}

/// The unique tags of the kind `kind`, of the branches that `wanted` accepts.
fn tags_of_kind(outputs: &Outputs, kind: &str, wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
    let runtime = runtime(outputs);
    let template = template(outputs, kind);
    let has_branch = template.contains("{branch}");
    BRANCHES
        .iter()
        .filter(|branch| !begins_like_another_tag(outputs, kind, branch))
        .filter(|branch| !has_branch || wanted(branch))
        .map(|branch| fill(template, branch, &runtime))
        .collect()
}

/// Whether no branch has this name in tags of the kind `kind`: a review or local tag begins so where the other begins with a
/// branch, or the tag is that of a release and no push builds the branch.
fn begins_like_another_tag(outputs: &Outputs, kind: &str, branch: &str) -> bool {
    let is_release_of_none =
        kind == "release" && !release_branches(outputs).iter().any(|own| own == branch);
    let templates = ["review", "local"].map(|kind| template(outputs, kind));
    let begins = |template: &str| template.split('{').next().unwrap_or_default().to_owned();
    let open = templates
        .iter()
        .any(|template| template.starts_with("{branch}"));
    let mut beginnings = templates
        .into_iter()
        .map(begins)
        .filter(|text| !text.is_empty());
    (open || is_release_of_none) && beginnings.any(|text| branch.starts_with(&text))
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
