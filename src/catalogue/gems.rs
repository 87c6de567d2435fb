//! Packages that gems need to compile and to run.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{parse_data, version_numbers};

/// The packages that a gem needs.
#[derive(Clone, Debug, Deserialize)]
pub struct GemEntry {
    /// The gem.
    pub name: String,
    /// The first version that the entry applies to.
    from: Option<String>,
    /// The first version that it no longer applies to.
    before: Option<String>,
    /// Whether the gem has an extension that is compiled.
    #[serde(default)]
    pub native: bool,
    /// The first version with a precompiled variant for Linux with musl.
    precompiled: Option<String>,
    /// The packages on Alpine.
    #[serde(default)]
    pub alpine: PackageLists,
    /// The packages on Debian.
    #[serde(default)]
    pub debian: PackageLists,
    /// Gems whose entries apply instead.
    #[serde(default)]
    pub except_with: Vec<String>,
    /// The version that each series of Ruby contains.
    #[serde(default)]
    ships_with_ruby: BTreeMap<String, String>,
    /// Where the requirement was read.
    pub source: String,
}

/// Packages, each as a name or as alternatives: `vips|imagemagick`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PackageLists {
    /// The packages for the compilation.
    #[serde(default)]
    pub build: Vec<String>,
    /// The packages at run time.
    #[serde(default)]
    pub run: Vec<String>,
}

#[derive(Deserialize)]
struct Gems {
    gem: Vec<GemEntry>,
    compiled: Compiled,
    provided_by: BTreeMap<String, Vec<String>>,
    image: Image,
}

/// Gems that need only a compiler.
#[derive(Deserialize)]
struct Compiled {
    names: Vec<String>,
    precompiled: BTreeMap<String, String>,
}

/// The packages of the official image of Ruby, before a release of each series.
#[derive(Deserialize)]
struct Image {
    packages: Vec<String>,
    before: BTreeMap<String, String>,
}

static GEMS: LazyLock<Gems> = LazyLock::new(|| parse_data(include_str!("gems.toml")));

/// All entries.
#[must_use]
pub fn entries() -> &'static [GemEntry] {
    &GEMS.gem
}

/// The gems that need only a compiler.
#[must_use]
pub fn compiled_names() -> &'static [String] {
    &GEMS.compiled.names
}

/// The entries for `version` of the gem `name`.
pub fn find_entries(name: &str, version: &str) -> impl Iterator<Item = &'static GemEntry> {
    let version = version_numbers(version);
    entries().iter().filter(move |entry| {
        let bound = |bound: &Option<String>| bound.as_deref().map(version_numbers);
        entry.name == name
            && bound(&entry.from).is_none_or(|from| version >= from)
            && bound(&entry.before).is_none_or(|before| version < before)
    })
}

/// Whether the gem `name` is known to have an extension that is compiled.
#[must_use]
pub fn is_native(name: &str) -> bool {
    compiled_names().iter().any(|known| known == name)
        || entries()
            .iter()
            .any(|entry| entry.native && entry.name == name)
}

/// Whether `version` of the gem `name` has a precompiled variant for Linux with musl.
#[must_use]
pub fn has_musl_variant(name: &str, version: &str) -> bool {
    let own = entries()
        .iter()
        .filter(|entry| entry.name == name)
        .find_map(|entry| entry.precompiled.as_ref());
    let first = own.or_else(|| GEMS.compiled.precompiled.get(name));
    first.is_some_and(|first| version_numbers(version) >= version_numbers(first))
}

impl GemEntry {
    /// Whether the release `ruby` contains `version` of the gem.
    #[must_use]
    pub fn ships_with(&self, ruby: &str, version: &str) -> bool {
        let shipped = self.ships_with_ruby.get(&series(ruby));
        shipped.is_some_and(|shipped| shipped == version)
    }
}

/// Whether the package `installed` is, contains or depends on `package`.
#[must_use]
pub fn provides(installed: &str, package: &str) -> bool {
    let unnumbered: String = installed.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_installed = |name: &str| name == installed || name == unnumbered;
    let by = GEMS.provided_by.get(package).into_iter().flatten();
    is_installed(package) || by.into_iter().any(|name| is_installed(name))
}

/// Whether the official image of the release `ruby` contains `package`.
#[must_use]
pub fn is_in_image(package: &str, ruby: &str) -> bool {
    let before = GEMS.image.before.get(&series(ruby));
    before.is_some_and(|before| version_numbers(ruby) < version_numbers(before))
        && GEMS.image.packages.iter().any(|known| known == package)
}

/// The series of the release `ruby`: `3.4`.
fn series(ruby: &str) -> String {
    ruby.split('.').take(2).collect::<Vec<_>>().join(".")
}
