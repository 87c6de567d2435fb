//! `.npmrc` contains a token.
//!
//! ## Why
//! The Dockerfile copies `.npmrc` into the builder stage, whose layers are pushed as a cache. Everybody who can pull the
//! cache can read the token, and so can everybody who can read the repository.
//!
//! ## Fails
//! ```text package.json
//! { "dependencies": {} }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```text .npmrc
//! //npm.pkg.github.com/:_authToken=0123456789abcdef
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```
//!
//! ## Passes
//! ```text package.json
//! { "dependencies": {} }
//! ```
//!
//! ```text package-lock.json
//! { "lockfileVersion": 3 }
//! ```
//!
//! ```text .npmrc
//! engine-strict=true
//! //npm.pkg.github.com/:_authToken=${NPM_TOKEN}
//! ```
//!
//! ```toml
//! [javascript]
//! manager = "npm"
//! version = "11.6.2"
//!
//! [stages.builder]
//! packages = ["npm"]
//! ```

use crate::{
    repository::install::{is_ignored, javascript::NPM_SETTINGS},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0511", Check::Repository(check));

/// Keys whose value is a credential (<https://docs.npmjs.com/cli/v11/configuring-npm/npmrc#auth-related-configuration>).
const CREDENTIALS: &[&str] = &["_authToken", "_auth", "_password"];

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let javascript = &spec.javascript;
    let path = format!("{}{NPM_SETTINGS}", javascript.folder());
    if javascript.manager.is_none() || is_ignored(repository, &path) {
        return;
    }
    let text = repository.text(&path).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let name = key.trim().rsplit(':').next().unwrap_or(key).trim();
        let value = value.trim().trim_matches('"');
        if CREDENTIALS.contains(&name) && !value.is_empty() && !value.starts_with("${") {
            findings
                .report(
                    place!("javascript", "manager"),
                    format!("`{path}` line {} contains a credential (`{name}`)", number + 1),
                )
                .label("`.npmrc` is copied into the image's builder")
                .help(format!(
                    "write `{name}=${{NPM_TOKEN}}`, revoke the credential, and pass it as a build secret"
                ));
        }
    }
}
