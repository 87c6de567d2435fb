//! A stage copies from a stage that does not exist.
//!
//! ## Why
//! If no earlier stage has the name in `COPY --from`, Docker treats the name as an image and pulls it from Docker Hub.
//! At best that fails, at worst the files come from somebody else's image.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//!
//! [stages.production]
//! copy = ["/app", { from = "dosc", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{rules::prelude::*, spec::stages::is_image};

pub const RULE: Rule = Rule::error("TV0312", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let names = spec.stage_names();
    for (
        name,
        Placed {
            value: source,
            place,
        },
    ) in spec.copy_sources()
    {
        if is_image(source) || names.iter().any(|known| known == source) {
            continue;
        }
        let before = spec.stages_before(name);
        let known: Vec<&str> = before.iter().map(String::as_str).collect();
        let help = if known.is_empty() {
            "remove `from` to copy from the build context: no stage comes before this one"
                .to_owned()
        } else {
            suggest(source, known)
        };
        findings
            .report(place, format!("the stage `{source}` does not exist"))
            .label("unknown stage")
            .help(help);
    }
}
