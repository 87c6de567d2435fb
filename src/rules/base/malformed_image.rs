//! The base image is not a repository.
//!
//! ## Why
//! `base.image` is the repository that the Ruby image is pulled from, such as a mirror. Its tag consists of `base.ruby`
//! and `base.alpine`, and its digest is `base.digest`: in `image` they would be set twice.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! image = "ruby:3.4.7-alpine"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! image = "Mirror/Ruby Images"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! image = "docker.io/library/ruby"
//! ```

use crate::{lang::docker::ImageRepository, rules::prelude::*, spec::base::DEFAULT_IMAGE};

pub const RULE: Rule = Rule::error("TV0204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(image) = &spec.base.image else {
        return;
    };
    if ImageRepository::parse(image).is_none() {
        findings
            .report(
                place!("base", "image"),
                format!("`{image}` is not an image repository"),
            )
            .label("not a repository")
            .help(format!(
                "write `image = \"{}\"`; tag and digest have their own keys",
                suggestion(image)
            ));
    }
}

/// The repository nearest to `image`.
fn suggestion(image: &str) -> String {
    let lower = image.trim().to_lowercase();
    let name = lower
        .split_once("://")
        .map_or(lower.as_str(), |(_, name)| name);
    let name = name.split('@').next().unwrap_or_default();
    let name = name
        .rsplit_once(':')
        .filter(|(_, tag)| !tag.contains('/'))
        .map_or(name, |(name, _)| name);
    let fits = ImageRepository::parse(name).is_some();
    if fits {
        name.to_owned()
    } else {
        DEFAULT_IMAGE.to_owned()
    }
}
