//! What the builder does: gems, JavaScript, source, assets, cleanup.

use super::{
    env::{Variable, variable},
    said::{command, commands, items, path, paths},
};
use crate::{
    at,
    catalogue::bundler,
    lang::shell::{Command, Path, VariableName},
    place::{Place, Placed},
    spec::{
        Spec,
        assets::{DEFAULT_COMMAND, DEFAULT_ENV},
        bundle::{DEFAULT_JOBS, DEFAULT_RETRY, DEFAULT_WITHOUT, ExcludeBy},
        javascript::Manager,
        stages::{Points, Run, Stage as Said},
    },
};

/// What the builder does.
#[derive(Clone, Debug)]
pub struct Builder {
    /// The files that gems are installed from.
    pub gemfiles: Vec<Placed<Path>>,
    /// Commands before `bundle install`.
    pub before_bundle: Vec<Placed<Command>>,
    /// How gems are installed.
    pub bundle: Bundle,
    /// Commands after `bundle install`.
    pub after_bundle: Vec<Placed<Command>>,
    /// How JavaScript is installed and built.
    pub javascript: Option<Javascript>,
    /// Commands before assets are compiled.
    pub before_assets: Vec<Placed<Command>>,
    /// How assets are compiled.
    pub assets: Option<Assets>,
    /// Commands after assets are compiled.
    pub after_assets: Vec<Placed<Command>>,
    /// What is deleted at the end.
    pub remove: Vec<Placed<Path>>,
    /// Whether the gem cache and the C sources of gems are deleted.
    pub strip_gems: Placed<bool>,
}

/// How gems are installed.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The version of Bundler to install, if Ruby's own is not wanted.
    pub version: Option<Placed<String>>,
    /// The groups that are left out.
    pub without: Vec<Placed<String>>,
    /// How Bundler is told so.
    pub exclude_by: Placed<ExcludeBy>,
    /// How many gems are installed at once.
    pub jobs: Placed<u32>,
    /// How often a failed download is tried again.
    pub retry: Placed<u32>,
    /// More settings: names and values.
    pub settings: Vec<(String, Placed<String>)>,
}

/// How JavaScript is installed and built.
#[derive(Clone, Debug)]
pub struct Javascript {
    /// The package manager.
    pub manager: Placed<Manager>,
    /// Its version, if it is to be installed.
    pub version: Option<Placed<String>>,
    /// The files that packages are installed from.
    pub files: Vec<Placed<Path>>,
    /// Commands that build what the browser gets.
    pub build: Vec<Placed<Command>>,
}

/// How assets are compiled.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The command.
    pub command: Placed<Command>,
    /// Variables of that one command.
    pub env: Vec<Variable>,
    /// Its build secrets.
    pub secrets: Vec<Secret>,
}

/// A build secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Its id, for `BuildKit`.
    pub id: String,
    /// The variable that the command reads it from, and the builds take it from.
    pub variable: VariableName,
    /// Where it comes from.
    pub at: Place,
}

impl Builder {
    /// The commands of the user's that it runs.
    pub(super) fn commands(&self) -> Vec<&Command> {
        let lists = [
            &self.before_bundle,
            &self.after_bundle,
            &self.before_assets,
            &self.after_assets,
        ];
        let build = self.javascript.iter().map(|javascript| &javascript.build);
        let listed = lists.into_iter().chain(build).flatten();
        listed
            .chain(self.assets.iter().map(|assets| &assets.command))
            .map(|command| &command.value)
            .collect()
    }
}

pub(super) fn builder(spec: &Spec, said: &Said, at: &Place) -> Builder {
    let gemfiles = ["Gemfile", "Gemfile.lock"].map(|file| Placed::new(path(file), at.clone()));
    let points = match &said.run {
        Some(Run::Points(points)) => points.clone(),
        Some(Run::List(_)) | None => Points::default(),
    };
    let run = at.key("run");
    Builder {
        gemfiles: gemfiles
            .into_iter()
            .chain(paths(&said.extra_files, &at.key("extra_files")))
            .collect(),
        before_bundle: commands(&points.before_bundle, &run.key("before_bundle")),
        bundle: bundle(spec),
        after_bundle: commands(&points.after_bundle, &run.key("after_bundle")),
        javascript: javascript(spec),
        before_assets: commands(&points.before_assets, &run.key("before_assets")),
        assets: assets(spec),
        after_assets: commands(&points.after_assets, &run.key("after_assets")),
        remove: paths(&said.remove, &at.key("remove")),
        strip_gems: Placed::new(said.strip_gems.unwrap_or(true), at.key("strip_gems")),
    }
}

fn bundle(spec: &Spec) -> Bundle {
    let said = &spec.bundle;
    let at = at!("bundle");
    let without = said
        .without
        .clone()
        .unwrap_or_else(|| DEFAULT_WITHOUT.map(str::to_owned).to_vec());
    let ruby = spec.base.ruby.as_deref().unwrap_or_default();
    let version = said.version.as_deref().or_else(|| bundler::of_ruby(ruby));
    let best = match version {
        Some(version) if !bundler::has_config_set(version) => ExcludeBy::Flags,
        Some(_) | None => ExcludeBy::Config,
    };
    let count = |said: Option<i64>, default: u32| {
        said.and_then(|count| u32::try_from(count).ok())
            .unwrap_or(default)
    };
    let settings = said.settings.iter();
    Bundle {
        without: items(&without, at.key("without"), Clone::clone),
        exclude_by: Placed::new(said.exclude_by.unwrap_or(best), at.key("exclude_by")),
        jobs: Placed::new(count(said.jobs, DEFAULT_JOBS), at.key("jobs")),
        retry: Placed::new(count(said.retry, DEFAULT_RETRY), at.key("retry")),
        settings: settings
            .map(|(key, value)| {
                (
                    key.clone(),
                    Placed::new(value.clone(), at.key("settings").key(key)),
                )
            })
            .collect(),
        version: said
            .version
            .clone()
            .map(|version| Placed::new(version, at.key("version"))),
    }
}

fn javascript(spec: &Spec) -> Option<Javascript> {
    let said = &spec.javascript;
    let at = at!("javascript");
    let manager = said.manager?;
    let files = said.files.clone();
    let files = files.unwrap_or_else(|| own_files(manager));
    Some(Javascript {
        manager: Placed::new(manager, at.key("manager")),
        version: said
            .version
            .clone()
            .map(|version| Placed::new(version, at.key("version"))),
        files: paths(&files, &at.key("files")),
        build: commands(&said.build, &at.key("build")),
    })
}

/// The files that `manager` installs packages from.
fn own_files(manager: Manager) -> Vec<String> {
    let lockfile = manager.facts().lockfiles.iter().take(1);
    let settings = match manager {
        Manager::YarnBerry => Some(".yarnrc.yml".to_owned()),
        Manager::Yarn | Manager::Npm | Manager::Pnpm => None,
    };
    std::iter::once("package.json".to_owned())
        .chain(lockfile.cloned())
        .chain(settings)
        .collect()
}

fn assets(spec: &Spec) -> Option<Assets> {
    let said = &spec.assets;
    let at = at!("assets");
    if said.precompile == Some(false) {
        return None;
    }
    let env = match &said.env {
        Some(env) => env
            .iter()
            .map(|(name, value)| variable(name, value, &at.key("env")))
            .collect(),
        None => DEFAULT_ENV
            .iter()
            .map(|(name, value)| variable(name, value, &at.key("env")))
            .collect(),
    };
    let secret = |(id, name): (&String, &String)| Secret {
        id: id.clone(),
        variable: VariableName::parse(name).expect("invalid-variable-name refused it"),
        at: at.key("secrets").key(id),
    };
    Some(Assets {
        command: Placed::new(
            command(said.command.as_deref().unwrap_or(DEFAULT_COMMAND)),
            at.key("command"),
        ),
        env,
        secrets: said.secrets.iter().map(secret).collect(),
    })
}
