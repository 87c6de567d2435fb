//! Finds the git directories of a repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::read::{MAX_REPOSITORY_FILE, read_text};

/// The git directories of the repository at `top`, with links resolved: for a worktree, its own directory and then the
/// common one. Directories that git would reject are left out.
pub(super) fn find_git_folders(top: &Path) -> Vec<PathBuf> {
    let git = top.join(".git");
    let text = |path: &Path| read_text(path, path, MAX_REPOSITORY_FILE).ok().flatten();
    let (is_here, own) = match fs::symlink_metadata(&git) {
        Ok(file) if file.is_dir() => (true, git),
        Ok(_) => match text(&git)
            .as_deref()
            .and_then(|text| text.strip_prefix("gitdir:"))
        {
            Some(named) => (false, top.join(named.trim())),
            None => (false, git),
        },
        Err(_) => return Vec::new(),
    };
    let common = text(&own.join("commondir"));
    let common = common.map(|common| own.join(common.trim()));
    // Git requires this file, too. Without the check, a `.git` file could name any folder.
    let is_git = |folder: &PathBuf| folder.join("HEAD").is_file();
    let own = Some(own).filter(|own| is_here || is_git(own));
    let folders = own.into_iter().chain(common.filter(is_git));
    folders
        .filter_map(|folder| fs::canonicalize(folder).ok())
        .collect()
}
