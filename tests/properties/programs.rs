//! What laws read out of scripts and Makefiles, a sample of specs lets bash and GNU make do.

use std::{collections::BTreeSet, fs, process::Output};

use toml::Table;

use super::{
    drawn,
    event::Event,
    images,
    outputs::{Environment, Job, Outputs},
    steps,
};
use crate::support::{Stubs, project::Project, spec};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// How many specs that deploy are looked at.
const SAMPLE: usize = 8;

/// Specs that deploy, by hand too, each with its outputs on disk.
fn sample() -> Vec<(Table, Outputs, Project)> {
    let mut sample = Vec::new();
    for draft in drawn::first(300) {
        let (_, outcome) = spec::compiled(&draft.0);
        let outputs = Outputs::read(&draft.0, &outcome.artifacts);
        let whole =
            outputs.workflow("workflow").is_some() && outputs.workflow("manual_deploy").is_some();
        if sample.len() < SAMPLE && whole && outputs.stages.is_some() {
            let files = outcome.artifacts.iter();
            let project = files.fold(Project::new(), |project, artifact| {
                project.file(&artifact.path, &artifact.text)
            });
            sample.push((draft.0, outputs, project));
        }
    }
    assert_eq!(sample.len(), SAMPLE, "too few specs deploy");
    sample
}

/// Stand-ins: git is at the commit, docker knows every image.
fn stubs() -> Stubs {
    let git =
        format!("case $* in *symbolic-full-name*) echo refs/heads/main;; *) echo {COMMIT};; esac");
    let docker = format!("echo sha256:{:064}", 0);
    Stubs::new(&[("git", git.as_str()), ("docker", docker.as_str())])
}

/// Runs the script of the step `id` of `job`, as `event` and `more` set its variables; what it wrote to its outputs.
fn run(
    stubs: &Stubs,
    job: &Job,
    id: &str,
    event: &Event,
    more: &[(&str, &str)],
) -> (Output, String) {
    let step = job.step(id).expect("the job has the step");
    let folder = tempfile::tempdir().expect("there is room");
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
        .expect("there is bash");
    (output, fs::read_to_string(file).unwrap_or_default())
}

/// Whether the manual deployment and `make require-image` take `tag` for `environment`.
fn is_taken(
    stubs: &Stubs,
    outputs: &Outputs,
    project: &Project,
    environment: &Environment,
    tag: &str,
) -> bool {
    let find = outputs
        .workflow("manual_deploy")
        .and_then(|workflow| workflow.job("build"))
        .expect("it finds the image");
    let image = format!("a:{tag}");
    let (by_hand, written) = run(
        stubs,
        find,
        "image",
        &Event::by_hand(&environment.name, outputs.trunk()),
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
        .expect("there is make");
    assert_eq!(
        by_hand.status.success(),
        local.status.success(),
        "{tag}: {local:?}"
    );
    assert_eq!(
        by_hand.status.success(),
        written.contains(&format!("tag={tag}\n")),
        "{tag}: {written}"
    );
    local.status.success()
}

#[test]
fn an_environment_takes_the_tag_that_its_own_build_computes_and_no_other() {
    let stubs = stubs();
    for (spec, outputs, project) in sample() {
        let build = outputs
            .workflow("workflow")
            .and_then(|workflow| workflow.job("build"))
            .expect("it builds");
        for environment in outputs.environments() {
            let takes = |tag: &str| is_taken(&stubs, &outputs, &project, &environment, tag);
            let event = match environment.on.as_str() {
                "pull_request" => Event::pull_request("opened", &[]),
                "push" => Event::push(&environment.branch),
                _ => Event::push(outputs.trunk()),
            };
            let (output, written) = run(&stubs, build, "tags", &event, &[]);
            assert!(output.status.success(), "{output:?}");
            let value = |key: &str| {
                let mut lines = written.lines();
                let value = lines.find_map(|line| line.strip_prefix(key));
                value.expect("an output").to_owned()
            };
            assert_eq!(value("commit="), COMMIT);
            let name = &environment.name;
            let text = spec::text(&spec);
            assert!(takes(&value("tag=")), "{name}: {written}\n{text}");
            let moving = build
                .step("push")
                .and_then(|step| steps::text(&step["env"], "MOVING_TAG"));
            let moving = moving
                .expect("it is pushed")
                .replace("${{ steps.tags.outputs.branch }}", &value("branch="));
            assert!(!takes(&moving), "{name}: {moving}\n{text}");
            let own = images::tags_of_environment(&outputs, &environment);
            let others = images::unique(&outputs);
            let others = others
                .union(&images::moving(&outputs))
                .cloned()
                .collect::<Vec<_>>();
            for tag in others.iter().step_by(17) {
                assert_eq!(takes(tag), own.contains(tag), "{name}: {tag}\n{text}");
            }
        }
    }
}

#[test]
fn make_knows_the_targets_that_the_reader_of_laws_knows() {
    let stubs = stubs();
    for (spec, outputs, project) in sample() {
        let mut make = stubs.command("make");
        make.current_dir(project.path(".")).args([
            "-pqrR",
            "-f",
            &outputs.paths["makefile"],
            "help",
        ]);
        let printed = make.output().expect("there is make").stdout;
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
        let read = &outputs.makefile.as_ref().expect("it is written").rules;
        let read: BTreeSet<&str> = read
            .iter()
            .map(|rule| rule.target.as_str())
            .filter(is_target)
            .collect();
        assert_eq!(known, read, "{}", spec::text(&spec));
    }
}

#[test]
fn make_would_run_terraform_for_each_environment_as_the_workflows_call_it() {
    let stubs = stubs();
    for (spec, outputs, project) in sample() {
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
            let output = make
                .env("IMAGE_TAG", COMMIT)
                .output()
                .expect("there is make");
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
                spec::text(&spec)
            );
        }
    }
}
