//! Finds the required Terraform in the files of a repository.

use super::Claim;
use crate::{catalogue::version_numbers, source::Repository};

/// The version file of tfenv and similar tools.
const TERRAFORM_VERSION: &str = ".terraform-version";
/// The version file of asdf and similar tools.
const TOOL_VERSIONS: &str = ".tool-versions";

/// The exact version that a file requires.
#[must_use]
pub fn find_version(repository: &dyn Repository) -> Option<Claim> {
    let own = repository.text(TERRAFORM_VERSION);
    let own = own.as_deref().and_then(|text| {
        let mut lines = text.lines().enumerate();
        lines.find_map(|(line, text)| parse_exact(TERRAFORM_VERSION, line, text))
    });
    own.or_else(|| {
        let text = repository.text(TOOL_VERSIONS)?;
        let mut lines = text.lines().enumerate();
        lines.find_map(|(line, text)| {
            let version = text.trim().strip_prefix("terraform ")?;
            parse_exact(TOOL_VERSIONS, line, version)
        })
    })
}

fn parse_exact(file: &'static str, line: usize, text: &str) -> Option<Claim> {
    let text = text.split('#').next().unwrap_or_default().trim();
    let is_exact = version_numbers(text).len() == 3 && text.split('.').count() == 3;
    is_exact.then(|| Claim::new(file, line + 1, text))
}
