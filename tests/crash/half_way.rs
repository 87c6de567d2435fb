//! Files that cannot be written although they could when they were looked at.

use std::fs;

use tvgen::disk::{self, Destination, Project as Around};

use super::files;
use crate::support::project::Project;

/// Where the outputs `paths` of `project` are written.
fn looked_at(project: &Project, paths: &[&str]) -> Vec<Destination> {
    let around = Around::around(&project.path(""));
    let destination = |path: &&str| around.destination(path).expect("a file can be there");
    paths.iter().map(destination).collect()
}

/// What is said when `new` is written to `destinations`.
#[track_caller]
fn failure(project: &Project, destinations: &[Destination]) -> String {
    let texts = destinations
        .iter()
        .map(|file| (file.clone(), "new".to_owned()));
    let texts: Vec<(Destination, String)> = texts.collect();
    let error = disk::write(&texts).expect_err("one of them cannot be written");
    let folder = format!("{}/", project.path("").display());
    error
        .to_string()
        .replace(folder.trim_end_matches('/'), "ROOT")
        .replace("ROOT//", "ROOT/")
}

#[test]
fn a_file_that_cannot_be_replaced_leaves_those_after_it_as_they_were_and_says_so() {
    let project = Project::new().file("one", "old").file("four", "old");
    let destinations = looked_at(&project, &["one", "two", "three", "docs/four"]);
    // Since somebody looked, a folder has come there.
    fs::create_dir(project.path("three")).expect("it is ours");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/three: Is a directory (os error 21)\n\
         New: `ROOT/one`, `ROOT/two`\n\
         As before: `ROOT/three`, `ROOT/docs/four`\n\
         Mend that, then run tvgen again"
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
        "`docs` went again"
    );
}

#[test]
fn the_first_file_that_cannot_be_replaced_means_that_nothing_was_written() {
    let project = Project::new().file("two", "old");
    let destinations = looked_at(&project, &["one", "two"]);
    fs::create_dir(project.path("one")).expect("it is ours");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/one: Is a directory (os error 21)\n\
         Nothing was written.\n\
         Mend that, then run tvgen again"
    );
    assert_eq!(project.list(), ["one", "two"]);
    assert_eq!(project.read("two"), "old");
}

#[test]
fn a_folder_that_cannot_be_made_means_that_nothing_was_written() {
    let project = Project::new().file("one", "old");
    let destinations = looked_at(&project, &["one", "deep/er/two", "docs/three"]);
    let project = project.file("docs", "a file by now");
    assert_eq!(
        failure(&project, &destinations),
        "cannot write ROOT/docs/three: Not a directory (os error 20)\n\
         Nothing was written.\n\
         Mend that, then run tvgen again"
    );
    assert_eq!(project.list(), ["docs", "one"], "`deep` went again");
    assert_eq!(project.read("one"), "old");
}
