//! Which package manager of JavaScript the files of a repository are for.

use super::{Said, package_json};
use crate::{
    catalogue::javascript::{Manager, managers},
    source::Repository,
};

/// The manager that `package.json` names or a lockfile is of, and where that stands.
#[must_use]
pub fn manager(repository: &dyn Repository) -> Option<(&'static Manager, Said)> {
    let package_json = repository.text(package_json::FILE);
    let said = package_json
        .as_deref()
        .and_then(package_json::package_manager);
    if let Some(said) = said {
        let (name, version) = said.text.split_once('@').unwrap_or((&said.text, ""));
        let is_berry = name == "yarn" && !version.starts_with("1.");
        let name = if is_berry { "yarn-berry" } else { name };
        let manager = managers().iter().find(|manager| manager.name == name)?;
        return Some((manager, said));
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
        Some((manager, Said::new(file, 1, &manager.name)))
    })
}

/// The version that `said`, of a field `packageManager`, names: `1.22.22` of `yarn@1.22.22+sha512.…`.
#[must_use]
pub fn version(said: &Said) -> Option<&str> {
    let (_, version) = said.text.split_once('@')?;
    version.split('+').next()
}
