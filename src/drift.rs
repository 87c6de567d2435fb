//! How a file on disk differs from the artifact that belongs there, and why.

use similar::TextDiff;

use crate::artifact::{Artifact, HEADER_REASONS, VERSION, read_header};

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
        }
    }

    /// Whether the file can be replaced without losing what somebody wrote.
    #[must_use]
    pub fn is_ours(self) -> bool {
        match self {
            Self::Same | Self::Missing | Self::Stale | Self::OtherVersion => true,
            Self::Edited | Self::Foreign => false,
        }
    }
}

/// How `disk`, the file at the artifact's path, differs from `artifact`.
#[must_use]
pub fn state(artifact: &Artifact, disk: Option<&str>) -> State {
    let Some(disk) = disk else {
        return State::Missing;
    };
    if disk.replace("\r\n", "\n") == artifact.text {
        return State::Same;
    }
    match read_header(disk) {
        None => State::Foreign,
        Some(header) if !header.intact => State::Edited,
        Some(header) if header.version != VERSION => State::OtherVersion,
        Some(_) => State::Stale,
    }
}

/// What writing `artifact` would change in `disk`, as a unified diff.
#[must_use]
pub fn diff(artifact: &Artifact, disk: Option<&str>) -> String {
    let old = disk.unwrap_or_default().replace("\r\n", "\n");
    let name = if disk.is_some() {
        format!("a/{}", artifact.path)
    } else {
        "/dev/null".to_owned()
    };
    TextDiff::from_lines(&old, &artifact.text)
        .unified_diff()
        .context_radius(3)
        .header(&name, &format!("b/{}", artifact.path))
        .to_string()
}

/// The first line of `disk`, from 1, that is not as in `artifact`: in the body, where that differs at all.
#[must_use]
pub fn first_line(artifact: &Artifact, disk: &str) -> usize {
    let ours = read_header(disk).is_some();
    let header = if ours { HEADER_REASONS.len() } else { 0 };
    let lines = disk.lines().count();
    let pairs = artifact.text.lines().zip(disk.lines()).enumerate();
    let mut differing = pairs.skip(header).filter(|(_, (new, old))| new != old);
    match differing.next() {
        Some((line, _)) => line + 1,
        None if artifact.text.lines().count() != lines => lines.max(1),
        None => 1,
    }
}
