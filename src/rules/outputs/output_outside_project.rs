//! An output path is outside the project or unsafe.
//!
//! ## Why
//! Outputs are committed next to their spec, so that a change to either can be reviewed and checked. tvgen writes
//! nothing elsewhere. The path is written into other outputs, where whitespace and quotes are special. A file in `.git`
//! is not committed: git runs it as a hook, or reads it as configuration.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! makefile = "../Makefile"
//! ```
//!
//! ```toml
//! [outputs]
//! makefile = "/srv/Makefile"
//! ```
//!
//! ```toml
//! [outputs]
//! makefile = "make/"
//! ```
//!
//! ```toml
//! [outputs]
//! makefile = "my Makefile"
//! ```
//!
//! ```toml
//! [outputs]
//! makefile = ".GIT/hooks/pre-commit"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! makefile = "make/Makefile"
//! ```

use crate::{
    rules::prelude::*,
    spec::outputs::{find_output_path_error, suggest_path},
};

pub const RULE: Rule = Rule::error("TV1601", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, path) in spec.output_paths() {
        let Some(error) = find_output_path_error(path) else {
            continue;
        };
        let help = match suggest_path(path) {
            Some(near) => format!("write `{key} = \"{near}\"`"),
            None => format!(
                "write a path relative to the folder of the spec, or `{key} = false` to disable the output"
            ),
        };
        findings
            .report(
                place!("outputs", key),
                format!("`{path}` is not a valid output path"),
            )
            .label(error)
            .help(help);
    }
}
