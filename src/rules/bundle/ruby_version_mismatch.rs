//! The repository requires a different Ruby version.
//!
//! ## Why
//! Bundler refuses to start if the Gemfile requires another Ruby version, and developers who use the one in
//! `.ruby-version` notice differences only in production.
//!
//! ## Fails
//! ```text .ruby-version
//! 3.4.6
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```
//!
//! ## Passes
//! ```text .ruby-version
//! 3.4.7
//! ```
//!
//! ```text Gemfile
//! ruby "~> 3.4.0"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{
    repository::{requirement::RubyRequirement, ruby::find_requirements},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0409", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some((ruby, _)) = spec.ruby_image() else {
        return;
    };
    let requirements = find_requirements(repository);
    let allows =
        |file: &&Vec<RubyRequirement>| file.iter().any(|other| other.requirement.allows(ruby));
    let others: Vec<&RubyRequirement> = requirements
        .iter()
        .filter(|file| !allows(file))
        .filter_map(|file| file.first())
        .collect();
    if others.is_empty() {
        return;
    }
    let claims: Vec<String> = others.iter().map(|other| other.claim.describe()).collect();
    findings
        .report(
            place!("base", "ruby"),
            format!("the spec uses Ruby `{ruby}`, but {}", claims.join(", and ")),
        )
        .label("different version")
        .help(suggestion(
            ruby,
            &others,
            requirements.iter().any(|file| allows(&file)),
        ));
}

/// Suggests a change of the files; if all `others` require one exact version and no file allows `ruby`, of the spec too.
fn suggestion(ruby: &str, others: &[&RubyRequirement], is_allowed: bool) -> String {
    let files: Vec<String> = others
        .iter()
        .map(|other| format!("`{}`", other.claim.file))
        .collect();
    let files = files.join(" and in ");
    let mut exact = others.iter().map(|other| other.requirement.exact_version());
    let first = exact.next().flatten();
    match first {
        Some(version) if !is_allowed && exact.all(|other| other.as_ref() == Some(&version)) => {
            format!("write `ruby = \"{version}\"`, or `{ruby}` in {files}")
        }
        Some(_) | None => format!("write `{ruby}` in {files}"),
    }
}
