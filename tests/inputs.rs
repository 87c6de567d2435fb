//! What people give to make and to the workflow of manual deployments is text, and never run.

mod specs;

use std::{path::Path, process::Command};

use crate::support::{Stubs, artifact, project::Project, rendered, step};

const HOSTILE: &[&str] = &[
    "42$(shell touch pwned)",
    "42\ntouch pwned #",
    "$(touch pwned)",
    "`touch pwned`",
    "42;touch pwned",
    "",
    "x",
];

#[test]
fn make_refuses_a_pull_request_that_is_no_number_and_runs_nothing_of_it() {
    for number in HOSTILE {
        let folder = makefile();
        let variables = [("PR", *number), ("IMAGE_TAG", TAG)];
        let refusal = make(
            folder.path("."),
            &["ci", "review", "terraform-apply"],
            &variables,
        );
        assert!(
            refusal.contains("Name the pull request"),
            "{number:?}: {refusal}"
        );
        assert_eq!(folder.list(), ["Makefile"], "{number:?}");
    }
}

#[test]
fn make_refuses_a_tag_that_is_none_and_runs_nothing_of_it() {
    for tag in HOSTILE.iter().filter(|tag| **tag != "x") {
        let folder = makefile();
        let refusal = make(folder.path("."), &["verify-image"], &[("IMAGE_TAG", tag)]);
        assert!(refusal.contains("Name the image"), "{tag:?}: {refusal}");
        assert_eq!(folder.list(), ["Makefile"], "{tag:?}");
    }
}

#[test]
fn make_releases_no_lock_without_the_id_of_one_and_runs_nothing_of_it() {
    let two = format!("{LOCK}\n{LOCK}");
    let longer = format!("{LOCK}0");
    for lock in HOSTILE.iter().chain(&["-force", &two, &longer]) {
        let folder = makefile();
        let goals = ["production", "terraform-unlock", "CONFIRM_PRODUCTION=YES"];
        let refusal = make(folder.path("."), &goals, &[("LOCK_ID", lock)]);
        assert!(
            refusal.contains("Set the ID that Terraform's error shows: add LOCK_ID=..."),
            "{lock:?}: {refusal}"
        );
        assert_eq!(folder.list(), ["Makefile"], "{lock:?}");
    }
    let folder = makefile();
    let goals = ["production", "terraform-unlock"];
    let refusal = make(folder.path("."), &goals, &[("LOCK_ID", LOCK)]);
    assert!(
        refusal.contains("This changes production."),
        "a lock of production needs the confirmation of production: {refusal}"
    );
}

#[test]
fn make_releases_the_lock_of_the_environment() {
    let terraform = Stubs::new(&[("terraform", "echo \"terraform $*\""), ("git", "")]);
    let folder = makefile();
    let output = terraform
        .command("make")
        .current_dir(folder.path("."))
        .args(["--silent", "qa", "terraform-unlock"])
        .env("LOCK_ID", LOCK)
        .output()
        .expect("make runs");
    let called = String::from_utf8_lossy(&output.stdout);
    let (init, unlock) = called.trim_end().split_once('\n').expect("two calls");
    assert!(init.contains(" init ") && init.contains("qa"), "{init}");
    assert!(
        unlock.ends_with(&format!(" force-unlock -force {LOCK}")),
        "{unlock}"
    );
}

#[test]
fn the_manual_deployment_refuses_a_pull_request_that_is_no_number() {
    let script = find_image();
    for number in HOSTILE {
        let (code, output) = run(
            &script,
            &[("ENVIRONMENT", "review"), ("PR", number), ("TAG", TAG)],
        );
        assert_eq!(code, 1, "{number:?}: {output}");
        assert!(
            output.contains("needs the number of its pull request"),
            "{output}"
        );
    }
}

#[test]
fn the_manual_deployment_refuses_a_tag_that_moves() {
    let script = find_image();
    for tag in [
        "main",
        "builder-main",
        "latest",
        "",
        "main\nmain-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    ] {
        let (code, output) = run(
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
            output.contains("this kind of tag cannot be deployed to staging"),
            "{output}"
        );
    }
}

const TAG: &str = "main-a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";

const LOCK: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

fn makefile() -> Project {
    let artifacts = rendered("spec/teaching-vacancies.toml");
    Project::new().file("Makefile", &artifact(&artifacts, "makefile").text)
}

/// What make says when it refuses `goals`, with `variables` in its environment.
fn make(folder: impl AsRef<Path>, goals: &[&str], variables: &[(&str, &str)]) -> String {
    let done = Command::new("make")
        .args(goals)
        .current_dir(folder)
        .envs(variables.iter().copied())
        .env_remove("MAKEFLAGS")
        .output()
        .expect("make runs");
    assert!(!done.status.success(), "{goals:?}");
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// The script that finds the image.
fn find_image() -> String {
    let artifacts = rendered("spec/teaching-vacancies.toml");
    let workflow = step::workflow(&artifacts, "manual_deploy");
    step::script(step::step(&workflow, "build", "Find the image")).to_owned()
}

/// Runs `script`: its exit status, and its output.
fn run(script: &str, variables: &[(&str, &str)]) -> (i32, String) {
    let done = step::bash(&Stubs::new(&[]), script)
        .envs(variables.iter().copied())
        .env("IMAGE", "ghcr.io/dfe-digital/teaching-vacancies:x")
        .env("GITHUB_OUTPUT", "/dev/null")
        .output()
        .expect("bash runs");
    let output = String::from_utf8_lossy(&done.stdout).into_owned();
    (done.status.code().unwrap_or(-1), output)
}
