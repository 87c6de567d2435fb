//! Suggests what to do if a spec does not exist.

use std::path::Path;

use crate::{
    disk,
    finding::{did_you_mean, find_nearest},
};

/// The error for the spec at `path`; if the file is missing, suggests a similar name or `tvgen new`.
pub(super) fn with_help(error: &disk::Error, path: &Path) -> String {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let specs = disk::list_files(folder.unwrap_or(Path::new(".")), ".toml");
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if !error.is_missing() || specs.iter().any(|spec| *spec == name) {
        return error.to_string();
    }
    let help = match find_nearest(&name, specs.iter().map(String::as_str)) {
        Some(near) => did_you_mean(&path.with_file_name(near).display().to_string()),
        None => "to create a spec, run `tvgen new`".to_owned(),
    };
    format!("{error}\nhelp: {help}")
}
