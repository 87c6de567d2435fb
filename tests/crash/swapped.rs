//! Races: a folder of the project is repeatedly replaced by a link while tvgen runs.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Write,
    os::unix::fs::symlink,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use rustix::fs::{CWD, Mode, OFlags, RenameFlags, openat, renameat_with};

use super::paths;
use crate::support::{HELLO, project::Project};

/// The number of renders while folders are swapped.
const RENDERS: usize = 200;

/// The minimum number of swaps for the test to be meaningful.
const MIN_SWAPS: usize = 5_000;

/// A temporary file of a killed render.
const LEFTOVER: &str = ".tvgen-0aB1cD2eF3gH4iJ5.tmp";

/// Exchanges `folder` with `aside`, a link to `outside`, until `is_over` is true; counts the exchanges in `swaps`.
fn keep_swapping(
    folder: &Path,
    outside: &Path,
    aside: &Path,
    is_over: &AtomicBool,
    swaps: &AtomicUsize,
) {
    symlink(outside, aside).expect("the link can be created");
    while !is_over.load(Ordering::Relaxed) {
        // The folder may be missing at this moment.
        if renameat_with(CWD, folder, CWD, aside, RenameFlags::EXCHANGE).is_ok() {
            swaps.fetch_add(1, Ordering::Relaxed);
        }
        if swaps.load(Ordering::Relaxed).is_multiple_of(7) {
            thread::sleep(Duration::from_micros(200));
        }
    }
}

/// The files outside the project, with their text.
fn files_outside(project: &Project) -> Vec<(String, String)> {
    let folder = project.path("outside");
    let mut all: Vec<(String, String)> = paths(&folder, "")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(folder.join(&path)).unwrap_or_default();
            (path, text)
        })
        .collect();
    all.sort();
    all
}

/// The text that the spec `text` renders to `path`.
fn render_output(text: &str, path: &str) -> String {
    let project = Project::new().file("tvgen.toml", text);
    project.run(&["render"]).code(0);
    project.read(path)
}

/// A project in `here`, and a folder `outside` with copies of two outputs, an output of an earlier spec, and temporary files of
/// a killed render.
fn project() -> Project {
    let docs = render_output(HELLO, "documentation/docker.md");
    let workflow = render_output(HELLO, ".github/workflows/build_and_deploy.yml");
    let project = Project::new()
        .file("here/tvgen.toml", HELLO)
        .file("here/documentation/kept", "")
        .file("here/.github/workflows/kept", "")
        .file("outside/docker.md", &docs)
        .file("outside/old.md", &orphan())
        .file("outside/build_and_deploy.yml", &workflow)
        .file("outside/workflows/build_and_deploy.yml", &workflow)
        .file(&format!("outside/{LEFTOVER}"), "")
        .file(&format!("outside/workflows/{LEFTOVER}"), "");
    project.run(&["render", "here"]).code(0);
    project
}

/// The text of an output of an earlier spec.
fn orphan() -> String {
    let spec = format!("{HELLO}\n[outputs]\ndocs = \"documentation/old.md\"\n");
    render_output(&spec, "documentation/old.md")
}

/// Runs `tvgen` with `arguments` while the folders `attacked` are exchanged with links to a folder outside the project, and
/// asserts that nothing outside changes. `prepare` is called before each run with its number.
#[track_caller]
fn run_while_swapping(attacked: &[&str], arguments: &[&str], prepare: impl Fn(&Project, usize)) {
    let project = project();
    let before = files_outside(&project);
    let (is_over, swaps) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut now = before.clone();
    let mut statuses = BTreeSet::new();
    thread::scope(|scope| {
        for (number, folder) in attacked.iter().enumerate() {
            let folder = project.path(folder);
            let aside = project.path(&format!("aside-{number}"));
            let (elsewhere, is_over, swaps) = (project.path("outside"), &is_over, &swaps);
            scope.spawn(move || keep_swapping(&folder, &elsewhere, &aside, is_over, swaps));
        }
        for number in 0..RENDERS {
            prepare(&project, number);
            let output = project.command(arguments).output();
            let status = output.expect("tvgen runs").status.code();
            statuses.insert(status);
            now = files_outside(&project);
            if now != before || !matches!(status, Some(0..=2)) {
                break;
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert_eq!(now, before);
    // A run succeeds, or fails because it finds the link; a panic exits with 101.
    assert!(statuses.contains(&Some(0)), "{statuses:?}");
    assert!(statuses.len() > 1, "{statuses:?}");
    assert!(
        statuses.iter().all(|status| matches!(status, Some(0..=2))),
        "{statuses:?}"
    );
    let swaps = swaps.into_inner();
    assert!(swaps >= MIN_SWAPS, "only {swaps} swaps");
}

/// Alternates between two specs, so that each render writes all files.
fn alternate_spec(project: &Project, number: usize) {
    let spec = HELLO.replace("3.4.7", ["3.4.7", "3.4.8"][number % 2]);
    fs::write(project.path("here/tvgen.toml"), spec).expect("the file can be written");
}

#[test]
fn nothing_outside_is_written_while_a_folder_of_outputs_becomes_a_link() {
    run_while_swapping(
        &["here/documentation", "here/.github/workflows"],
        &["render", "here", "--force"],
        alternate_spec,
    );
}

#[test]
fn nothing_outside_is_written_while_a_folder_above_outputs_becomes_a_link() {
    run_while_swapping(
        &["here/.github"],
        &["render", "here", "--force"],
        alternate_spec,
    );
}

#[test]
fn nothing_outside_is_removed_while_a_folder_of_outputs_becomes_a_link() {
    let orphan = orphan();
    run_while_swapping(
        &["here/documentation"],
        &["render", "here", "--prune"],
        |project, _| {
            // Writes the file into the folder itself, which is at one of two paths at this moment.
            let folders = ["here/documentation", "aside-0"].map(|path| project.path(path));
            let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW;
            let mut folders = folders.iter();
            let folder = folders.find_map(|path| openat(CWD, path, flags, Mode::empty()).ok());
            let Some(folder) = folder else { return };
            let flags = OFlags::CREATE | OFlags::WRONLY | OFlags::TRUNC;
            let file = openat(folder, "old.md", flags, Mode::RUSR | Mode::WUSR);
            let mut file = File::from(file.expect("the file can be created"));
            file.write_all(orphan.as_bytes())
                .expect("the file can be written");
        },
    );
}
