//! Which Terraform the files of a repository want.

use super::Said;
use crate::{catalogue::numbers, source::Repository};

/// The file of tfenv and its like.
const TERRAFORM_VERSION: &str = ".terraform-version";
/// The file of asdf and its like.
const TOOL_VERSIONS: &str = ".tool-versions";

/// The exact version that a file wants.
#[must_use]
pub fn wanted(repository: &dyn Repository) -> Option<Said> {
    let own = repository.text(TERRAFORM_VERSION);
    let own = own.as_deref().and_then(|text| {
        let mut lines = text.lines().enumerate();
        lines.find_map(|(line, text)| exact(TERRAFORM_VERSION, line, text))
    });
    own.or_else(|| {
        let text = repository.text(TOOL_VERSIONS)?;
        let mut lines = text.lines().enumerate();
        lines.find_map(|(line, text)| {
            let version = text.trim().strip_prefix("terraform ")?;
            exact(TOOL_VERSIONS, line, version)
        })
    })
}

fn exact(file: &'static str, line: usize, text: &str) -> Option<Said> {
    let text = text.split('#').next().unwrap_or_default().trim();
    let is_exact = numbers(text).len() == 3 && text.split('.').count() == 3;
    is_exact.then(|| Said::new(file, line + 1, text))
}
