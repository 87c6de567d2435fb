//! The outputs on standard output.

use super::{super::page::Page, Ready};

/// Prints outputs, each with its path above it where there are several.
pub(super) struct Printer {
    is_one: bool,
    has_printed: bool,
}

impl Printer {
    /// For a spec that `is_one` alone, or for several.
    pub(super) fn new(is_one: bool) -> Self {
        Self {
            is_one,
            has_printed: false,
        }
    }

    /// Prints the outputs of `ready`.
    pub(super) fn print(&mut self, ready: &Ready, page: &mut Page) {
        for artifact in &ready.artifacts {
            if !self.is_one || ready.artifacts.len() > 1 {
                let path = ready.folder.join(&artifact.path);
                let gap = if self.has_printed { "\n" } else { "" };
                page.result(&format!("{gap}==> {} <==\n", path.display()));
            }
            page.data(&artifact.text);
            self.has_printed = true;
        }
    }
}
