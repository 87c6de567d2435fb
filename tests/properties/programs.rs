//! Runs the scripts and Makefiles of a sample of specs with bash and GNU make, to confirm the parsers of the properties.

use std::{collections::BTreeSet, fs, process::Output};

use toml::Table;

use super::{
    event::Event,
    images,
    outputs::{Environment, Job, Outputs},
    random, steps,
};
use crate::support::{Stubs, project::Project, spec};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// The number of specs in the sample.
const SAMPLE: usize = 8;

/// Specs with deployments, including manual ones, each with its outputs on disk.
fn generate_sample() -> Vec<(Table, Outputs, Project)> {
    let mut sample = Vec::new();
    for draft in random::generate_drafts(300) {
        let (_, outcome) = spec::compile_table(&draft.0);
        let outputs = Outputs::read(&draft.0, &outcome.artifacts);
        let deploys =
            outputs.workflow("workflow").is_some() && outputs.workflow("manual_deploy").is_some();
        if sample.len() < SAMPLE && deploys && outputs.stages.is_some() {
            let files = outcome.artifacts.iter();
            let project = files.fold(Project::new(), |project, artifact| {
                project.file(&artifact.path, &artifact.text)
            });
            sample.push((draft.0, outputs, project));
        }
    }
    assert_eq!(sample.len(), SAMPLE, "too few specs have deployments");
    sample
}

/// Stubs: git reports the commit, docker reports a digest for every image.
fn stubs() -> Stubs {
    let git =
        format!("case $* in *symbolic-full-name*) echo refs/heads/main;; *) echo {COMMIT};; esac");
    let docker = format!("echo sha256:{:064}", 0);
    Stubs::new(&[("git", git.as_str()), ("docker", docker.as_str())])
}

/// Runs the script of the step `id` of `job` with variables from `event` and `more`: its output, and the contents of
/// `GITHUB_OUTPUT`.
fn run_step(
    stubs: &Stubs,
    job: &Job,
    id: &str,
    event: &Event,
    more: &[(&str, &str)],
) -> (Output, String) {
    let step = job.step(id).expect("the job has the step");
    let folder = tempfile::tempdir().expect("the folder can be created");
    let file = folder.path().join("outputs");
    let mut command = stubs.command("bash");
    for (name, value) in steps::pairs(step, "env") {
        let value = more
            .iter()
            .find(|(known, _)| *known == name)
            .map_or_else(|| event.fill(&value), |(_, value)| (*value).to_owned());
        command.env(name, value);
    }
    let script = steps::text(step, "run").expect("the step has a script");
    let output = command
        .args(["-e", "-o", "pipefail", "-c", &script])
        .env("GITHUB_OUTPUT", &file)
        .output()
        .expect("bash runs");
    (output, fs::read_to_string(file).unwrap_or_default())
}

/// Whether the manual deployment and `make require-image` accept `tag` for `environment`.
fn is_accepted(
    stubs: &Stubs,
    outputs: &Outputs,
    project: &Project,
    environment: &Environment,
    tag: &str,
) -> bool {
    let find = outputs
        .workflow("manual_deploy")
        .and_then(|workflow| workflow.job("build"))
        .expect("the job exists");
    let image = format!("a:{tag}");
    let (manual, written) = run_step(
        stubs,
        find,
        "image",
        &Event::manual(&environment.name, outputs.trunk()),
        &[("TAG", tag), ("IMAGE", &image)],
    );
    let mut make = stubs.command("make");
    make.current_dir(project.path(".")).args([
        "-s",
        "-f",
        &outputs.paths["makefile"],
        &environment.name,
        "require-image",
        "PR=7",
        "CONFIRM_PRODUCTION=YES",
    ]);
    let local = make
        .arg(format!("IMAGE_TAG={tag}"))
        .output()
        .expect("make runs");
    assert_eq!(
        manual.status.success(),
        local.status.success(),
        "{tag}: {local:?}"
    );
    assert_eq!(
        manual.status.success(),
        written.contains(&format!("tag={tag}\n")),
        "{tag}: {written}"
    );
    local.status.success()
}

#[test]
fn an_environment_accepts_only_tags_that_its_own_builds_compute() {
    let stubs = stubs();
    for (spec, outputs, project) in generate_sample() {
        let build = outputs
            .workflow("workflow")
            .and_then(|workflow| workflow.job("build"))
            .expect("the build job exists");
        for environment in outputs.environments() {
            let accepts = |tag: &str| is_accepted(&stubs, &outputs, &project, &environment, tag);
            let event = match environment.on.as_str() {
                "pull_request" => Event::pull_request("opened", &[]),
                "push" => Event::push(&environment.branch),
                _ => Event::push(outputs.trunk()),
            };
            let (output, written) = run_step(&stubs, build, "tags", &event, &[]);
            assert!(output.status.success(), "{output:?}");
            let value = |key: &str| {
                let mut lines = written.lines();
                let value = lines.find_map(|line| line.strip_prefix(key));
                value.expect("an output").to_owned()
            };
            assert_eq!(value("commit="), COMMIT);
            let name = &environment.name;
            let text = spec::to_toml(&spec);
            assert!(accepts(&value("tag=")), "{name}: {written}\n{text}");
            let moving = build
                .step("push")
                .and_then(|step| steps::text(&step["env"], "MOVING_TAG"));
            let moving = moving
                .expect("the build pushes a moving tag")
                .replace("${{ steps.tags.outputs.branch }}", &value("branch="));
            assert!(!accepts(&moving), "{name}: {moving}\n{text}");
            let own = images::tags_of_environment(&outputs, &environment);
            let others = images::unique_tags(&outputs);
            let others = others
                .union(&images::moving_tags(&outputs))
                .cloned()
                .collect::<Vec<_>>();
            for tag in others.iter().step_by(17) {
                assert_eq!(accepts(tag), own.contains(tag), "{name}: {tag}\n{text}");
            }
        }
    }
}

#[test]
fn make_finds_the_same_targets_as_the_test_parser() {
    let stubs = stubs();
    for (spec, outputs, project) in generate_sample() {
        let mut make = stubs.command("make");
        make.current_dir(project.path(".")).args([
            "-pqrR",
            "-f",
            &outputs.paths["makefile"],
            "help",
        ]);
        let printed = make.output().expect("make runs").stdout;
        let printed = String::from_utf8_lossy(&printed).into_owned();
        let rules = printed
            .split("\n\n")
            .filter(|rule| !rule.trim_start().starts_with("# Not a target"));
        let lines = rules.filter_map(|rule| rule.lines().find(|line| !line.starts_with('#')));
        let is_target = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let known = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, _)| name);
        let known: BTreeSet<&str> = known.filter(is_target).collect();
        let read = &outputs
            .makefile
            .as_ref()
            .expect("the Makefile exists")
            .rules;
        let read: BTreeSet<&str> = read
            .iter()
            .map(|rule| rule.target.as_str())
            .filter(is_target)
            .collect();
        assert_eq!(known, read, "{}", spec::to_toml(&spec));
    }
}

#[test]
fn make_runs_terraform_for_each_call_in_a_workflow() {
    let stubs = stubs();
    for (spec, outputs, project) in generate_sample() {
        let calls = outputs
            .jobs()
            .flat_map(|(_, job)| &job.steps)
            .filter_map(|step| {
                let script = steps::text(step, "run")?;
                let call = script.lines().find_map(|line| line.strip_suffix(" &"))?;
                call.starts_with("make ").then(|| (step, call.to_owned()))
            });
        for (step, script) in calls {
            let mut make = stubs.command("make");
            make.current_dir(project.path("."))
                .arg("-n")
                .args(script.split(' ').skip(1));
            for (name, value) in steps::pairs(step, "env") {
                make.env(
                    name,
                    if value.contains("${{") {
                        "7".to_owned()
                    } else {
                        value
                    },
                );
            }
            let output = make.env("IMAGE_TAG", COMMIT).output().expect("make runs");
            let printed = String::from_utf8_lossy(&output.stdout);
            let verb = if script.ends_with("terraform-destroy") {
                "destroy"
            } else {
                "apply"
            };
            let directory = outputs.string("deploy directory", "terraform/application");
            let command = format!("terraform -chdir={directory} {verb} ");
            assert!(
                output.status.success() && printed.contains(&command),
                "{script}: {output:?}\n{}",
                spec::to_toml(&spec)
            );
        }
    }
}
