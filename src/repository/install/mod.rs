//! Finds the files that the installation of gems and JavaScript packages reads, so that the image has them before it.

pub mod bundler;
mod gemspec;
mod ignored;
pub mod javascript;
mod manifest;
mod script;
mod workspaces;
mod yarn;

use super::{Claim, wildcard};
use crate::source::{Repository, path::normalize};

/// The maximum number of files that a search for further files reads.
const MAX_READ: usize = 200;

/// The files that an installation reads.
#[derive(Clone, Debug, Default)]
pub struct InstallFiles {
    /// The files and folders to copy, without those in a copied folder.
    pub files: Vec<InstallFile>,
    /// The files that cannot be copied or are unknown.
    pub obstacles: Vec<Obstacle>,
}

/// A file or folder that an installation reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallFile {
    /// The path in the repository, without `.` and `..`.
    pub path: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// A reason why an installation may fail in the image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstacle {
    /// The kind.
    pub kind: ObstacleKind,
    /// The line that asks for the file.
    pub claim: Claim,
}

/// The kind of an obstacle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObstacleKind {
    /// The file is outside of the folder of the spec, which is the build context.
    Outside,
    /// The file does not exist.
    Missing,
    /// Git ignores the file, so other checkouts do not have it.
    Ignored,
    /// The path is computed by code, so tvgen does not know it.
    Computed,
    /// A script needs the app's source, which is copied after the installation.
    NeedsSource,
}

/// Collects the files that an installation reads.
struct Collector<'a> {
    repository: &'a dyn Repository,
    ignored: ignored::Ignored,
    found: InstallFiles,
}

impl<'a> Collector<'a> {
    fn new(repository: &'a dyn Repository) -> Self {
        Self {
            repository,
            ignored: ignored::Ignored::read(repository),
            found: InstallFiles::default(),
        }
    }

    /// Adds the file or folder at `path`, which `claim` asks for.
    fn add(&mut self, path: &str, claim: &Claim) {
        let path = normalize(path);
        let kind = if path.starts_with("..") || path.starts_with('/') {
            Some(ObstacleKind::Outside)
        } else if path.is_empty() {
            // The folder of the spec itself is the whole source.
            Some(ObstacleKind::NeedsSource)
        } else if !self.repository.has(&path) {
            Some(ObstacleKind::Missing)
        } else if self.ignored.has(&path) {
            Some(ObstacleKind::Ignored)
        } else {
            None
        };
        match kind {
            Some(kind) => self.report(kind, claim),
            None => self.push(path),
        }
    }

    /// Adds the file or folder at `path`, if it exists and git does not ignore it. Returns whether it exists.
    fn add_existing(&mut self, path: &str) -> bool {
        let path = normalize(path);
        let is_inside = !path.is_empty() && !path.starts_with("..") && !path.starts_with('/');
        let exists = is_inside && self.repository.has(&path);
        if exists && !self.ignored.has(&path) {
            self.push(path);
        }
        exists
    }

    fn push(&mut self, path: String) {
        let is_folder = wildcard::is_folder(self.repository, &path);
        let file = InstallFile { path, is_folder };
        if !self.found.files.contains(&file) {
            self.found.files.push(file);
        }
    }

    fn report(&mut self, kind: ObstacleKind, claim: &Claim) {
        let obstacle = Obstacle {
            kind,
            claim: claim.clone(),
        };
        if !self.found.obstacles.contains(&obstacle) {
            self.found.obstacles.push(obstacle);
        }
    }

    /// The found files, without those in a found folder.
    fn finish(mut self) -> InstallFiles {
        let folders: Vec<String> = self
            .found
            .files
            .iter()
            .filter(|file| file.is_folder)
            .map(|file| format!("{}/", file.path))
            .collect();
        self.found.files.retain(|file| {
            let mut folders = folders.iter();
            !folders.any(|folder| file.path.starts_with(folder.as_str()))
        });
        self.found
    }
}

/// Whether git ignores `path`.
#[must_use]
pub fn is_ignored(repository: &dyn Repository, path: &str) -> bool {
    ignored::Ignored::read(repository).has(path)
}

/// The line of `text`, from 1, that contains `part`; 1 if none does.
fn line_of(text: &str, part: &str) -> usize {
    text.lines()
        .position(|line| line.contains(part))
        .map_or(1, |line| line + 1)
}
