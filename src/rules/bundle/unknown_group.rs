//! An excluded group has no gems.
//!
//! ## Why
//! Bundler ignores a group that it does not find. Either the name has a typo, and the gems to exclude are in the
//! image, or the group was removed, and the entry has no effect.
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
//! ```text Gemfile.lock
//! GEM
//!   specs:
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
//! ```text Gemfile.lock
//! GEM
//!   specs:
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
    let excluded = place!("bundle", "without").items(without);
    for (place, group) in excluded.filter(|(_, group)| !groups.contains(group)) {
        let available = groups.iter().filter(|known| !without.contains(known));
        let help = match find_nearest(group, available.map(String::as_str)) {
            Some(near) => did_you_mean(near),
            None => format!("remove `{group}`, or add gems to the group"),
        };
        findings
            .report(
                place,
                format!("`{}` has no gem in the group `{group}`", gemfile::FILE),
            )
            .label("unknown group")
            .help(help);
    }
}
