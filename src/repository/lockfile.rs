//! Detects the JavaScript package manager of a repository.

use super::{Claim, package_json};
use crate::{
    catalogue::javascript::{Manager, managers},
    source::Repository,
};

/// The package manager named in `package.json` or identified by a lockfile, and where it was found.
#[must_use]
pub fn find_manager(repository: &dyn Repository) -> Option<(&'static Manager, Claim)> {
    let package_json = repository.text(package_json::FILE);
    let claim = package_json
        .as_deref()
        .and_then(package_json::package_manager);
    if let Some(claim) = claim {
        let (name, version) = claim.text.split_once('@').unwrap_or((&claim.text, ""));
        let is_berry = name == "yarn" && !version.starts_with("1.");
        let name = if is_berry { "yarn-berry" } else { name };
        let manager = managers().iter().find(|manager| manager.name == name)?;
        return Some((manager, claim));
    }
    managers().iter().find_map(|manager| {
        let mut files = manager.lockfiles.iter();
        let file = files.find(|file| {
            let text = repository.text(file);
            let is_marked = |text: &String| {
                manager
                    .marker
                    .as_ref()
                    .is_none_or(|marker| text.contains(marker))
            };
            text.as_ref().is_some_and(is_marked)
        })?;
        Some((manager, Claim::new(file, 1, &manager.name)))
    })
}

/// The version in a field `packageManager`: `1.22.22` of `yarn@1.22.22+sha512.…`.
#[must_use]
pub fn manager_version(claim: &Claim) -> Option<&str> {
    let (_, version) = claim.text.split_once('@')?;
    version.split('+').next()
}

/// The lockfile of `manager` in `folder`, which has a trailing `/` or is empty.
#[must_use]
pub fn find_lockfile(
    repository: &dyn Repository,
    manager: &Manager,
    folder: &str,
) -> Option<String> {
    let paths = manager
        .lockfiles
        .iter()
        .map(|name| format!("{folder}{name}"));
    { paths }.find(|path| repository.has(path))
}
