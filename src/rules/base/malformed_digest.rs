//! The digest is not `sha256:` followed by 64 hexadecimal digits.
//!
//! ## Why
//! A digest identifies exactly one image, and Docker pulls no other. Docker compares every character, so a shortened
//! digest, or one with upper-case letters, matches no image.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! digest = "0b8d0e2c3f4a5968778695a4b3c2d1e0f0e1d2c3b4a5968778695a4b3c2d1e0f"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! digest = "sha256:0b8d0e2c"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! digest = "sha256:0b8d0e2c3f4a5968778695a4b3c2d1e0f0e1d2c3b4a5968778695a4b3c2d1e0f"
//! ```

use crate::{
    lang::docker::{Image, is_digest},
    rules::prelude::*,
    spec::base::{Base, DEFAULT_IMAGE},
};

pub const RULE: Rule = Rule::error("TV0203", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let base = &spec.base;
    let Some(digest) = base.digest.as_ref().filter(|digest| !is_digest(digest)) else {
        return;
    };
    findings
        .report(
            place!("base", "digest"),
            format!("`{digest}` is not an image digest"),
        )
        .label("use `sha256:` and 64 lower-case hexadecimal digits")
        .help(suggestion(base, digest));
}

/// Suggests a replacement for `digest`.
fn suggestion(base: &Base, digest: &str) -> String {
    let lower = digest.trim().to_lowercase();
    let whole = format!("sha256:{}", lower.strip_prefix("sha256:").unwrap_or(&lower));
    if is_digest(&whole) {
        return format!("write `digest = \"{whole}\"`");
    }
    let image = base.image.as_deref().unwrap_or(DEFAULT_IMAGE);
    let ruby = base.ruby.as_deref().unwrap_or_default();
    let alpine = base.alpine.as_deref().unwrap_or_default();
    let image = format!("{image}:{ruby}-alpine{alpine}");
    // The suggested command never contains an invalid image.
    let image = Image::parse(&image).map_or("ruby:3.4.7-alpine".to_owned(), |image| {
        image.as_str().to_owned()
    });
    format!("write the `Digest` that `docker buildx imagetools inspect {image}` prints")
}
