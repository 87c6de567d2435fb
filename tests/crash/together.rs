//! Several renders at once.

use std::{
    fs,
    process::{Child, Output},
};

use super::{Files, files, other};
use crate::support::{HELLO, project::Project};

/// How many renders run at once, and how often.
const PROCESSES: usize = 8;
const ROUNDS: usize = 6;

/// How often folders are taken away from a render.
const MOST_TAKEN: usize = 20;

/// How many renders are run at most, until some folders were taken away.
const MOST_ROUNDS: usize = 300;

/// What a killed render left: each of those that run at once finds it.
const LEFT: &str = ".tvgen-0aB1cD2eF3gH4iJ5.tmp";

/// Runs `renders` at once, which all go well.
#[track_caller]
fn together(project: &Project, renders: impl Iterator<Item = Vec<&'static str>>) {
    let start = |arguments: Vec<&str>| project.command(&arguments).spawn().expect("tvgen runs");
    let children: Vec<Child> = renders.map(start).collect();
    children.into_iter().for_each(goes_well);
}

/// `render` ends well, and complains of nothing.
#[track_caller]
fn goes_well(render: Child) {
    let Output { status, stderr, .. } = render.wait_with_output().expect("it is ours");
    let errors = String::from_utf8_lossy(&stderr);
    assert_eq!((status.code(), errors.as_ref()), (Some(0), ""));
}

#[test]
fn renders_of_one_spec_at_once_write_what_one_would() {
    let wanted = files(&Project::rendered());
    for _ in 0..ROUNDS {
        let project = Project::new()
            .file("tvgen.toml", HELLO)
            .file(LEFT, "")
            .file(&format!("documentation/{LEFT}"), "");
        together(&project, (0..PROCESSES).map(|_| vec!["render"]));
        assert_eq!(files(&project), wanted);
    }
}

#[test]
fn renders_of_two_specs_at_once_leave_each_file_as_one_of_them_has_it() {
    let alone = |spec: &'static str, text: &str| -> Files {
        let project = Project::new().file(spec, text);
        project.run(&["render", spec]).code(0);
        let mut files = files(&project);
        files.remove(spec);
        files
    };
    let (one, two) = (alone("one.toml", HELLO), alone("two.toml", &other()));
    for _ in 0..ROUNDS {
        let project = Project::new()
            .file("one.toml", HELLO)
            .file("two.toml", &other());
        let specs = ["one.toml", "two.toml"].into_iter().cycle();
        together(
            &project,
            specs.take(PROCESSES).map(|spec| vec!["render", spec]),
        );
        let mut now = files(&project);
        now.retain(|path, _| !["one.toml", "two.toml"].contains(&path.as_str()));
        assert!(now.keys().eq(one.keys()), "{:?}", now.keys());
        for (path, text) in &now {
            assert!(text == &one[path] || text == &two[path], "{path}: {text}");
        }
    }
}

#[test]
fn a_folder_that_is_taken_away_as_long_as_it_is_empty_is_made_again() {
    let wanted = files(&Project::rendered());
    let mut taken = 0;
    for _ in 0..MOST_ROUNDS {
        let project = Project::new().file("tvgen.toml", HELLO);
        let folders = [".github/workflows", ".github", "documentation"];
        let folders = folders.map(|path| project.path(path));
        let mut render = project.command(&["render"]).spawn().expect("tvgen runs");
        // So does a render that fails with the folders that it made; no hundred of them run at once.
        let mut count = 0;
        while count < MOST_TAKEN && render.try_wait().expect("it is ours").is_none() {
            let gone = folders
                .iter()
                .filter(|folder| fs::remove_dir(folder).is_ok());
            count += gone.count();
        }
        goes_well(render);
        assert_eq!(files(&project), wanted);
        taken += count;
        if taken > MOST_TAKEN {
            return;
        }
    }
    panic!("only {taken} folders were seen empty");
}
