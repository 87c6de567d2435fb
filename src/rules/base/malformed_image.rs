//! The base image is not a repository.
//!
//! ## Why
//! `base.image` is where the image of Ruby is pulled from, for those who use a mirror. Its tag is made of
//! `base.ruby` and `base.alpine`, and its digest is `base.digest`: written here as well, there would be two.
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

use crate::{lang::docker::Repository, rules::prelude::*, spec::base::DEFAULT_IMAGE};

pub const RULE: Rule = Rule::error("TV0204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(image) = &spec.base.image else {
        return;
    };
    if Repository::parse(image).is_none() {
        findings
            .report(
                at!("base", "image"),
                format!("`{image}` is not a repository of images"),
            )
            .label("not a repository")
            .help(format!(
                "write `image = \"{}\"`; tag and digest have keys of their own",
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
    let fits = Repository::parse(name).is_some();
    if fits {
        name.to_owned()
    } else {
        DEFAULT_IMAGE.to_owned()
    }
}
