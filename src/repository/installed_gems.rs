//! Finds the gems that an image installs: the ones in `Gemfile.lock` that a group of the `Gemfile` requires.

use std::collections::{HashMap, HashSet};

use super::{
    gem_platform::{AlpinePlatform, RUBY},
    gemfile::{FILE as GEMFILE, is_gemspec},
    gemfile_lock::FILE as GEMFILE_LOCK,
    listed_gems::{ListedGem, listed_gems},
    locked_gems::{GemSource, LockedGem, Lockfile},
};
use crate::{catalogue::gems::has_musl_variant, source::Repository};

/// The gems that an image installs.
#[derive(Clone, Debug, Default)]
pub struct InstalledGems {
    /// The whole lockfile.
    pub lockfile: Lockfile,
    /// The names of the installed gems.
    names: HashSet<String>,
    /// The names of the gems with a precompiled variant for the platform.
    precompiled: HashSet<String>,
}

impl InstalledGems {
    /// Reads the gems of `repository` that are installed on `platform`, without those that are only in the groups `without`.
    /// `None` if there is no lockfile.
    #[must_use]
    pub fn read(
        repository: &dyn Repository,
        without: &[&str],
        platform: AlpinePlatform,
    ) -> Option<Self> {
        let lockfile = Lockfile::parse(&repository.text(GEMFILE_LOCK)?);
        let gemfile = repository.text(GEMFILE).unwrap_or_default();
        let names = installed_names(&lockfile, &gemfile, without);
        let precompiled = lockfile
            .gems
            .iter()
            .filter(|gem| gem.platform.is_some() && platform.accepts(gem))
            .map(|gem| gem.name.clone())
            .collect();
        Some(Self {
            lockfile,
            names,
            precompiled,
        })
    }

    /// Whether one of `names` is installed.
    #[must_use]
    pub fn has_any(&self, names: &[String]) -> bool {
        names.iter().any(|name| self.names.contains(name))
    }

    /// Whether Bundler installs a precompiled variant of `gem`.
    #[must_use]
    pub fn is_precompiled(&self, gem: &LockedGem) -> bool {
        // If the lockfile lists only the platform `ruby`, Bundler looks for other variants itself.
        let mut platforms = self.lockfile.platforms.iter();
        self.precompiled.contains(&gem.name)
            || platforms.all(|platform| platform.text == RUBY)
                && has_musl_variant(&gem.name, &gem.version)
    }

    /// The installed gems, one for each platform that a gem is locked for.
    pub fn iter(&self) -> impl Iterator<Item = &LockedGem> {
        let gems = self.lockfile.gems.iter();
        gems.filter(|gem| self.names.contains(&gem.name))
    }
}

/// The names of the gems that a group other than `without` requires, directly or through other gems. A gem whose groups are
/// unknown counts as installed.
fn installed_names(lockfile: &Lockfile, gemfile: &str, without: &[&str]) -> HashSet<String> {
    let listed = listed_gems(gemfile);
    let mut by_name: HashMap<&str, Vec<&ListedGem>> = HashMap::new();
    for gem in &listed {
        by_name.entry(&gem.name).or_default().push(gem);
    }
    let mut gems: HashMap<&str, Vec<&LockedGem>> = HashMap::new();
    for gem in &lockfile.gems {
        gems.entry(&gem.name).or_default().push(gem);
    }
    let is_from_path = |name: &str| {
        let variants = gems.get(name);
        variants.is_some_and(|gems| gems.iter().any(|gem| gem.source == GemSource::Path))
    };
    let is_excluded = |group: &str| without.contains(&group);
    // A gem that only the gemspec lists for development is in the group `development`.
    let has_gemspec = is_gemspec(gemfile);
    let is_installed = |name: &str| match by_name.get(name) {
        Some(listed) => listed.iter().any(|gem| {
            let groups = gem.groups.as_ref();
            let is_kept =
                groups.is_none_or(|groups| groups.iter().any(|group| !is_excluded(group)));
            !gem.is_skipped && is_kept
        }),
        None => !has_gemspec || is_from_path(name) || !is_excluded("development"),
    };
    let direct = lockfile.dependencies.iter().map(String::as_str);
    let mut next: Vec<&str> = direct.filter(|name| is_installed(name)).collect();
    let mut names = HashSet::new();
    while let Some(name) = next.pop() {
        if names.insert(name.to_owned()) {
            let variants = gems.get(name).into_iter().flatten();
            next.extend(variants.flat_map(|gem| gem.dependencies.iter().map(String::as_str)));
        }
    }
    names
}
