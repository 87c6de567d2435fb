//! Which specs a command is given: files, folders with all specs in them, patterns, `-` for standard input.

use std::{
    collections::HashSet,
    num::NonZero,
    path::{Path, PathBuf},
    thread,
};

use clap::Args;
use globset::{GlobBuilder, GlobMatcher};

use super::{
    Compiler, Ending,
    input::{Bases, NAME},
    output::Output,
};
use crate::disk::{self, Met};

/// Which specs, and how many of them at once.
#[derive(Args, Debug)]
pub(super) struct Specs {
    /// Specs: files, folders with each tvgen.toml in them, patterns as in 'services/*', or - for standard input [default:
    /// tvgen.toml]
    #[arg(value_name = "SPEC")]
    pub(super) given: Vec<PathBuf>,

    /// How many specs to take at once [default: as many as the machine has processors]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<NonZero<usize>>,
}

/// A spec that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chosen {
    /// Its file; `-` is standard input.
    pub(super) path: PathBuf,
    /// Whether it was found below a folder, and not named itself.
    pub(super) is_found: bool,
}

/// The specs that were chosen.
pub(super) struct Choice {
    /// Each once, in the order of their paths.
    pub(super) specs: Vec<Chosen>,
    /// How many to take at once.
    pub(super) jobs: usize,
    /// The files that they build on, as far as these are read already.
    pub(super) bases: Bases,
    /// Whether none was named, so that it is the one of this folder.
    pub(super) is_default: bool,
    /// Whether what others build on, and is no service, is passed over where it was found.
    pub(super) is_fleet: bool,
    /// Whether each has a line, and all have a total.
    pub(super) is_listed: bool,
    /// How the command ends at best.
    pub(super) ending: Ending,
}

impl Specs {
    /// Looks for the specs; what finds none is told.
    pub(super) fn choose(&self, compiler: &Compiler, output: &mut Output) -> Choice {
        let jobs = self.jobs.or_else(|| thread::available_parallelism().ok());
        let mut choice = Choice {
            specs: Vec::new(),
            jobs: jobs.map_or(1, NonZero::get),
            bases: Bases::new(&compiler.allowed),
            is_default: self.given.is_empty(),
            is_fleet: false,
            is_listed: false,
            ending: Ending::Clean,
        };
        if choice.is_default {
            choice.specs.push(Chosen::named(Path::new(NAME)));
            return choice;
        }
        for given in &self.given {
            match look(given) {
                Ok(specs) => choice.specs.extend(specs),
                Err(error) => {
                    output.failure(&error);
                    choice.ending = Ending::Failed;
                }
            }
        }
        if self.given.len() > 1 {
            // Of two that are one, the path that is shortest, and rather the one that was named.
            choice
                .specs
                .sort_by_key(|spec| (spec.path.components().count(), spec.is_found));
            let mut seen = HashSet::new();
            let mut is_new = |spec: &Chosen| seen.insert(disk::real(&spec.path));
            choice.specs.retain(|spec| is_new(spec));
        }
        choice.specs.sort();
        choice.is_fleet = choice.are_many();
        choice.is_listed = choice.are_many();
        choice
    }
}

impl Choice {
    /// The same, but for these specs, and of those no line and no total.
    pub(super) fn unlisted(&self) -> Self {
        Self {
            specs: self.specs.clone(),
            jobs: self.jobs,
            bases: self.bases.clone(),
            is_default: self.is_default,
            is_fleet: self.is_fleet,
            is_listed: false,
            ending: self.ending,
        }
    }

    /// Whether these are several.
    pub(super) fn are_many(&self) -> bool {
        self.specs.len() > 1
    }
}

impl Chosen {
    fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            is_found: false,
        }
    }

    fn found(path: PathBuf) -> Self {
        Self {
            path,
            is_found: true,
        }
    }
}

/// The specs that `given` stands for.
///
/// # Errors
/// If there are none.
fn look(given: &Path) -> Result<Vec<Chosen>, String> {
    let is_here = given.as_os_str().is_empty();
    if is_here || disk::is_folder(given) {
        return below(given);
    }
    match Pattern::new(given) {
        Some(pattern) if !disk::is_there(given) => pattern?.found(given),
        Some(_) | None => Ok(vec![Chosen::named(given)]),
    }
}

/// Each `tvgen.toml` in `folder` or below it, and what keeps one from being found or read.
///
/// # Errors
/// If there is none.
fn below(folder: &Path) -> Result<Vec<Chosen>, String> {
    let is_spec = |path: &Path, met: Met| match met {
        Met::File | Met::NoFile => path.ends_with(NAME),
        Met::Closed => true,
    };
    let mut found = disk::find(folder, &is_spec).map_err(|error| error.to_string())?;
    let here = folder.join(NAME);
    // The one in the folder itself was named, if git ignores it or not.
    if !found.contains(&here) && disk::is_there(&here) {
        found.push(here);
    }
    if found.is_empty() {
        let folder = match folder.display().to_string() {
            here if here.is_empty() => "this folder".to_owned(),
            folder => format!("`{folder}`"),
        };
        return Err(format!(
            "there is no {NAME} in {folder} nor below it, folders that git ignores aside"
        ));
    }
    Ok(found.into_iter().map(Chosen::found).collect())
}

/// A pattern of paths.
struct Pattern {
    matcher: GlobMatcher,
    /// The folder that all of them lie below.
    top: PathBuf,
}

impl Pattern {
    /// The pattern that `given` is, if it has what makes one: `*`, `?`, `[` or `{`.
    fn new(given: &Path) -> Option<Result<Self, String>> {
        let text = given.to_str()?;
        let is_plain = |part: &Path| !part.to_string_lossy().contains(['*', '?', '[', '{']);
        if is_plain(given) {
            return None;
        }
        let mut glob = GlobBuilder::new(text.trim_end_matches('/'));
        let top = given.ancestors().find(|part| is_plain(part));
        Some(match glob.literal_separator(true).build() {
            Ok(glob) => Ok(Self {
                matcher: glob.compile_matcher(),
                top: top.map(Path::to_owned).unwrap_or_default(),
            }),
            Err(error) => Err(format!("`{text}` is no pattern of paths: {}", error.kind())),
        })
    }

    /// The specs that `given`, which is this pattern, stands for: files that match, and each `tvgen.toml` in folders that do;
    /// and what keeps one from being found or read.
    ///
    /// # Errors
    /// If there are none.
    fn found(&self, given: &Path) -> Result<Vec<Chosen>, String> {
        let is_below = |path: &Path| {
            let mut folders = path.ancestors().skip(1);
            folders.any(|folder| self.matcher.is_match(folder))
        };
        let is_own = |path: &Path| {
            let is_toml = path.extension().is_some_and(|ending| ending == "toml");
            is_toml && self.matcher.is_match(path) || path.ends_with(NAME) && is_below(path)
        };
        let is_spec = |path: &Path, met: Met| match met {
            Met::File => is_own(path),
            Met::NoFile => path.ends_with(NAME) && is_own(path),
            Met::Closed => is_own(&path.join(NAME)),
        };
        let found = disk::find(&self.top, &is_spec).map_err(|error| error.to_string())?;
        if found.is_empty() {
            return Err(format!(
                "`{}` matches no spec and no folder that has one, those that git ignores aside",
                given.display()
            ));
        }
        Ok(found.into_iter().map(Chosen::found).collect())
    }
}
