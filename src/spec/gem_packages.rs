//! Finds the packages that the gems of a service need, and that its stages do not install.

use super::{
    Spec,
    base::{is_alpine_release, is_official_image},
    stages::StageKind,
};
use crate::{
    catalogue::gems,
    place,
    place::Place,
    repository::{
        Claim,
        installed_gems::InstalledGems,
        locked_gems::{GemSource, LockedGem},
    },
    source::Repository,
};

/// A package that a gem needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededPackage {
    /// The names of the package: any of them is sufficient, and the first is recommended.
    pub names: Vec<&'static str>,
    /// Why it is needed.
    pub need: Need,
    /// The gems that need it, by their lines in `Gemfile.lock`; not empty.
    pub gems: Vec<(String, Claim)>,
}

/// Why a gem needs a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// To be compiled.
    Compile,
    /// To be downloaded from a git repository.
    Download,
    /// To run.
    Run,
}

/// The package with the compiler.
const COMPILER: &str = "build-base";
/// The package with Node.js.
const NODE: &str = "nodejs";
/// The package with git.
const GIT: &str = "git";

impl Spec {
    /// The packages that the gems need and the builder does not install.
    #[must_use]
    pub fn missing_build_packages(&self, repository: &dyn Repository) -> Vec<NeededPackage> {
        let needs = [Need::Compile, Need::Download];
        self.missing_packages(repository, StageKind::Builder, &needs)
    }

    /// The packages that the gems need and the runtime stage does not install.
    #[must_use]
    pub fn missing_runtime_packages(&self, repository: &dyn Repository) -> Vec<NeededPackage> {
        self.missing_packages(repository, StageKind::Runtime, &[Need::Run])
    }

    fn missing_packages(
        &self,
        repository: &dyn Repository,
        kind: StageKind,
        needs: &[Need],
    ) -> Vec<NeededPackage> {
        let Some(stage) = self.stage_of_kind(kind) else {
            return Vec::new();
        };
        // Other images may contain any package.
        let ruby = self
            .ruby_image()
            .filter(|(_, image)| is_official_image(image));
        let Some((ruby, _)) = ruby.filter(|_| self.is_built_on_base(&stage)) else {
            return Vec::new();
        };
        let groups = self.excluded_groups();
        let Some(gems) = InstalledGems::read(repository, &groups, self.gem_platform()) else {
            return Vec::new();
        };
        let mut needed = needed_packages(&gems, ruby);
        let installed = self.packages_of(&stage);
        let installed: Vec<&str> = installed
            .iter()
            .filter_map(|package| package.name())
            .collect();
        let commands = self.commands_of(&stage);
        // `javascript-without-node` checks that Node.js is installed for JavaScript packages.
        let has_node = kind == StageKind::Builder && self.javascript.manager.is_some();
        needed.retain(|package| {
            let is_installed = |name: &&str| {
                gems::is_in_image(name, ruby)
                    || has_node && *name == NODE
                    || installed.iter().any(|own| gems::provides(own, name))
                    || commands.iter().any(|command| has_word(command, name))
            };
            needs.contains(&package.need) && !package.names.iter().any(is_installed)
        });
        needed
    }

    /// The array that the runtime package `name` belongs to: that of the base, or that of the runtime stage if another stage also
    /// lists the package.
    #[must_use]
    pub fn runtime_package_place(&self, name: &str) -> Place {
        let mut packages = self.stages.values().flat_map(|stage| &stage.packages);
        let is_listed = packages.any(|package| package.name() == Some(name));
        match self.stage_of_kind(StageKind::Runtime).filter(|_| is_listed) {
            Some(runtime) => place!("stages", runtime.as_str(), "packages"),
            None => place!("base", "packages"),
        }
    }

    /// The release of Alpine that the image is built on, if it is set and valid.
    #[must_use]
    pub fn alpine_release(&self) -> Option<&str> {
        let release = self.base.alpine.as_deref();
        release.filter(|release| is_alpine_release(release))
    }
}

/// All packages that `gems` need, with the release `ruby`.
fn needed_packages(gems: &InstalledGems, ruby: &str) -> Vec<NeededPackage> {
    let mut needed = Vec::new();
    let mut add = |names: &'static str, need: Need, gem: &LockedGem| {
        add_package(&mut needed, names.split('|').collect(), need, gem);
    };
    for gem in gems.iter() {
        if gem.source == GemSource::Git {
            add(GIT, Need::Download, gem);
        }
        if gem.platform.is_some() || gems.is_precompiled(gem) {
            continue;
        }
        let entries = || gems::find_entries(&gem.name, &gem.version);
        let is_shipped = entries().any(|entry| entry.ships_with(ruby, &gem.version));
        if is_shipped {
            continue;
        }
        if gems::is_native(&gem.name) {
            add(COMPILER, Need::Compile, gem);
        }
        for entry in entries().filter(|entry| !gems.has_any(&entry.except_with)) {
            let alpine = &entry.alpine;
            for package in &alpine.build {
                add(package, Need::Compile, gem);
            }
            for package in &alpine.run {
                add(package, Need::Run, gem);
            }
        }
    }
    needed
}

/// Adds that `gem` needs a package to `needed`.
fn add_package(
    needed: &mut Vec<NeededPackage>,
    names: Vec<&'static str>,
    need: Need,
    gem: &LockedGem,
) {
    let gem = (gem.name.clone(), gem.claim.clone());
    let known = needed
        .iter_mut()
        .find(|known| known.names == names && known.need == need);
    match known {
        Some(known) => known.gems.push(gem),
        None => needed.push(NeededPackage {
            names,
            need,
            gems: vec![gem],
        }),
    }
}

/// Whether `command` contains `word` between characters that are not part of a package name.
fn has_word(command: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+._-".contains(c);
    command.split(|c| !is_part(c)).any(|part| part == word)
}
