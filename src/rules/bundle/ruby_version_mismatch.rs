//! The repository asks for another Ruby than the image has.
//!
//! ## Why
//! Bundler refuses to start where the Gemfile names another Ruby, and developers who work with the one that
//! `.ruby-version` names find out in production what the other does differently.
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
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{
    repository::{requirement::Wanted, ruby::wanted},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0409", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some((ruby, _)) = spec.ruby_image() else {
        return;
    };
    let wanted = wanted(repository);
    let allows = |file: &&Vec<Wanted>| file.iter().any(|wanted| wanted.requirement.allows(ruby));
    let others: Vec<&Wanted> = wanted
        .iter()
        .filter(|file| !allows(file))
        .filter_map(|file| file.first())
        .collect();
    if others.is_empty() {
        return;
    }
    let phrases: Vec<String> = others.iter().map(|other| other.said.phrase()).collect();
    findings
        .report(
            at!("base", "ruby"),
            format!("Ruby is `{ruby}` here, but {}", phrases.join(", and ")),
        )
        .label("another Ruby")
        .help(suggestion(
            ruby,
            &others,
            wanted.iter().any(|file| allows(&file)),
        ));
}

/// What to write instead: in the spec, if all `others` name one version and none names `ruby`; in the files otherwise.
fn suggestion(ruby: &str, others: &[&Wanted], is_named: bool) -> String {
    let files: Vec<String> = others
        .iter()
        .map(|other| format!("`{}`", other.said.file))
        .collect();
    let files = files.join(" and in ");
    let mut exact = others.iter().map(|other| other.requirement.exact());
    let first = exact.next().flatten();
    match first {
        Some(version) if !is_named && exact.all(|other| other.as_ref() == Some(&version)) => {
            format!("write `ruby = \"{version}\"`, or `{ruby}` in {files}")
        }
        Some(_) | None => format!("write `{ruby}` in {files}"),
    }
}
