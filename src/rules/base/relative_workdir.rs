//! A working directory is not an absolute path or has an invalid character.
//!
//! ## Why
//! Docker resolves a relative `WORKDIR` against the previous one, so a stage would work in a folder that depends on
//! its parent. Copies between stages need fixed paths.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! workdir = "app"
//! ```
//!
//! ```toml
//! [stages.docs]
//! workdir = "/my app"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! workdir = "/app"
//! ```
//!
//! ```toml
//! [stages.docs]
//! workdir = "/app/tech_docs"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    rules::prelude::*,
    spec::{base::DEFAULT_WORKDIR, paths::find_invalid_character},
};

pub const RULE: Rule = Rule::error("TV0206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed {
        value: workdir,
        place,
    } in spec.workdirs()
    {
        let invalid =
            find_invalid_character(workdir).or_else(|| workdir.chars().find(|c| is_wildcard(*c)));
        let (message, label) = match invalid {
            _ if !workdir.starts_with('/') => (
                format!("`{workdir}` is not an absolute path"),
                "does not start with `/`".to_owned(),
            ),
            Some(c) => (
                format!("`{workdir}` has a character that Docker may interpret"),
                format!("contains `{c}`"),
            ),
            None => continue,
        };
        findings
            .report(place, message)
            .label(label)
            .help(format!("write `workdir = \"{}\"`", suggestion(workdir)));
    }
}

fn is_wildcard(c: char) -> bool {
    c == '*' || c == '?'
}

/// The path nearest to `workdir`.
fn suggestion(workdir: &str) -> String {
    let relative = workdir.trim_start_matches(['.', '/', '~', ' ']);
    let allowed = relative.chars().map(|c| {
        if find_invalid_character(&format!("/{c}")).is_some() || is_wildcard(c) {
            '-'
        } else {
            c
        }
    });
    let path = format!("/{}", allowed.collect::<String>());
    if path == "/" && workdir != "/" {
        DEFAULT_WORKDIR.to_owned()
    } else {
        path
    }
}
