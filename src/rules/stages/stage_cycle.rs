//! A stage is built on itself.
//!
//! ## Why
//! A stage can only be built on an earlier stage. Docker would not report a cycle, but treat the name as an image on
//! Docker Hub.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! from = "docs"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "builder"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{rules::prelude::*, spec::stages::is_image};

pub const RULE: Rule = Rule::error("TV0311", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        if name != "base" && !is_image(name) && stage.from.as_ref() == Some(name) {
            findings
                .report(
                    place!("stages", name, "from"),
                    format!("`{name}` is built on itself"),
                )
                .label("same stage")
                .help("write `from = \"base\"`, an earlier stage, or an image with its tag");
        }
    }
}
