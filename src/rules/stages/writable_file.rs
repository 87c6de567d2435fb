//! A writable path is a file.
//!
//! ## Why
//! `writable` lists folders, which the build creates with `mkdir -p`. If the repository has a file at this path, the command
//! fails.
//!
//! ## Fails
//! ```text config.ru
//! run Rails.application
//! ```
//!
//! ```toml
//! [stages.production]
//! writable = ["tmp", "config.ru"]
//! ```
//!
//! ## Passes
//! ```text config.ru
//! run Rails.application
//! ```
//!
//! ```toml
//! [stages.production]
//! writable = ["tmp", "log"]
//! ```

use crate::{rules::prelude::*, source::path::folder};

pub const RULE: Rule = Rule::error("TV0364", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let writable = stage.writable.as_deref().unwrap_or_default();
        for (place, path) in place!("stages", name, "writable").items(writable) {
            let own = path.trim_start_matches("./");
            if own.starts_with('/') || own.ends_with('/') || repository.text(own).is_none() {
                continue;
            }
            let help = match folder(own).trim_end_matches('/') {
                "" => format!(
                    "remove it; to make the file writable, add `run = {{ after_copy = [\"chown appuser {own}\"] }}`"
                ),
                parent => format!("write its folder: `\"{parent}\"`"),
            };
            findings
                .report(place, format!("`{path}` is a file"))
                .label("not a folder")
                .help(help);
        }
    }
}
