//! A stage has a malformed image reference.
//!
//! ## Why
//! A name with a `:`, a `/` or an `@` is treated as an image. Repositories are lower case, a tag follows a `:`, and a
//! digest is `@sha256:` and 64 hexadecimal digits: Docker rejects anything else.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! from = "https://ghcr.io/Acme/docs:1.2"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ```toml
//! [stages.production]
//! copy = ["/app", { from = "acme/tools:", path = "/tools" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "ghcr.io/acme/docs:1.2"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{lang::docker::Image, rules::prelude::*, spec::stages::is_image};

pub const RULE: Rule = Rule::error("TV0309", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let parents = spec.stages.iter().filter_map(|(name, stage)| {
        Some(Placed::new(
            stage.from.as_deref()?,
            place!("stages", name, "from"),
        ))
    });
    let sources = spec.copy_sources().into_iter().map(|(_, source)| source);
    for Placed {
        value: reference,
        place,
    } in parents.chain(sources)
    {
        if is_image(reference) && Image::parse(reference).is_none() {
            findings
                .report(
                    place,
                    format!("`{reference}` is not a valid image reference"),
                )
                .label("malformed reference")
                .help(format!(
                    "write a repository and a tag, as in `from = \"{}\"`",
                    suggestion(reference)
                ));
        }
    }
}

/// The valid reference nearest to `reference`.
fn suggestion(reference: &str) -> String {
    let name = reference
        .split_once("://")
        .map_or(reference, |(_, name)| name);
    let name = name.trim().trim_end_matches([':', '@', '/']);
    let lower = name.to_lowercase();
    let candidates = [
        name.to_owned(),
        lower.clone(),
        format!("docker.io/library/{lower}"),
    ];
    let known = candidates
        .into_iter()
        .find(|name| is_image(name) && Image::parse(name).is_some());
    known.unwrap_or_else(|| "docker.io/library/alpine:3.22".to_owned())
}
