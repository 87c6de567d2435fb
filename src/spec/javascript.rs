//! `[javascript]`: how JavaScript packages are installed and built.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Spec,
    base::{DEFAULT_IMAGE, is_official_image},
    pattern,
};
use crate::catalogue::javascript;

/// How JavaScript packages are installed and built.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Javascript {
    /// The package manager.
    #[schemars(required)]
    pub manager: Option<Manager>,
    /// The exact version of the package manager to install with `npm install --global`. Default: the version in the image.
    #[schemars(extend("pattern" = pattern::EXACT_VERSION, "examples" = ["1.22.22"]))]
    pub version: Option<String>,
    /// Files to copy before packages are installed: the manifest, the lockfile and other files that the manager reads.
    /// Default: those of the manager, such as `["package.json", "yarn.lock"]`.
    #[schemars(extend("items" = {"type": "string", "pattern": pattern::PATH}, "examples" = [["package.json", "yarn.lock"]]))]
    pub files: Option<Vec<String>>,
    /// Build commands to run before assets are compiled. Default: none.
    #[serde(default)]
    #[schemars(extend("examples" = [["yarn build", "yarn build:css"]]))]
    pub build: Vec<String>,
}

/// A JavaScript package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Manager {
    /// Yarn 1.
    Yarn,
    /// Yarn 2 or later.
    YarnBerry,
    /// npm.
    Npm,
    /// pnpm.
    Pnpm,
}

impl Spec {
    /// The names of the package manager's lockfiles.
    #[must_use]
    pub fn lockfiles(&self) -> &'static [String] {
        let manager = self.javascript.manager;
        manager.map_or(&[], |manager| &manager.catalogue_entry().lockfiles)
    }
}

impl Javascript {
    /// The folder of `package.json` in the repository, with a trailing `/`; `""` for the root.
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
    /// The command that creates its lockfile.
    #[must_use]
    pub fn install_command(self) -> &'static str {
        match self {
            Self::Yarn | Self::YarnBerry => "yarn install",
            Self::Npm => "npm install",
            Self::Pnpm => "pnpm install",
        }
    }

    /// The value of `manager` in a spec.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yarn => "yarn",
            Self::YarnBerry => "yarn-berry",
            Self::Npm => "npm",
            Self::Pnpm => "pnpm",
        }
    }

    /// The catalogue's entry for it.
    ///
    /// # Panics
    /// If the catalogue has no such entry; a test checks every manager.
    #[must_use]
    pub fn catalogue_entry(self) -> &'static javascript::Manager {
        let mut known = javascript::managers().iter();
        known
            .find(|known| known.name == self.name())
            .expect("the catalogue has every manager")
    }
}

impl Spec {
    /// Whether Node.js may already be in `builder`: from a custom image, a copy or a command.
    #[must_use]
    pub fn has_other_node_source(&self, builder: &str) -> bool {
        let image = self.base.image.as_deref();
        if !self.is_built_on_base(builder) || !is_official_image(image.unwrap_or(DEFAULT_IMAGE)) {
            return true;
        }
        let programs = [
            "apk", "node", "npm", "yarn", "pnpm", "corepack", "nvm", "fnm", "volta", "asdf",
            "mise", "curl", "wget",
        ];
        let installs = |command: &str| programs.iter().any(|program| command.contains(program));
        let lineage = self.lineage(builder);
        let mut stages = lineage.iter().filter_map(|name| self.stages.get(*name));
        let copies = stages.any(|stage| stage.copy.iter().flatten().count() > 0);
        copies || self.commands_of(builder).into_iter().any(installs)
    }

    /// Whether the npm package must be added to `builder`: `javascript.version` is installed with npm, and nothing else
    /// provides npm.
    #[must_use]
    pub fn needs_npm(&self, builder: &str) -> bool {
        let packages = self.packages_of(builder);
        self.javascript.version.is_some()
            && !packages.iter().any(|package| package.name() == Some(NPM))
            && !self.has_other_node_source(builder)
    }
}

/// The Alpine package of npm.
pub const NPM: &str = "npm";
