//! Files that become unwritable between the check and the write.

use std::fs;

use tvgen::disk::{self, Destination, Project as Around};

use super::files;
use crate::support::project::Project;

/// Checks the destinations of the outputs `paths` of `project`.
fn check_destinations(project: &Project, paths: &[&str]) -> Vec<Destination> {
    let around = Around::around(&project.path(""));
    let destination = |path: &&str| around.destination(path).expect("the destination is valid");
    paths.iter().map(destination).collect()
}

/// The error when the text `new` is written to `destinations`.
#[track_caller]
fn failure(project: &Project, destinations: &[Destination]) -> String {
    let texts = destinations
        .iter()
        .map(|file| (file.clone(), "new".to_owned()));
    let texts: Vec<(Destination, String)> = texts.collect();
    let error = disk::write(&texts).expect_err("one file cannot be written");
    let folder = format!("{}/", project.path("").display());
    error
        .to_string()
        .replace(folder.trim_end_matches('/'), "ROOT")
        .replace("ROOT//", "ROOT/")
}

#[test]
fn if_a_file_cannot_be_replaced_the_files_after_it_stay_and_are_listed() {
    let project = Project::new().file("one", "old").file("four", "old");
    let destinations = check_destinations(&project, &["one", "two", "three", "docs/four"]);
    // After the check, a folder appears in the place of an output.
    fs::create_dir(project.path("three")).expect("the folder can be created");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/three: Is a directory (os error 21)\n\
         Written: `ROOT/one`, `ROOT/two`\n\
         Unchanged: `ROOT/three`, `ROOT/docs/four`\n\
         help: fix the cause, then run tvgen again"
    );
    let now = files(&project);
    let now: Vec<(&str, &str)> = now
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(now, [("four", "old"), ("one", "new"), ("two", "new")]);
    assert_eq!(
        project.list(),
        ["four", "one", "three", "two"],
        "`docs` is removed again"
    );
}

#[test]
fn if_the_first_file_cannot_be_replaced_nothing_is_written() {
    let project = Project::new().file("two", "old");
    let destinations = check_destinations(&project, &["one", "two"]);
    fs::create_dir(project.path("one")).expect("the folder can be created");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/one: Is a directory (os error 21)\n\
         Nothing was written.\n\
         help: fix the cause, then run tvgen again"
    );
    assert_eq!(project.list(), ["one", "two"]);
    assert_eq!(project.read("two"), "old");
}

#[test]
fn if_a_folder_cannot_be_created_nothing_is_written() {
    let project = Project::new().file("one", "old");
    let destinations = check_destinations(&project, &["one", "deep/er/two", "docs/three"]);
    let project = project.file("docs", "a file by now");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/docs/three: Not a directory (os error 20)\n\
         Nothing was written.\n\
         help: fix the cause, then run tvgen again"
    );
    assert_eq!(project.list(), ["docs", "one"], "`deep` is removed again");
    assert_eq!(project.read("one"), "old");
}
