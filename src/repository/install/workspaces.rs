//! Finds the packages of a workspace: each has a `package.json` that the installation reads.

use crate::{
    repository::{package_json, wildcard},
    source::{Repository, path::normalize},
};

/// The maximum number of packages in a workspace.
const MAX_PACKAGES: usize = 1_000;

/// The folders of packages that match `patterns`, relative to `folder` and with a trailing `/`, in order; `!pattern` excludes.
pub(super) fn find_packages(
    repository: &dyn Repository,
    folder: &str,
    patterns: &[String],
) -> Vec<String> {
    let mut packages: Vec<String> = Vec::new();
    for pattern in patterns {
        let (excludes, pattern) = match pattern.strip_prefix('!') {
            Some(pattern) => (true, pattern),
            None => (false, pattern.as_str()),
        };
        let path = normalize(&format!("{folder}{pattern}"));
        if path.is_empty() || path.starts_with("..") {
            continue;
        }
        let folders = wildcard::expand(repository, &path).into_iter();
        let found = folders.map(|folder| format!("{folder}/"));
        if excludes {
            let unwanted: Vec<String> = found.collect();
            packages.retain(|package| !unwanted.contains(package));
            continue;
        }
        let is_package =
            |folder: &String| repository.has(&format!("{folder}{}", package_json::FILE));
        for package in found.filter(is_package) {
            if packages.len() < MAX_PACKAGES && !packages.contains(&package) {
                packages.push(package);
            }
        }
    }
    packages
}
