//! Reads Bundler's settings of a repository.

use super::{Claim, install};
use crate::source::Repository;

/// The file of the settings.
pub const FILE: &str = ".bundle/config";

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name in `bundle config set`: `build.nokogiri`.
    pub name: String,
    /// Its line, from 1.
    pub line: usize,
}

/// The settings in [`FILE`], unless git ignores the file.
#[must_use]
pub fn settings(repository: &dyn Repository) -> Vec<Setting> {
    if install::is_ignored(repository, FILE) {
        return Vec::new();
    }
    let text = repository.text(FILE).unwrap_or_default();
    let lines = text.lines().enumerate();
    let settings = lines.filter_map(|(number, line)| {
        let (key, _) = line.split_once(':')?;
        let key = key.trim().strip_prefix("BUNDLE_")?;
        // Bundler writes `.` as `__` and `-` as `___` (lib/bundler/settings.rs, `key_to_s`).
        let name = key.replace("___", "-").replace("__", ".").to_lowercase();
        Some(Setting {
            name: Claim::new(FILE, number + 1, &name).text,
            line: number + 1,
        })
    });
    settings.collect()
}
