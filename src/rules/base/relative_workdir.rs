//! A working directory is not an absolute path.
//!
//! ## Why
//! Docker takes a relative `WORKDIR` from the one before it, so that where a stage works depends on what it is
//! built on. Copies from one stage to another need to know where things are.
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
    spec::{base::DEFAULT_WORKDIR, paths::misfit},
};

pub const RULE: Rule = Rule::error("TV0206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: workdir, at } in spec.workdirs() {
        let misfit = misfit(workdir).or_else(|| workdir.chars().find(|c| is_wildcard(*c)));
        let (message, label) = match misfit {
            _ if !workdir.starts_with('/') => (
                format!("`{workdir}` is not an absolute path"),
                "does not begin with `/`".to_owned(),
            ),
            Some(c) => (
                format!("`{workdir}` is no path that Docker takes as it is"),
                format!("has `{c}` in it"),
            ),
            None => continue,
        };
        findings
            .report(at, message)
            .label(label)
            .help(format!("write `workdir = \"{}\"`", suggestion(workdir)));
    }
}

fn is_wildcard(c: char) -> bool {
    c == '*' || c == '?'
}

/// The path nearest to `workdir`.
fn suggestion(workdir: &str) -> String {
    let inside = workdir.trim_start_matches(['.', '/', '~', ' ']);
    let plain = inside.chars().map(|c| {
        if misfit(&format!("/{c}")).is_some() || is_wildcard(c) {
            '-'
        } else {
            c
        }
    });
    let path = format!("/{}", plain.collect::<String>());
    if path == "/" && workdir != "/" {
        DEFAULT_WORKDIR.to_owned()
    } else {
        path
    }
}
