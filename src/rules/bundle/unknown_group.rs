//! A group is left out that no gem is in.
//!
//! ## Why
//! Bundler says nothing about a group that it does not find. Either the name has a typing error, and the gems that were
//! to be left out are in the image, or the group is gone, and the line has been of no use since.
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
//!
//! group :development, :test do
//!   gem "debug"
//! end
//! ```
//!
//! ```toml
//! [bundle]
//! without = ["developement", "test"]
//! ```
//!
//! ## Passes
//! ```text Gemfile
//! gem "rails"
//! gem "debug", groups: %i[development test]
//! ```
//!
//! ```toml
//! [bundle]
//! without = ["development", "test"]
//! ```

use crate::{repository::gemfile, rules::prelude::*};

pub const RULE: Rule = Rule::warning("TV0411", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some(without) = &spec.bundle.without else {
        return;
    };
    let gemfile = repository.text(gemfile::FILE);
    let Some(groups) = gemfile.as_deref().and_then(gemfile::groups) else {
        return;
    };
    let groups_left = at!("bundle", "without").items(without);
    for (at, group) in groups_left.filter(|(_, group)| !groups.contains(group)) {
        let free = groups.iter().filter(|known| !without.contains(known));
        let help = match nearest(group, free.map(String::as_str)) {
            Some(near) => did_you_mean(near),
            None => format!("take `{group}` out, or put gems into the group"),
        };
        findings
            .report(
                at,
                format!("no gem of `{}` is in the group `{group}`", gemfile::FILE),
            )
            .label("not a group of the Gemfile")
            .help(help);
    }
}
