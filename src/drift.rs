//! How a file on disk differs from the artifact that belongs there, and why.

pub mod hunk;

use std::ops::RangeInclusive;

use similar::TextDiff;

pub use hunk::Hunk;

use crate::artifact::{Artifact, HEADER_LINES, VERSION, body, read_header};

/// Why a file differs from its artifact, or that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does not differ; line ends aside.
    Same,
    /// There is no file.
    Missing,
    /// tvgen made it, from a spec that has changed since.
    Stale,
    /// Another version of tvgen made it.
    OtherVersion,
    /// tvgen made it, and somebody changed it.
    Edited,
    /// tvgen did not make it.
    Foreign,
    /// tvgen made it from an earlier spec; this one has no such output.
    Orphaned,
}

impl State {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::OtherVersion => "other-version",
            Self::Edited => "edited",
            Self::Foreign => "foreign",
            Self::Orphaned => "orphaned",
        }
    }

    /// Why the file differs, if it does.
    #[must_use]
    pub fn cause(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Missing => Some("missing"),
            Self::Stale => Some("stale: the spec has changed since it was rendered"),
            Self::OtherVersion => Some("made by another version of tvgen"),
            Self::Edited => Some("edited by hand"),
            Self::Foreign => Some("not made by tvgen"),
            Self::Orphaned => Some("made by tvgen, and no output of the spec any more"),
        }
    }

    /// Whether the file can be replaced without losing what somebody wrote.
    #[must_use]
    pub fn is_ours(self) -> bool {
        match self {
            Self::Same | Self::Missing | Self::Stale | Self::OtherVersion => true,
            Self::Edited | Self::Foreign | Self::Orphaned => false,
        }
    }
}

/// How `disk`, the file at the artifact's path, differs from `artifact`.
#[must_use]
pub fn state(artifact: &Artifact, disk: Option<&str>) -> State {
    let Some(disk) = disk else {
        return State::Missing;
    };
    if is_same(&artifact.text, disk) {
        return State::Same;
    }
    match read_header(disk) {
        None => State::Foreign,
        Some(header) if header.intact && header.version != VERSION => State::OtherVersion,
        // Whoever wrote it wrote what the spec says: nothing of theirs is lost with the old header.
        Some(_) if body(disk).replace("\r\n", "\n") == body(&artifact.text) => State::Stale,
        Some(header) if !header.intact => State::Edited,
        Some(_) => State::Stale,
    }
}

/// Whether `disk` is `text`, line ends aside.
#[must_use]
pub fn is_same(text: &str, disk: &str) -> bool {
    text == disk || disk.len() > text.len() && disk.replace("\r\n", "\n") == text
}

/// Whether `disk` was edited from what `artifact` is now: then it differs from that by the edits alone.
#[must_use]
pub fn is_base(artifact: &Artifact, disk: &str) -> bool {
    let made = |text| read_header(text).map(|header| (header.spec, header.path, header.checksum));
    made(&artifact.text) == made(disk)
}

/// How many lines two texts have at most that are compared: comparing takes the square of what differs.
const MOST_LINES: usize = 10_000;

/// What writing `artifact` would change in `disk`, as a unified diff; of texts too long to compare only that they are.
#[must_use]
pub fn diff(artifact: &Artifact, disk: Option<&str>) -> String {
    let name = if disk.is_some() {
        format!("a/{}", artifact.path)
    } else {
        "/dev/null".to_owned()
    };
    unified(
        (&name, disk.unwrap_or_default()),
        (&format!("b/{}", artifact.path), &artifact.text),
    )
}

/// How the file `path` changes from `old` to `new`, as a unified diff; empty if it does not change.
#[must_use]
pub fn changes(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    unified((&format!("a/{path}"), old), (&format!("b/{path}"), new))
}

/// How the text `new` differs from `old`, line ends aside, as a unified diff; each has its name before it.
#[must_use]
pub fn unified((old_name, old): (&str, &str), (new_name, new): (&str, &str)) -> String {
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    if !is_comparable(&old) || !is_comparable(&new) {
        let lines = old.lines().count().max(new.lines().count());
        return format!(
            "--- {old_name}\n+++ {new_name}\n(not compared: one of them has {lines} lines)\n"
        );
    }
    TextDiff::from_lines(&old, &new)
        .unified_diff()
        .context_radius(3)
        .header(old_name, new_name)
        .to_string()
}

/// How the body of `disk` differs from that of `artifact`, line by line; their lines are numbered from the top of the
/// files. Nothing where either is too long to compare.
#[must_use]
pub fn hunks(artifact: &Artifact, disk: &str) -> Vec<Hunk> {
    if !is_comparable(&artifact.text) || !is_comparable(disk) {
        return Vec::new();
    }
    let lines = |text| str::lines(text).collect::<Vec<&str>>();
    let skip = |text: &str| read_header(text).map_or(0, |_| HEADER_LINES);
    let (old, new) = (skip(&artifact.text), skip(disk));
    let mut hunks = hunk::between(&lines(&artifact.text)[old..], &lines(disk)[new..]);
    for hunk in &mut hunks {
        hunk.old = hunk.old.start + old..hunk.old.end + old;
        hunk.new = hunk.new.start + new..hunk.new.end + new;
    }
    hunks
}

/// Whether `text` is short enough to be compared line by line.
#[must_use]
pub fn is_comparable(text: &str) -> bool {
    text.lines().nth(MOST_LINES).is_none()
}

/// The lines of `disk`, from 1, that are not as in `artifact`, those of one run together. Where lines are missing, it is
/// the line that stands there now.
#[must_use]
pub fn changed(artifact: &Artifact, disk: &str) -> Vec<RangeInclusive<usize>> {
    let last = disk.lines().count().max(1);
    let mut runs: Vec<RangeInclusive<usize>> = Vec::new();
    for hunk in hunks(artifact, disk) {
        let line = (hunk.new.start + 1).min(last);
        match runs.last_mut() {
            Some(run) if line <= *run.end() + 1 => *run = *run.start()..=line,
            _ => runs.push(line..=line),
        }
    }
    runs
}
