//! Renders that are killed.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::process::ExitStatusExt,
    process::Child,
    thread::sleep,
    time::{Duration, Instant},
};

use super::{Files, changed_spec, files, paths};
use crate::support::project::Project;

/// SIGKILL.
const KILL: i32 = 9;

/// The number of renders that are killed at moments spread over their whole run.
const SPREAD: u32 = 40;

/// The number of renders that are killed after they start to write, each one `STEP` later than the one before.
const WRITING: u32 = 40;
const STEP: Duration = Duration::from_micros(40);

/// A project whose spec has changed since the last render, with the old and the new files.
struct Change {
    project: Project,
    old: Files,
    new: Files,
}

impl Change {
    fn new() -> Self {
        let project = Project::rendered();
        let old = files(&project);
        let project = project.file("tvgen.toml", &changed_spec());
        project.run(&["render"]).code(0);
        let new = files(&project);
        assert!(old.keys().eq(new.keys()));
        for (path, text) in &old {
            assert_ne!(text, &new[path], "{path} does not change");
        }
        Self { project, old, new }
    }

    /// Restores the old files.
    fn reset(&self) {
        for (path, text) in &self.old {
            fs::write(self.project.path(path), text).expect("the file can be written");
        }
        assert_eq!(files(&self.project), self.old);
    }

    fn start(&self) -> Child {
        let mut command = self.project.command(&["render"]);
        command.spawn().expect("tvgen runs")
    }

    /// Asserts that every file is complete, old or new, and returns the number of new ones.
    #[track_caller]
    fn count_new_files(&self) -> usize {
        let now = files(&self.project);
        for (path, old) in &self.old {
            let text = now.get(path);
            let is_complete = text == Some(old) || text == Some(&self.new[path]);
            assert!(is_complete, "{path}: {text:?}");
        }
        let is_new = |path: &&String| now.get(*path) == Some(&self.new[*path]);
        self.new.keys().filter(is_new).count()
    }

    /// Asserts that another render completes the files and leaves no temporary files.
    #[track_caller]
    fn assert_recovers(&self) {
        self.project.run(&["render"]).code(0).stderr("");
        assert_eq!(files(&self.project), self.new);
    }

    /// Whether there are temporary files.
    fn has_leftovers(&self) -> bool {
        // The spec is not one of the old files, but is counted.
        paths(&self.project.path(""), "").len() > self.old.len() + 1
    }
}

#[test]
fn a_render_killed_at_any_moment_leaves_each_file_old_or_new() {
    let change = Change::new();
    change.reset();
    let start = Instant::now();
    change.project.run(&["render"]).code(0);
    let duration = start.elapsed();
    let mut killed = 0;
    let mut leftovers = BTreeSet::new();
    for round in 0..SPREAD + WRITING {
        change.reset();
        let mut child = change.start();
        if let Some(step) = round.checked_sub(SPREAD) {
            while !change.has_leftovers() && child.try_wait().expect("the process exists").is_none()
            {
            }
            sleep(STEP * step);
        } else {
            sleep(duration * round / SPREAD);
        }
        child.kill().expect("the process exists");
        let status = child.wait().expect("the process exists");
        killed += u32::from(status.signal() == Some(KILL));
        leftovers.insert(change.has_leftovers());
        change.count_new_files();
        change.assert_recovers();
    }
    assert!(killed > SPREAD / 2, "only {killed} were killed");
    let both = BTreeSet::from([false, true]);
    assert_eq!(leftovers, both, "some renders leave a temporary file");
}

#[test]
fn a_render_killed_while_it_writes_a_file_changes_no_file() {
    let change = Change::new();
    change.reset();
    // The system kills a process that writes a file above the limit of `ulimit -f`.
    let limited = change
        .project
        .shell("ulimit -c 0; ulimit -f 4; \"$TVGEN\" --today \"$TODAY\" render; test $? -gt 128");
    limited.code(0).stdout("");
    assert!(change.has_leftovers(), "no temporary file is left");
    assert_eq!(change.count_new_files(), 0);
    change.assert_recovers();
}

#[test]
#[ignore = "needs strace"]
fn a_render_killed_at_any_system_call_leaves_each_file_old_or_new() {
    let change = Change::new();
    let calls = [
        "openat",
        "flock",
        "fstat",
        "statx",
        "write",
        "close",
        "fsync",
        "mkdirat",
        "newfstatat",
        "fcntl",
        "renameat",
        "renameat2",
        "unlinkat",
        "readlink",
        "getdents64",
        "munmap",
        "exit_group",
    ];
    let mut seen = BTreeSet::new();
    for call in calls {
        for number in 1.. {
            change.reset();
            let run = change.project.shell(&format!(
                "strace -qq -o /dev/null -e trace={call} -e inject={call}:signal=KILL:when={number} \
                 \"$TVGEN\" --today \"$TODAY\" render; test $? -eq 137"
            ));
            let new = change.count_new_files();
            change.assert_recovers();
            if run.status() != 0 {
                assert_eq!(new, change.new.len(), "{call} {number}: {}", run.err());
                break;
            }
            seen.insert(new);
        }
    }
    assert!(seen.into_iter().eq(0..=change.new.len()));
}
