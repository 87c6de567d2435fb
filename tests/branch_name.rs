//! The name of a branch in tags is the same in the library, the workflow's script and the Makefile.

mod writers;

use std::{collections::BTreeMap, fs, process::Command};

use serde_yaml::Value;
use tvgen::{hash::sha256, lang::docker::is_tag, plan::branch_names::BranchNames};

use crate::support::{find_artifact, plan_spec, render_spec, step};
use writers::{Checkout, make, run_in_workflow};

/// Each spec with the number of characters of a branch name that fit in the spec's longest tag.
const PAGE: (&str, usize) = ("spec/teaching-vacancies-2020.toml", 117); // production-
const STAGES: (&str, usize) = ("spec/three-stages.toml", 87); // {branch}-{sha}

#[test]
fn the_workflow_and_the_makefile_name_branches_as_the_library_does() {
    assert_writers_agree(PAGE);
}

#[test]
fn the_workflow_and_the_makefile_name_branches_as_the_library_does_with_a_shorter_limit() {
    assert_writers_agree(STAGES);
}

#[test]
fn the_makefile_names_the_branch_even_if_a_git_tag_has_the_same_name() {
    let checkout = Checkout::new(PAGE.0);
    assert!(checkout.check_out("release-1"));
    assert!(checkout.git(&["tag", "release-1"]).status.success());
    assert_eq!(make(&checkout, "release-1"), "release-1");
}

#[test]
fn no_branch_can_forge_the_name_of_another() {
    let names = names(PAGE);
    for branch in ["feature/x", "-main", "分支", &"a".repeat(200), "café"] {
        let name = names.tag_name(branch);
        assert_ne!(names.tag_name(&name), name, "{branch:?}");
    }
}

#[test]
fn no_branch_overwrites_the_tag_of_the_default_branch() {
    let names = names(PAGE);
    assert_eq!(names.tag_name("main"), "main");
    for branch in [
        "x/main", "/main", ".main", "-main", "--main", "main/", "mäin",
    ] {
        assert_ne!(names.tag_name(branch), "main", "{branch:?}");
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
        let name = names.tag_name(branch);
        let hash = name.strip_prefix(&format!("{branch}-")).map(str::len);
        assert_eq!(hash, Some(16), "{branch:?}: {name}");
        assert_eq!(
            names.tag_name(&name).len(),
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
        assert_eq!(names.tag_name(branch), branch);
    }
}

#[test]
fn branches_with_the_same_first_eight_hash_digits_get_different_names() {
    // With eight hash digits, both names would be `x-`, a truncated number, and the same digits.
    let (one, other) = ("x/35088", "x/47571");
    assert_eq!(sha256(one)[..8], sha256(other)[..8]);
    let mut names = names(PAGE);
    names.max_length = 17 + 2;
    assert_ne!(names.tag_name(one), names.tag_name(other));
}

#[test]
fn every_shell_names_the_hostile_branches_as_the_library_does() {
    let names = names(PAGE);
    let script = shell_script(&find_artifact(&render_spec(PAGE.0), "workflow").text);
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
        fs::write(file.path(), &script).expect("the file can be written");
        for branch in &branches {
            let output = Command::new(shell[0])
                .args(&shell[1..])
                .arg(file.path())
                .env("branch", branch)
                .output()
                .expect("the shell runs");
            assert!(
                output.status.success(),
                "{shell:?} on {branch:?}: {output:?}"
            );
            let name = String::from_utf8(output.stdout).expect("a tag is ASCII");
            assert_eq!(
                name.trim_end(),
                names.tag_name(branch),
                "{shell:?} on {branch:?}"
            );
        }
    }
    assert!(shells >= 2, "too few shells are installed");
}

#[test]
fn no_branch_overwrites_the_cache_of_a_stage() {
    let names = names(PAGE);
    assert_eq!(names.reserved_prefixes, ["builder-"]);
    for branch in [
        "builder-main",
        "builder-",
        "builder-x/y",
        "builder-main-123456789abcdef",
    ] {
        let name = names.tag_name(branch);
        let hash = name.rsplit('-').next().map(str::len);
        assert_eq!((hash, name == branch), (Some(16), false), "{branch:?}");
    }
    for branch in ["builder", "builders-main", "a-builder-main"] {
        assert_eq!(names.tag_name(branch), branch);
    }
}

#[track_caller]
fn assert_writers_agree((spec, room): (&str, usize)) {
    let names = names((spec, room));
    let branches = branches(room);
    assert!(branches.len() >= 100, "{} names", branches.len());
    let workflow = workflow(spec);
    let pushed = run_in_workflow(&workflow, "push", &branches);
    let sample: Vec<_> = branches.iter().step_by(9).cloned().collect();
    let reviewed = run_in_workflow(&workflow, "pull_request", &sample);
    let templates = templates(&workflow);
    assert!(templates.len() >= 3, "{templates:?}");

    for (branch, outputs) in branches
        .iter()
        .zip(&pushed)
        .chain(sample.iter().zip(&reviewed))
    {
        let name = names.tag_name(branch);
        assert_eq!(outputs["branch"], name, "the workflow on {branch:?}");
        for template in &templates {
            let tag = template
                .replace("${{ steps.tags.outputs.branch }}", &name)
                .replace("${{ steps.tags.outputs.tag }}", &outputs["tag"]);
            assert!(is_tag(&tag), "{template} of {branch:?} is not a tag: {tag}");
        }
    }
    let checkout = Checkout::new(spec);
    // A name within both limits is the same with both specs, so the Makefile of the second spec runs for only a few such names.
    let is_checked = |(number, branch): &(usize, &String)| {
        (spec, room) == PAGE || branch.len() > 60 || number % 4 == 0
    };
    for (_, branch) in branches.iter().enumerate().filter(is_checked) {
        let name = make(&checkout, branch);
        assert_eq!(name, names.tag_name(branch), "the Makefile on {branch:?}");
    }
    assert_tags_differ(&branches, &templates, &names);
}

/// The lines of `workflow` that compute `$name` from `$branch`, and a line that prints `$name`.
fn shell_script(workflow: &str) -> String {
    let lines: Vec<&str> = workflow.lines().map(str::trim).collect();
    let first = lines
        .iter()
        .position(|line| line.starts_with("name=$(printf"));
    let first = first.expect("the workflow names its branch");
    let length = lines[first..]
        .iter()
        .position(|line| *line == "fi")
        .expect("the script ends with `fi`");
    format!(
        "{}\nprintf '%s\\n' \"$name\"\n",
        lines[first..=first + length].join("\n")
    )
}

/// The branch names of `spec`, whose tags have room for `room` characters of a branch.
#[track_caller]
fn names((spec, room): (&str, usize)) -> BranchNames {
    let names = plan_spec(spec).tags.branches;
    assert_eq!(names.max_length, room);
    names
}

/// Asserts that two of `branches` never get the same tag, from one template or from two.
#[track_caller]
fn assert_tags_differ(branches: &[String], templates: &[String], names: &BranchNames) {
    let mut owners = BTreeMap::new();
    for template in templates {
        for branch in branches {
            let name = names.tag_name(branch);
            let tag = template.replace("${{ steps.tags.outputs.branch }}", &name);
            if &tag != template
                && let Some(other) = owners.insert(tag.clone(), branch)
            {
                panic!("{other:?} and {branch:?} are both {tag}");
            }
        }
    }
}

/// About a hundred different branch names, some of them near the limit of `room` characters.
fn branches(room: usize) -> Vec<String> {
    let mut branches: Vec<String> = include_str!("branch_name/names.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    let invisible = [
        " ",
        " main",
        "main ",
        "cafe\u{301}",
        "\u{80}",
        "\u{a0}",
        "\u{feff}main",
        "x\u{200b}y",
    ];
    branches.extend(invisible.map(str::to_owned));
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

/// The tags of the images that the build job writes and reads, as templates, if they contain an expression.
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
    step::workflow(&render_spec(spec), "workflow")
}
