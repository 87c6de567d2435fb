//! Finds the specs that a command is given: files, folders with all specs in them, patterns, `-` for standard input.

use std::{
    collections::HashSet,
    num::NonZero,
    path::{Component, Path, PathBuf},
    thread,
};

use globset::{GlobBuilder, GlobMatcher};

use super::{BaseSpecs, Input, NAME, find_orphans};
use crate::{
    disk::{self, Met},
    finding::{Finding, Severity, Spot, nearest},
    source::Value,
    spec::read::read,
};

/// A selected spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SelectedSpec {
    /// Its file; `-` is standard input.
    pub path: PathBuf,
    /// Whether it was found below a folder, and not named itself.
    pub is_found: bool,
}

/// The selected specs.
#[derive(Clone)]
pub struct Selection {
    /// Each once, in the order of their paths.
    pub specs: Vec<SelectedSpec>,
    /// How many to take at once.
    pub jobs: usize,
    /// The files that they build on, as far as these are read already.
    pub bases: BaseSpecs,
    /// Whether none was named, so that it is the one of this folder.
    pub is_default: bool,
    /// Whether what others build on, and is no service, is passed over where it was found.
    pub is_fleet: bool,
    /// Whether each has a line, and all have a total.
    pub is_listed: bool,
    /// Why arguments select no spec.
    pub errors: Vec<String>,
}

impl Selection {
    /// Finds the specs `given`, to be processed `jobs` at once, which may extend files in the folders `allowed`.
    pub fn find(given: &[PathBuf], jobs: Option<NonZero<usize>>, allowed: &[PathBuf]) -> Self {
        let jobs = jobs.or_else(|| thread::available_parallelism().ok());
        let mut selection = Self {
            specs: Vec::new(),
            jobs: jobs.map_or(1, NonZero::get),
            bases: BaseSpecs::new(allowed),
            is_default: given.is_empty(),
            is_fleet: false,
            is_listed: false,
            errors: Vec::new(),
        };
        if selection.is_default {
            selection.specs.push(SelectedSpec::named(Path::new(NAME)));
            return selection;
        }
        for given in given {
            match look(given) {
                Ok(specs) => selection.specs.extend(specs),
                Err(error) => selection.errors.push(error),
            }
        }
        if given.len() > 1 {
            // Of two that are one, the path that is shortest, and rather the one that was named.
            selection
                .specs
                .sort_by_key(|spec| (spec.path.components().count(), spec.is_found));
            let mut seen = HashSet::new();
            let mut is_new = |spec: &SelectedSpec| seen.insert(disk::real(&spec.path));
            selection.specs.retain(|spec| is_new(spec));
        }
        selection.specs.sort();
        selection.is_fleet = selection.are_many();
        selection.is_listed = selection.are_many();
        selection
    }

    /// Loads `spec`; `None` for a base spec that is passed over.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load(&self, spec: &SelectedSpec) -> Result<Option<Input>, String> {
        let input = self.bases.read_one(&spec.path)?;
        let is_skipped = self.is_fleet && spec.is_found && is_base(&input);
        Ok((!is_skipped).then_some(input))
    }

    /// Whether there is more than one spec.
    pub fn are_many(&self) -> bool {
        self.specs.len() > 1
    }
}

impl SelectedSpec {
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
fn look(given: &Path) -> Result<Vec<SelectedSpec>, String> {
    let is_here = given.as_os_str().is_empty();
    if is_here || disk::is_folder(given) {
        return below(given);
    }
    match Pattern::new(given) {
        Some(pattern) if !disk::is_there(given) => pattern?.found(given),
        Some(_) | None => Ok(vec![SelectedSpec::named(given)]),
    }
}

/// Each `tvgen.toml` in `folder` or below it, and what keeps one from being found or read.
///
/// # Errors
/// If there is none.
fn below(folder: &Path) -> Result<Vec<SelectedSpec>, String> {
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
    Ok(found.into_iter().map(SelectedSpec::found).collect())
}

/// Whether `input` is what others build on, and no service that lost something: it says nothing of a service, not even with a
/// typing error, but something else; nothing is wrong with it but that it is not whole; and no file beside it says that it
/// was made of it.
fn is_base(input: &Input) -> bool {
    let source = &input.source;
    let is_about_else = match &source.root.value {
        Value::Table(table) => {
            let keys = table.keys().map(String::as_str);
            !table.is_empty() && nearest("service", keys).is_none()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => false,
    };
    let is_of_a_part = |finding: &Finding| {
        finding.severity != Severity::Error
            || finding.name == "missing-key" && matches!(finding.at, Spot::Missing(_))
    };
    is_about_else
        && read(source).findings.iter().all(is_of_a_part)
        && find_orphans(&source.own.name, &input.folder, &[]).is_empty()
}

/// Each spec that may build on the file `base` and is none of `given`: those below the first folder that has both the file and
/// all of `given` below it.
///
/// # Errors
/// If there are too many files to search.
pub fn specs_beside(base: &str, given: &[SelectedSpec]) -> Result<Vec<SelectedSpec>, String> {
    let is_up = |folder: &Path| folder.components().all(|part| part == Component::ParentDir);
    let is_below = |folder: &Path, path: &Path| {
        path.starts_with(folder) || !path.is_absolute() && is_up(folder)
    };
    let mut folders = Path::new(base).ancestors().skip(1);
    let top = folders.find(|folder| given.iter().all(|spec| is_below(folder, &spec.path)));
    let folder = Path::new(base).parent().unwrap_or(Path::new(""));
    // What cannot be looked at could build on it, too.
    let may = |path: &Path, met: Met| match met {
        Met::File | Met::NoFile => path.ends_with(NAME),
        Met::Closed => true,
    };
    let found = disk::find(top.unwrap_or(folder), &may).map_err(|error| error.to_string())?;
    let known: HashSet<PathBuf> = given.iter().map(|spec| disk::real(&spec.path)).collect();
    let others = found
        .into_iter()
        .filter(|path| !known.contains(&disk::real(path)));
    Ok(others.map(SelectedSpec::found).collect())
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
    fn found(&self, given: &Path) -> Result<Vec<SelectedSpec>, String> {
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
        Ok(found.into_iter().map(SelectedSpec::found).collect())
    }
}
