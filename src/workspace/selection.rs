//! Finds the specs that the arguments select: files, folders, patterns, `-` for standard input.

use std::{
    collections::HashSet,
    num::NonZero,
    path::{Component, Path, PathBuf},
    thread,
};

use globset::{GlobBuilder, GlobMatcher};

use super::{BaseSpecs, LoadedSpec, SPEC_FILE, find_orphans};
use crate::{
    disk::{self, EntryKind},
    finding::{Finding, Location, Severity, find_nearest},
    source::Value,
    spec::read::read,
};

/// A selected spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SelectedSpec {
    /// The path of the file; `-` for standard input.
    pub path: PathBuf,
    /// Whether it was found in a folder or by a pattern, not named.
    pub is_discovered: bool,
}

/// The selected specs.
#[derive(Clone)]
pub struct Selection {
    /// The specs without duplicates, sorted by path.
    pub specs: Vec<SelectedSpec>,
    /// The number of specs to process in parallel.
    pub jobs: usize,
    /// The base specs read so far.
    pub bases: BaseSpecs,
    /// Whether the spec in the current folder is selected, for lack of arguments.
    pub is_default: bool,
    /// Whether base specs are skipped if they were found, not named.
    pub skips_bases: bool,
    /// Whether each spec has a status line, followed by a summary.
    pub has_summary: bool,
    /// The errors of arguments that select no spec.
    pub errors: Vec<String>,
}

impl Selection {
    /// Finds the specs that `given` selects; `jobs` is the number to process in parallel, and the folders `allowed` may have
    /// base specs.
    pub fn find(given: &[PathBuf], jobs: Option<NonZero<usize>>, allowed: &[PathBuf]) -> Self {
        let jobs = jobs.or_else(|| thread::available_parallelism().ok());
        let mut selection = Self {
            specs: Vec::new(),
            jobs: jobs.map_or(1, NonZero::get),
            bases: BaseSpecs::new(allowed),
            is_default: given.is_empty(),
            skips_bases: false,
            has_summary: false,
            errors: Vec::new(),
        };
        if selection.is_default {
            selection
                .specs
                .push(SelectedSpec::named(Path::new(SPEC_FILE)));
            return selection;
        }
        for given in given {
            match find_given(given) {
                Ok(specs) => selection.specs.extend(specs),
                Err(error) => selection.errors.push(error),
            }
        }
        if given.len() > 1 {
            // Of two paths to one file, keep the shorter one or, if both are equally long, the named one.
            selection
                .specs
                .sort_by_key(|spec| (spec.path.components().count(), spec.is_discovered));
            let mut seen = HashSet::new();
            let mut is_new = |spec: &SelectedSpec| seen.insert(disk::canonicalize(&spec.path));
            selection.specs.retain(|spec| is_new(spec));
        }
        selection.specs.sort();
        selection.skips_bases = selection.has_many();
        selection.has_summary = selection.has_many();
        selection
    }

    /// Loads `spec`; `None` for a base spec that is skipped.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load(&self, spec: &SelectedSpec) -> Result<Option<LoadedSpec>, String> {
        let input = self.bases.load_spec(&spec.path)?;
        let is_skipped = self.skips_bases && spec.is_discovered && is_base(&input);
        Ok((!is_skipped).then_some(input))
    }

    /// Whether there is more than one spec.
    pub fn has_many(&self) -> bool {
        self.specs.len() > 1
    }
}

impl SelectedSpec {
    fn named(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            is_discovered: false,
        }
    }

    fn found(path: PathBuf) -> Self {
        Self {
            path,
            is_discovered: true,
        }
    }
}

/// Finds the specs that the argument `given` selects.
///
/// # Errors
/// If there are none.
fn find_given(given: &Path) -> Result<Vec<SelectedSpec>, String> {
    let is_here = given.as_os_str().is_empty();
    if is_here || disk::is_folder(given) {
        return find_below(given);
    }
    match Pattern::new(given) {
        Some(pattern) if !disk::exists(given) => pattern?.find_specs(given),
        Some(_) | None => Ok(vec![SelectedSpec::named(given)]),
    }
}

/// Finds each `tvgen.toml` in or below `folder`, and entries that cannot be read, so that loading reports them.
///
/// # Errors
/// If there is none.
fn find_below(folder: &Path) -> Result<Vec<SelectedSpec>, String> {
    let is_spec = |path: &Path, kind: EntryKind| match kind {
        EntryKind::File | EntryKind::NonFile => path.ends_with(SPEC_FILE),
        EntryKind::Unreadable => true,
    };
    let mut found = disk::find_files(folder, &is_spec).map_err(|error| error.to_string())?;
    let here = folder.join(SPEC_FILE);
    // The spec directly in the folder is selected even if git ignores it.
    if !found.contains(&here) && disk::exists(&here) {
        found.push(here);
    }
    if found.is_empty() {
        let folder = match folder.display().to_string() {
            here if here.is_empty() => "the current folder".to_owned(),
            folder => format!("`{folder}`"),
        };
        return Err(format!(
            "no {SPEC_FILE} in {folder} or below it (folders that git ignores are skipped)"
        ));
    }
    Ok(found.into_iter().map(SelectedSpec::found).collect())
}

/// Whether `input` is a base spec, and not a service whose `[service]` table was lost: it has other tables but none with a
/// name like `service`, no errors except missing keys, and no generated files next to it.
fn is_base(input: &LoadedSpec) -> bool {
    let source = &input.source;
    let has_only_other_tables = match &source.root.value {
        Value::Table(table) => {
            let keys = table.keys().map(String::as_str);
            !table.is_empty() && find_nearest("service", keys).is_none()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => false,
    };
    let is_tolerated = |finding: &Finding| {
        finding.severity != Severity::Error
            || finding.name == "missing-key" && matches!(finding.location, Location::Missing(_))
    };
    has_only_other_tables
        && read(source).findings.iter().all(is_tolerated)
        && find_orphans(&source.own.name, &input.folder, &[]).is_empty()
}

/// Finds specs other than `given` that may extend the file `base`: those below the nearest folder that has both the file and
/// all of `given` below it.
///
/// # Errors
/// If there are too many files to search.
pub fn find_dependents(base: &str, given: &[SelectedSpec]) -> Result<Vec<SelectedSpec>, String> {
    let is_up = |folder: &Path| folder.components().all(|part| part == Component::ParentDir);
    let is_below = |folder: &Path, path: &Path| {
        path.starts_with(folder) || !path.is_absolute() && is_up(folder)
    };
    let mut folders = Path::new(base).ancestors().skip(1);
    let top = folders.find(|folder| given.iter().all(|spec| is_below(folder, &spec.path)));
    let folder = Path::new(base).parent().unwrap_or(Path::new(""));
    // Entries that cannot be read might extend it, too.
    let is_candidate = |path: &Path, kind: EntryKind| match kind {
        EntryKind::File | EntryKind::NonFile => path.ends_with(SPEC_FILE),
        EntryKind::Unreadable => true,
    };
    let found = disk::find_files(top.unwrap_or(folder), &is_candidate)
        .map_err(|error| error.to_string())?;
    let known: HashSet<PathBuf> = given
        .iter()
        .map(|spec| disk::canonicalize(&spec.path))
        .collect();
    let others = found
        .into_iter()
        .filter(|path| !known.contains(&disk::canonicalize(path)));
    Ok(others.map(SelectedSpec::found).collect())
}

/// A pattern of paths.
struct Pattern {
    matcher: GlobMatcher,
    /// The folder that all matches are below.
    top: PathBuf,
}

impl Pattern {
    /// Parses `given`, if it has one of the characters `*`, `?`, `[` and `{`.
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
            Err(error) => Err(format!("`{text}` is not a valid pattern: {}", error.kind())),
        })
    }

    /// Finds the specs that this pattern, `given`, selects: matching files, each `tvgen.toml` below matching folders, and
    /// entries that cannot be read.
    ///
    /// # Errors
    /// If there are none.
    fn find_specs(&self, given: &Path) -> Result<Vec<SelectedSpec>, String> {
        let is_below = |path: &Path| {
            let mut folders = path.ancestors().skip(1);
            folders.any(|folder| self.matcher.is_match(folder))
        };
        let is_own = |path: &Path| {
            let is_toml = path.extension().is_some_and(|ending| ending == "toml");
            is_toml && self.matcher.is_match(path) || path.ends_with(SPEC_FILE) && is_below(path)
        };
        let is_spec = |path: &Path, kind: EntryKind| match kind {
            EntryKind::File => is_own(path),
            EntryKind::NonFile => path.ends_with(SPEC_FILE) && is_own(path),
            EntryKind::Unreadable => is_own(&path.join(SPEC_FILE)),
        };
        let found = disk::find_files(&self.top, &is_spec).map_err(|error| error.to_string())?;
        if found.is_empty() {
            return Err(format!(
                "`{}` matches no spec (folders that git ignores are skipped)",
                given.display()
            ));
        }
        Ok(found.into_iter().map(SelectedSpec::found).collect())
    }
}
