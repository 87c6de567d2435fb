//! A branch has one name in tags, whoever writes it: the library, the workflow's script and the Makefile.

mod writers;

use std::{collections::BTreeMap, fs, process::Command};

use serde_yaml::Value;
use tvgen::{hash::sha256, lang::docker::is_tag, plan::branch_names::BranchNames};

use crate::support::{artifact, planned, rendered, step};
use writers::{Checkout, make, run_in_workflow};

/// The specs, and how many characters of a branch's name fit the longest of their tags.
const PAGE: (&str, usize) = ("spec/teaching-vacancies-2020.toml", 117); // production-
const STAGES: (&str, usize) = ("spec/three-stages.toml", 87); // {branch}-{sha}

#[test]
fn the_workflow_and_the_makefile_name_each_branch_of_the_page_as_the_library_does() {
    every_writer_agrees(PAGE);
}

#[test]
fn the_workflow_and_the_makefile_name_each_branch_in_less_room_as_the_library_does() {
    every_writer_agrees(STAGES);
}

#[test]
fn the_makefile_names_the_branch_though_a_git_tag_has_its_name() {
    let checkout = Checkout::new(PAGE.0);
    assert!(checkout.out("release-1"));
    assert!(checkout.git(&["tag", "release-1"]).status.success());
    assert_eq!(make(&checkout, "release-1"), "release-1");
}

#[test]
fn no_branch_forges_the_name_of_another() {
    let names = names(PAGE);
    for branch in ["feature/x", "-main", "分支", &"a".repeat(200), "café"] {
        let name = names.name(branch);
        assert_ne!(names.name(&name), name, "{branch:?}");
    }
}

#[test]
fn no_branch_writes_over_the_trunk() {
    let names = names(PAGE);
    let taken = |branch: &str| names.name(branch);
    assert_eq!(taken("main"), "main");
    for branch in [
        "x/main", "/main", ".main", "-main", "--main", "main/", "mäin",
    ] {
        assert_ne!(taken(branch), "main", "{branch:?}");
    }
}

#[test]
fn no_branch_writes_the_tag_of_a_release() {
    let names = names(PAGE);
    for branch in [
        "latest",
        "stable",
        "edge",
        "nightly",
        "canary",
        "lts",
        "alpha",
        "beta",
        "rc",
        "1",
        "v1",
        "V2",
        "1.2",
        "v1.2",
        "1.2.3",
        "v1.2.3",
        "v1.2.3-rc.1",
        "1.2.3-alpine",
        "1.2rc1",
        "2026.11.30",
        "1.2.x",
        "sha256-",
        "sha512-a",
        "sha256-a18165a5.sig",
    ] {
        let name = names.name(branch);
        let hash = name.strip_prefix(&format!("{branch}-")).map(str::len);
        assert_eq!(hash, Some(16), "{branch:?}: {name}");
        assert_eq!(
            names.name(&name).len(),
            name.len() + 17,
            "{branch:?}: {name}"
        );
    }
    for branch in [
        "main",
        "master",
        "dev",
        "staging",
        "production",
        "release",
        "Latest",
        "latest-x",
        "x-latest",
        "stables",
        "release-1.2.3",
        "1296-alert-filters",
        "v2-migration",
        "v",
        "vx",
        "1.x",
        "v1.",
        "1-2-3",
        "sha-256",
        "sha256",
    ] {
        assert_eq!(names.name(branch), branch);
    }
}

#[test]
fn two_names_share_no_sixteen_digits() {
    // With eight digits of the hash, both of these are `x-` and a number that is cut off, and the same digits.
    let (one, other) = ("x/35088", "x/47571");
    assert_eq!(sha256(one)[..8], sha256(other)[..8]);
    let mut names = names(PAGE);
    names.room = 17 + 2;
    assert_ne!(names.name(one), names.name(other));
}

#[test]
fn every_shell_names_the_hostile_branches_as_the_library_does() {
    let names = names(PAGE);
    let script = shell_script(&artifact(&rendered(PAGE.0), "workflow").text);
    let branches = branches(PAGE.1);
    let mut shells = 0;
    for shell in [
        &["dash"][..],
        &["bash", "--posix"],
        &["busybox", "sh"],
        &["ksh"],
        &["zsh", "--emulate", "sh"],
    ] {
        let exists = Command::new(shell[0])
            .args(&shell[1..])
            .args(["-c", ":"])
            .output();
        if !exists.is_ok_and(|output| output.status.success()) {
            continue;
        }
        shells += 1;
        let file = tempfile::NamedTempFile::new().expect("a file");
        fs::write(file.path(), &script).expect("the file is ours");
        for branch in &branches {
            let output = Command::new(shell[0])
                .args(&shell[1..])
                .arg(file.path())
                .env("branch", branch)
                .output()
                .expect("it ran before");
            assert!(
                output.status.success(),
                "{shell:?} on {branch:?}: {output:?}"
            );
            let name = String::from_utf8(output.stdout).expect("a tag is ASCII");
            assert_eq!(
                name.trim_end(),
                names.name(branch),
                "{shell:?} on {branch:?}"
            );
        }
    }
    assert!(shells >= 2, "no shells to ask");
}

#[test]
fn no_branch_writes_over_the_cache_of_a_stage() {
    let names = names(PAGE);
    assert_eq!(names.taken, ["builder-"]);
    for branch in [
        "builder-main",
        "builder-",
        "builder-x/y",
        "builder-main-123456789abcdef",
    ] {
        let name = names.name(branch);
        let hash = name.rsplit('-').next().map(str::len);
        assert_eq!((hash, name == branch), (Some(16), false), "{branch:?}");
    }
    for branch in ["builder", "builders-main", "a-builder-main"] {
        assert_eq!(names.name(branch), branch);
    }
}

#[track_caller]
fn every_writer_agrees((spec, room): (&str, usize)) {
    let names = names((spec, room));
    let branches = branches(room);
    assert!(branches.len() >= 100, "{} names", branches.len());
    let workflow = workflow(spec);
    let pushed = run_in_workflow(&workflow, "push", &branches);
    let few: Vec<_> = branches.iter().step_by(9).cloned().collect();
    let reviewed = run_in_workflow(&workflow, "pull_request", &few);
    let templates = templates(&workflow);
    assert!(templates.len() >= 3, "{templates:?}");

    for (branch, outputs) in branches
        .iter()
        .zip(&pushed)
        .chain(few.iter().zip(&reviewed))
    {
        let name = names.name(branch);
        assert_eq!(outputs["branch"], name, "the workflow on {branch:?}");
        for template in &templates {
            let tag = template
                .replace("${{ steps.tags.outputs.branch }}", &name)
                .replace("${{ steps.tags.outputs.tag }}", &outputs["tag"]);
            assert!(is_tag(&tag), "{template} of {branch:?} is no tag: {tag}");
        }
    }
    let checkout = Checkout::new(spec);
    // A name that fits both rooms is the same in both, so that the second Makefile is asked few of these.
    let asked = |(number, branch): &(usize, &String)| {
        (spec, room) == PAGE || branch.len() > 60 || number % 4 == 0
    };
    for (_, branch) in branches.iter().enumerate().filter(asked) {
        let written = make(&checkout, branch);
        assert_eq!(written, names.name(branch), "the Makefile on {branch:?}");
    }
    never_two_alike(&branches, &templates, &names);
}

/// The lines of `workflow` that set `$name` to what `$branch` is called in tags, and one that prints it.
fn shell_script(workflow: &str) -> String {
    let lines: Vec<&str> = workflow.lines().map(str::trim).collect();
    let first = lines
        .iter()
        .position(|line| line.starts_with("name=$(printf"));
    let first = first.expect("the workflow names its branch");
    let length = lines[first..]
        .iter()
        .position(|line| *line == "fi")
        .expect("it ends");
    format!(
        "{}\nprintf '%s\\n' \"$name\"\n",
        lines[first..=first + length].join("\n")
    )
}

/// How branches are called in the tags of `spec`, which have room for `room` characters of them.
#[track_caller]
fn names((spec, room): (&str, usize)) -> BranchNames {
    let names = planned(spec).tags.branches;
    assert_eq!(names.room, room);
    names
}

/// No template gives two of `branches` one tag, nor do two templates give two of them one.
#[track_caller]
fn never_two_alike(branches: &[String], templates: &[String], names: &BranchNames) {
    let mut taken = BTreeMap::new();
    for template in templates {
        for branch in branches {
            let name = names.name(branch);
            let tag = template.replace("${{ steps.tags.outputs.branch }}", &name);
            if &tag != template
                && let Some(other) = taken.insert(tag.clone(), branch)
            {
                panic!("{other:?} and {branch:?} are both {tag}");
            }
        }
    }
}

/// About a hundred names of branches, all different, among them those around the limit of `room` characters.
fn branches(room: usize) -> Vec<String> {
    let mut branches: Vec<String> = include_str!("branch_name/names.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    let unseen = [
        " ",
        " main",
        "main ",
        "cafe\u{301}",
        "\u{80}",
        "\u{a0}",
        "\u{feff}main",
        "x\u{200b}y",
    ];
    branches.extend(unseen.map(str::to_owned));
    for length in [room - 17, room - 16, room, room + 1, 129, 200] {
        branches.push("a".repeat(length));
        branches.push(format!("{}/", "a".repeat(length - 1)));
    }
    branches.push(format!("{}é", "b".repeat(room - 1)));
    branches.push(format!("{}é", "b".repeat(room)));
    branches.push("é".repeat(200));
    branches.push(format!("{}-", "c".repeat(room - 18)));
    branches.sort();
    branches.dedup();
    branches
}

/// The tags of the images that the build job writes and reads, as templates: those with a branch or a unique tag.
fn templates(workflow: &Value) -> Vec<String> {
    let steps = workflow["jobs"]["build"]["steps"]
        .as_sequence()
        .expect("the build has steps");
    let mut templates: Vec<String> = ["tags", "cache-from", "cache-to"]
        .iter()
        .flat_map(|key| {
            steps
                .iter()
                .filter_map(move |step| step["with"][*key].as_str())
        })
        .flat_map(str::lines)
        .filter_map(|image| {
            let (_, tag) = image.split_once(':')?;
            let tag = tag.split(',').next()?;
            tag.contains("${{").then(|| tag.to_owned())
        })
        .collect();
    templates.sort();
    templates.dedup();
    templates
}

fn workflow(spec: &str) -> Value {
    step::workflow(&rendered(spec), "workflow")
}
