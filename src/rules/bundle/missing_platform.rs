//! `Gemfile.lock` does not include the platform of the image.
//!
//! ## Why
//! Bundler installs only on the platforms in `PLATFORMS` of `Gemfile.lock`. Alpine uses the C library musl, so its platform is
//! `x86_64-linux-musl`: a lockfile made on macOS or on a GNU system fails the build unless it lists that platform or `ruby`.
//! `x86_64-linux` alone is enough for Bundler before 2.6.5, if no gem is locked for the GNU C library only.
//!
//! ## Fails
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     ffi (1.17.2-arm64-darwin)
//!     ffi (1.17.2-x86_64-linux-gnu)
//!
//! PLATFORMS
//!   arm64-darwin-24
//!   x86_64-linux-gnu
//!
//! DEPENDENCIES
//!   ffi
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["build-base", "libffi-dev"]
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     ffi (1.17.2-x86_64-linux-gnu)
//!
//! PLATFORMS
//!   x86_64-linux
//!
//! DEPENDENCIES
//!   ffi
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.4"
//! ```
//!
//! ## Passes
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     ffi (1.17.2-x86_64-linux-gnu)
//!     ffi (1.17.2-x86_64-linux-musl)
//!
//! PLATFORMS
//!   x86_64-linux-gnu
//!   x86_64-linux-musl
//!
//! DEPENDENCIES
//!   ffi
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     rack (3.2.3)
//!
//! PLATFORMS
//!   arm64-darwin-24
//!   x86_64-linux
//!
//! DEPENDENCIES
//!   rack
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.4"
//! ```

use std::collections::HashSet;

use crate::{
    catalogue::bundler::{checks_platforms, follows_lockfile, has_strict_linux},
    repository::{
        gem_platform::{AlpinePlatform, is_gnu_linux},
        gemfile_lock,
        installed_gems::InstalledGems,
        locked_gems::{LockedGem, Lockfile},
    },
    rules::prelude::*,
    spec::stages::StageKind,
};

pub const RULE: Rule = Rule::error("TV0412", Check::Repository(check));

/// The maximum number of platforms in the message.
const MAX_SHOWN: usize = 4;

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let builder = spec.stage_of_kind(StageKind::Builder);
    if !spec.is_bundle_frozen() || !builder.is_some_and(|builder| spec.is_built_on_base(&builder)) {
        return;
    }
    let platform = spec.gem_platform();
    let Some(gems) = InstalledGems::read(repository, &spec.excluded_groups(), platform) else {
        return;
    };
    let Some(bundler) = used_bundler(spec, repository) else {
        return;
    };
    let locked = &gems.lockfile.platforms;
    if !checks_platforms(&bundler)
        || locked.is_empty()
        || locked.iter().any(|locked| platform.is_named(&locked.text))
    {
        return;
    }
    let is_included = locked
        .iter()
        .any(|locked| platform.is_any_linux(&locked.text));
    let (message, label) = if !is_included {
        let message = format!(
            "`{}` line {} lists {}, but the image is `{}`",
            gemfile_lock::FILE,
            locked[0].line,
            list_platforms(&gems.lockfile),
            platform.name()
        );
        (message, "not in the lockfile")
    } else if has_strict_linux(&bundler) {
        let message = format!(
            "`{}` line {} lists {}, which Bundler {bundler} does not accept for `{}`",
            gemfile_lock::FILE,
            locked[0].line,
            list_platforms(&gems.lockfile),
            platform.name()
        );
        (message, "not in the lockfile")
    } else if let Some(gem) = find_gnu_gem(&gems, platform) {
        let message = format!(
            "{}, but no variant for `{}`",
            gem.claim.describe(),
            platform.name()
        );
        (message, "other C library")
    } else {
        return;
    };
    findings
        .report(place!("base", "alpine"), message)
        .label(label)
        .help(format!(
            "run `bundle lock --add-platform {}` and commit `{}`",
            platform.name(),
            gemfile_lock::FILE
        ));
}

/// The version of Bundler that installs the gems.
fn used_bundler(spec: &Spec, repository: &dyn Repository) -> Option<String> {
    let bundler = spec.bundler()?;
    let lockfile = repository.text(gemfile_lock::FILE)?;
    let locked = gemfile_lock::bundled_with(&lockfile).filter(|_| follows_lockfile(bundler));
    Some(locked.map_or(bundler.to_owned(), |locked| locked.text))
}

/// The platforms of `lockfile` as a phrase.
fn list_platforms(lockfile: &Lockfile) -> String {
    let all = &lockfile.platforms;
    let shown = all.iter().take(MAX_SHOWN);
    let mut shown: Vec<String> = shown.map(|claim| format!("`{}`", claim.text)).collect();
    if all.len() > MAX_SHOWN {
        shown.push(format!("{} more", all.len() - MAX_SHOWN));
    }
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

/// The first installed gem that is locked for GNU Linux, and for no platform that `platform` accepts.
fn find_gnu_gem(gems: &InstalledGems, platform: AlpinePlatform) -> Option<&LockedGem> {
    let accepted = gems.iter().filter(|gem| platform.accepts(gem));
    let accepted: HashSet<&str> = accepted.map(|gem| gem.name.as_str()).collect();
    gems.iter().find(|gem| {
        gem.platform.as_deref().is_some_and(is_gnu_linux) && !accepted.contains(gem.name.as_str())
    })
}
