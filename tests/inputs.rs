//! Values that people pass to make and to the manual deployment workflow are text and never executed.

mod specs;

use std::{path::Path, process::Command};

use crate::support::{Stubs, find_artifact, project::Project, render_spec, step};

const HOSTILE_VALUES: &[&str] = &[
    "42$(shell touch pwned)",
    "42\ntouch pwned #",
    "$(touch pwned)",
    "`touch pwned`",
    "42;touch pwned",
    "",
    "x",
];

#[test]
fn make_rejects_an_invalid_pull_request_number_without_executing_it() {
    for number in HOSTILE_VALUES {
        let project = project_with_makefile();
        let variables = [("PR", *number), ("IMAGE_TAG", TAG)];
        let refusal = run_rejected_make(
            project.path("."),
            &["ci", "review", "terraform-apply"],
            &variables,
        );
        assert!(
            refusal.contains("Set the number of the pull request"),
            "{number:?}: {refusal}"
        );
        assert_eq!(project.list(), ["Makefile"], "{number:?}");
    }
}

#[test]
fn make_rejects_an_invalid_tag_without_executing_it() {
    for tag in HOSTILE_VALUES.iter().filter(|tag| **tag != "x") {
        let project = project_with_makefile();
        let refusal =
            run_rejected_make(project.path("."), &["verify-image"], &[("IMAGE_TAG", tag)]);
        assert!(
            refusal.contains("Set the tag of the image"),
            "{tag:?}: {refusal}"
        );
        assert_eq!(project.list(), ["Makefile"], "{tag:?}");
    }
}

#[test]
fn make_rejects_an_invalid_lock_id_without_executing_it() {
    let two = format!("{LOCK_ID}\n{LOCK_ID}");
    let longer = format!("{LOCK_ID}0");
    for lock in HOSTILE_VALUES.iter().chain(&["-force", &two, &longer]) {
        let project = project_with_makefile();
        let goals = ["production", "terraform-unlock", "CONFIRM_PRODUCTION=YES"];
        let refusal = run_rejected_make(project.path("."), &goals, &[("LOCK_ID", lock)]);
        assert!(
            refusal.contains("Set the lock ID from Terraform's error: add LOCK_ID=..."),
            "{lock:?}: {refusal}"
        );
        assert_eq!(project.list(), ["Makefile"], "{lock:?}");
    }
    let project = project_with_makefile();
    let goals = ["production", "terraform-unlock"];
    let refusal = run_rejected_make(project.path("."), &goals, &[("LOCK_ID", LOCK_ID)]);
    assert!(
        refusal.contains("This changes production."),
        "unlocking production requires the confirmation: {refusal}"
    );
}

#[test]
fn make_releases_the_lock_of_the_environment() {
    let terraform = Stubs::new(&[("terraform", "echo \"terraform $*\""), ("git", "")]);
    let project = project_with_makefile();
    let output = terraform
        .command("make")
        .current_dir(project.path("."))
        .args(["--silent", "qa", "terraform-unlock"])
        .env("LOCK_ID", LOCK_ID)
        .output()
        .expect("make runs");
    let called = String::from_utf8_lossy(&output.stdout);
    let (init, unlock) = called.trim_end().split_once('\n').expect("two calls");
    assert!(init.contains(" init ") && init.contains("qa"), "{init}");
    assert!(
        unlock.ends_with(&format!(" force-unlock -force {LOCK_ID}")),
        "{unlock}"
    );
}

#[test]
fn the_manual_deployment_rejects_an_invalid_pull_request_number() {
    let script = find_image();
    for number in HOSTILE_VALUES {
        let (code, output) = run_script(
            &script,
            &[("ENVIRONMENT", "review"), ("PR", number), ("TAG", TAG)],
        );
        assert_eq!(code, 1, "{number:?}: {output}");
        assert!(
            output.contains("requires the number of its pull request"),
            "{output}"
        );
    }
}

#[test]
fn the_manual_deployment_rejects_a_moving_tag() {
    let script = find_image();
    for tag in [
        "main",
        "builder-main",
        "latest",
        "",
        "main\nmain-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    ] {
        let (code, output) = run_script(
            &script,
            &[
                ("ENVIRONMENT", "staging"),
                ("REF", "refs/heads/main"),
                ("PR", ""),
                ("TAG", tag),
            ],
        );
        assert_eq!(code, 1, "{tag:?}: {output}");
        assert!(
            output.contains("staging does not accept this kind of tag"),
            "{output}"
        );
    }
}

const TAG: &str = "main-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";

const LOCK_ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

fn project_with_makefile() -> Project {
    let artifacts = render_spec("spec/teaching-vacancies.toml");
    Project::new().file("Makefile", &find_artifact(&artifacts, "makefile").text)
}

/// Runs make with `goals`, and `variables` in its environment; asserts that make fails, and returns the error output.
fn run_rejected_make(
    folder: impl AsRef<Path>,
    goals: &[&str],
    variables: &[(&str, &str)],
) -> String {
    let output = Command::new("make")
        .args(goals)
        .current_dir(folder)
        .envs(variables.iter().copied())
        .env_remove("MAKEFLAGS")
        .output()
        .expect("make runs");
    assert!(!output.status.success(), "{goals:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The script that finds the image.
fn find_image() -> String {
    let artifacts = render_spec("spec/teaching-vacancies.toml");
    let workflow = step::workflow(&artifacts, "manual_deploy");
    step::script(step::step(&workflow, "build", "Find the image")).to_owned()
}

/// Runs `script`: its exit status and its output.
fn run_script(script: &str, variables: &[(&str, &str)]) -> (i32, String) {
    let output = step::bash(&Stubs::new(&[]), script)
        .envs(variables.iter().copied())
        .env("IMAGE", "ghcr.io/dfe-digital/teaching-vacancies:x")
        .env("GITHUB_OUTPUT", "/dev/null")
        .output()
        .expect("bash runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code().unwrap_or(-1), text)
}
