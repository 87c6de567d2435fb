//! A stage uses an image that can change.
//!
//! ## Why
//! Without a tag Docker uses `latest`, which moves with each release: two builds of one commit differ, and a build can
//! fail although nothing in the repository has changed.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! copy = ["/app", { from = "ghcr.io/acme/tools", path = "/tools" }]
//! ```
//!
//! ```toml
//! [stages.docs]
//! from = "docker.io/library/node:latest"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "docker.io/library/node:22.12.0-alpine3.21"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{lang::docker::Image, rules::prelude::*, spec::stages::is_image};

pub const RULE: Rule = Rule::warning("TV0330", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value, place } in spec.stage_references() {
        let Some(image) = Image::parse(value).filter(|_| is_image(value)) else {
            continue;
        };
        let label = match image.tag() {
            _ if value.contains('@') => continue,
            None => "no tag",
            Some("latest") => "moves with each release",
            Some(_) => continue,
        };
        let name = value.strip_suffix(":latest").unwrap_or(value);
        findings
            .report(place, format!("`{value}` is not pinned to a version"))
            .label(label)
            .help(format!(
                "write a version, as in `{name}:1.2.3`, or a digest: `{name}@sha256:…`"
            ));
    }
}
