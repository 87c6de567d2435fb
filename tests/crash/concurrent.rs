//! Concurrent renders.

use std::{
    fs,
    process::{Child, Output},
};

use super::{Files, changed_spec, files};
use crate::support::{HELLO, project::Project};

/// The number of concurrent renders, and of rounds.
const PROCESSES: usize = 8;
const ROUNDS: usize = 6;

/// The maximum number of folders that are removed during a render.
const MAX_REMOVED: usize = 20;

/// The maximum number of renders until enough folders were removed.
const MAX_ROUNDS: usize = 300;

/// A temporary file of a killed render, which every concurrent render finds.
const LEFTOVER: &str = ".tvgen-0aB1cD2eF3gH4iJ5.tmp";

/// Runs `renders` concurrently and asserts that all succeed.
#[track_caller]
fn run_concurrently(project: &Project, renders: impl Iterator<Item = Vec<&'static str>>) {
    let start = |arguments: Vec<&str>| project.command(&arguments).spawn().expect("tvgen runs");
    let children: Vec<Child> = renders.map(start).collect();
    children.into_iter().for_each(assert_success);
}

/// Asserts that `render` succeeds without messages.
#[track_caller]
fn assert_success(render: Child) {
    let Output { status, stderr, .. } = render.wait_with_output().expect("the process exists");
    let errors = String::from_utf8_lossy(&stderr);
    assert_eq!((status.code(), errors.as_ref()), (Some(0), ""));
}

#[test]
fn concurrent_renders_of_one_spec_write_what_one_render_would() {
    let expected = files(&Project::rendered());
    for _ in 0..ROUNDS {
        let project = Project::new()
            .file("tvgen.toml", HELLO)
            .file(LEFTOVER, "")
            .file(&format!("documentation/{LEFTOVER}"), "");
        run_concurrently(&project, (0..PROCESSES).map(|_| vec!["render"]));
        assert_eq!(files(&project), expected);
    }
}

#[test]
fn concurrent_renders_of_two_specs_leave_each_file_as_one_of_them_renders_it() {
    let render_alone = |spec: &'static str, text: &str| -> Files {
        let project = Project::new().file(spec, text);
        project.run(&["render", spec]).code(0);
        let mut files = files(&project);
        files.remove(spec);
        files
    };
    let (one, two) = (
        render_alone("one.toml", HELLO),
        render_alone("two.toml", &changed_spec()),
    );
    for _ in 0..ROUNDS {
        let project = Project::new()
            .file("one.toml", HELLO)
            .file("two.toml", &changed_spec());
        let specs = ["one.toml", "two.toml"].into_iter().cycle();
        run_concurrently(
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
fn a_folder_that_is_removed_while_empty_is_created_again() {
    let expected = files(&Project::rendered());
    let mut removed = 0;
    for _ in 0..MAX_ROUNDS {
        let project = Project::new().file("tvgen.toml", HELLO);
        let folders = [".github/workflows", ".github", "documentation"];
        let folders = folders.map(|path| project.path(path));
        let mut render = project.command(&["render"]).spawn().expect("tvgen runs");
        // A failing render also removes the folders that it created. tvgen creates a missing folder again up to 100 times, which
        // this loop must not reach.
        let mut count = 0;
        while count < MAX_REMOVED && render.try_wait().expect("the process exists").is_none() {
            let emptied = folders
                .iter()
                .filter(|folder| fs::remove_dir(folder).is_ok());
            count += emptied.count();
        }
        assert_success(render);
        assert_eq!(files(&project), expected);
        removed += count;
        if removed > MAX_REMOVED {
            return;
        }
    }
    panic!("only {removed} folders were removed");
}
