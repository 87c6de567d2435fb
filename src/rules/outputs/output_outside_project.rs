//! An output is not a file of the project.
//!
//! ## Why
//! Outputs are committed next to their spec, so that a change to either can be reviewed and checked. Nothing is written
//! elsewhere. Other outputs contain their paths, and blanks and quotes have a meaning there. A file in `.git` is not
//! committed: git runs it as a hook, or reads it as configuration.
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
    spec::outputs::{nearest_path, output_fault},
};

pub const RULE: Rule = Rule::error("TV1601", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, path) in spec.output_paths() {
        let Some(fault) = output_fault(path) else {
            continue;
        };
        let help = match nearest_path(path) {
            Some(near) => format!("write `{key} = \"{near}\"`"),
            None => format!(
                "write a path from the folder of the spec, or `{key} = false` to leave it out"
            ),
        };
        findings
            .report(
                at!("outputs", key),
                format!("`{path}` is not a file of the project"),
            )
            .label(fault)
            .help(help);
    }
}
