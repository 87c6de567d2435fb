//! Whether git ignores a file: such a file exists in one checkout and not in others.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::source::Repository;

/// The patterns of the `.gitignore` in the folder of the spec.
pub(super) struct Ignored(Gitignore);

impl Ignored {
    /// Reads the patterns of `repository`; an invalid pattern is skipped.
    pub(super) fn read(repository: &dyn Repository) -> Self {
        let mut builder = GitignoreBuilder::new("");
        let text = repository.text(".gitignore").unwrap_or_default();
        for line in text.lines() {
            let _ = builder.add_line(None, line);
        }
        Self(builder.build().unwrap_or_else(|_| Gitignore::empty()))
    }

    /// Whether git ignores `path`, a file or a folder.
    pub(super) fn has(&self, path: &str) -> bool {
        let is_ignored = |is_folder| {
            self.0
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
        };
        is_ignored(false) || is_ignored(true)
    }
}
