//! `[javascript]`: how JavaScript is installed and built.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Spec,
    base::{DEFAULT_IMAGE, is_official},
    pattern,
};
use crate::catalogue::javascript;

/// How JavaScript is installed and built.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Javascript {
    /// The package manager.
    #[schemars(required)]
    pub manager: Option<Manager>,
    /// The package manager's exact version, which `npm install --global` installs; by default the one that the image has.
    #[schemars(extend("pattern" = pattern::EXACT_VERSION, "examples" = ["1.22.22"]))]
    pub version: Option<String>,
    /// Files copied before packages are installed: the manifest, the lockfile and whatever else the manager reads; by default
    /// the manager's own, such as `["package.json", "yarn.lock"]`.
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [["package.json", "yarn.lock"]]))]
    pub files: Option<Vec<String>>,
    /// Commands that build what the browser gets, run before assets are compiled; by default none.
    #[serde(default)]
    #[schemars(extend("examples" = [["yarn build", "yarn build:css"]]))]
    pub build: Vec<String>,
}

/// A package manager of JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Manager {
    /// Yarn 1.
    Yarn,
    /// Yarn 2 and later.
    YarnBerry,
    /// npm.
    Npm,
    /// pnpm.
    Pnpm,
}

impl Spec {
    /// The names of the lockfiles that the package manager reads, if there is one.
    #[must_use]
    pub fn lockfiles(&self) -> &'static [String] {
        let manager = self.javascript.manager;
        manager.map_or(&[], |manager| &manager.facts().lockfiles)
    }
}

impl Javascript {
    /// The folder of the repository that JavaScript is installed from, with its `/`; `""` for the repository itself.
    #[must_use]
    pub fn folder(&self) -> String {
        let mut files = self.files.iter().flatten();
        let manifest = files.find_map(|file| file.strip_suffix("package.json"));
        let folder = manifest.unwrap_or_default().trim_start_matches("./");
        if folder.is_empty() || folder.ends_with('/') {
            folder.to_owned()
        } else {
            String::new()
        }
    }
}

impl Manager {
    /// The command that makes its lockfile.
    #[must_use]
    pub fn install(self) -> &'static str {
        match self {
            Self::Yarn | Self::YarnBerry => "yarn install",
            Self::Npm => "npm install",
            Self::Pnpm => "pnpm install",
        }
    }

    /// The word for it in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yarn => "yarn",
            Self::YarnBerry => "yarn-berry",
            Self::Npm => "npm",
            Self::Pnpm => "pnpm",
        }
    }

    /// What the catalogue knows of it.
    ///
    /// # Panics
    /// If it knows nothing, which a test tries with each.
    #[must_use]
    pub fn facts(self) -> &'static javascript::Manager {
        let mut known = javascript::managers().iter();
        known
            .find(|known| known.name == self.name())
            .expect("the catalogue has every manager")
    }
}

impl Spec {
    /// Whether `builder` may have Node.js and what comes with it from elsewhere: from an image that is not ours, or by a
    /// command.
    #[must_use]
    pub fn brings_its_own_node(&self, builder: &str) -> bool {
        let image = self.base.image.as_deref();
        if !self.is_built_on_base(builder) || !is_official(image.unwrap_or(DEFAULT_IMAGE)) {
            return true;
        }
        let words = [
            "apk", "node", "npm", "yarn", "pnpm", "corepack", "nvm", "fnm", "volta", "asdf",
            "mise", "curl", "wget",
        ];
        let installs = |command: &str| words.iter().any(|word| command.contains(word));
        let lineage = self.lineage(builder);
        let mut stages = lineage.iter().filter_map(|name| self.stages.get(*name));
        let copies = stages.any(|stage| stage.copy.iter().flatten().count() > 0);
        copies || self.commands_of(builder).into_iter().any(installs)
    }

    /// Whether `builder` must be given npm: a version of the package manager is to be installed with it, and only
    /// the manager's own package is there.
    #[must_use]
    pub fn lacks_npm(&self, builder: &str) -> bool {
        let packages = self.packages_of(builder);
        self.javascript.version.is_some()
            && !packages.iter().any(|package| package.name() == Some(NPM))
            && !self.brings_its_own_node(builder)
    }
}

/// The Alpine package of npm.
pub const NPM: &str = "npm";
