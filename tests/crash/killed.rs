//! A render that is killed.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::process::ExitStatusExt,
    process::Child,
    thread::sleep,
    time::{Duration, Instant},
};

use super::{Files, files, other, paths};
use crate::support::project::Project;

/// SIGKILL.
const KILL: i32 = 9;

/// How many renders are killed at moments spread over all of their time.
const SPREAD: u32 = 40;

/// How many are killed from the moment on at which the first file is begun, and how much later than the one before.
const WRITING: u32 = 40;
const STEP: Duration = Duration::from_micros(40);

/// A project whose files are of one spec while its spec is another, and what is to come of them.
struct Change {
    project: Project,
    old: Files,
    new: Files,
}

impl Change {
    fn new() -> Self {
        let project = Project::rendered();
        let old = files(&project);
        let project = project.file("tvgen.toml", &other());
        project.run(&["render"]).code(0);
        let new = files(&project);
        assert!(old.keys().eq(new.keys()));
        for (path, text) in &old {
            assert_ne!(text, &new[path], "{path} would be the same");
        }
        Self { project, old, new }
    }

    /// The old files again.
    fn reset(&self) {
        for (path, text) in &self.old {
            fs::write(self.project.path(path), text).expect("it is ours");
        }
        assert_eq!(files(&self.project), self.old);
    }

    fn start(&self) -> Child {
        let mut command = self.project.command(&["render"]);
        command.spawn().expect("tvgen runs")
    }

    /// Every file is whole, old or new, whatever lies beside it; how many are new.
    #[track_caller]
    fn each_is_whole(&self) -> usize {
        let there = files(&self.project);
        for (path, old) in &self.old {
            let text = there.get(path);
            let whole = text == Some(old) || text == Some(&self.new[path]);
            assert!(whole, "{path}: {text:?}");
        }
        let is_new = |path: &&String| there.get(*path) == Some(&self.new[*path]);
        self.new.keys().filter(is_new).count()
    }

    /// One more render makes the files new, and leaves nothing beside them.
    #[track_caller]
    fn is_mended(&self) {
        self.project.run(&["render"]).code(0).stderr("");
        assert_eq!(files(&self.project), self.new);
    }

    /// Whether something lies beside the files.
    fn has_more(&self) -> bool {
        // The spec is one more.
        paths(&self.project.path(""), "").len() > self.old.len() + 1
    }
}

#[test]
fn a_render_killed_at_any_moment_leaves_each_file_old_or_new() {
    let change = Change::new();
    change.reset();
    let start = Instant::now();
    change.project.run(&["render"]).code(0);
    let whole = start.elapsed();
    let mut killed = 0;
    let mut left = BTreeSet::new();
    for turn in 0..SPREAD + WRITING {
        change.reset();
        let mut child = change.start();
        if let Some(later) = turn.checked_sub(SPREAD) {
            while !change.has_more() && child.try_wait().expect("it is ours").is_none() {}
            sleep(STEP * later);
        } else {
            sleep(whole * turn / SPREAD);
        }
        child.kill().expect("it is ours");
        let status = child.wait().expect("it is ours");
        killed += u32::from(status.signal() == Some(KILL));
        left.insert(change.has_more());
        change.each_is_whole();
        change.is_mended();
    }
    assert!(killed > SPREAD / 2, "{killed} were killed");
    let both = BTreeSet::from([false, true]);
    assert_eq!(left, both, "some leave a file that is not finished");
}

#[test]
fn a_render_killed_in_the_middle_of_a_file_changes_none() {
    let change = Change::new();
    change.reset();
    // Who writes more than this is killed by the system, right there.
    let limited = change
        .project
        .shell("ulimit -c 0; ulimit -f 4; \"$TVGEN\" --today \"$TODAY\" render; test $? -gt 128");
    limited.code(0).stdout("");
    assert!(change.has_more(), "a file is left that is not finished");
    assert_eq!(change.each_is_whole(), 0);
    change.is_mended();
}

#[test]
#[ignore = "needs strace"]
fn a_render_killed_at_any_call_of_the_system_leaves_each_file_old_or_new() {
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
            let new = change.each_is_whole();
            change.is_mended();
            if run.status() != 0 {
                assert_eq!(new, change.new.len(), "{call} {number}: {}", run.err());
                break;
            }
            seen.insert(new);
        }
    }
    assert!(seen.into_iter().eq(0..=change.new.len()));
}
