//! Plans the builder stage: gems, JavaScript, source, assets, cleanup.

use super::{
    env::{Variable, parse_variable},
    install_paths::{InstallPath, plan_gemfiles, plan_manifests},
    parse::{parse_command, parse_commands, parse_items, parse_path, parse_paths},
};
use crate::{
    catalogue::bundler,
    lang::shell::{Command, Path, VariableName},
    place,
    place::{Place, Placed},
    repository::install::javascript::is_plug_and_play,
    source::Repository,
    spec::{
        Spec,
        assets::{DEFAULT_COMMAND, DEFAULT_ENV},
        bundle::{DEFAULT_JOBS, DEFAULT_RETRY, DEFAULT_WITHOUT, ExcludeBy},
        javascript::Manager,
        stages::{Points, Stage as SpecStage, StageCommands},
    },
};

/// The contents of the builder stage.
#[derive(Clone, Debug)]
pub struct Builder {
    /// The files that gems are installed from.
    pub gemfiles: Vec<InstallPath>,
    /// Commands before `bundle install`.
    pub before_bundle: Vec<Placed<Command>>,
    /// The installation of gems.
    pub bundle: Bundle,
    /// Commands after `bundle install`.
    pub after_bundle: Vec<Placed<Command>>,
    /// The installation and build of JavaScript.
    pub javascript: Option<Javascript>,
    /// Commands before assets are compiled.
    pub before_assets: Vec<Placed<Command>>,
    /// The compilation of assets.
    pub assets: Option<Assets>,
    /// Commands after assets are compiled.
    pub after_assets: Vec<Placed<Command>>,
    /// Paths to delete at the end.
    pub remove: Vec<Placed<Path>>,
    /// Whether the gem cache and the C sources of gems are deleted.
    pub strip_gems: Placed<bool>,
}

/// The installation of gems.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The version of Bundler to install, instead of the one that Ruby ships.
    pub version: Option<Placed<String>>,
    /// The excluded groups.
    pub without: Vec<Placed<String>>,
    /// How the excluded groups are passed to Bundler.
    pub exclude_by: Placed<ExcludeBy>,
    /// The number of gems to install in parallel.
    pub jobs: Placed<u32>,
    /// The number of retries of a failed download.
    pub retry: Placed<u32>,
    /// Additional settings: names and values.
    pub settings: Vec<(String, Placed<String>)>,
}

/// The installation and build of JavaScript.
#[derive(Clone, Debug)]
pub struct Javascript {
    /// The package manager.
    pub manager: Placed<Manager>,
    /// The version to install, if any.
    pub version: Option<Placed<String>>,
    /// The files that packages are installed from.
    pub files: Vec<InstallPath>,
    /// The folder of `package.json`, unless it is the folder of the spec.
    pub folder: Option<Placed<Path>>,
    /// Whether packages stay in the manager's cache, which must not be deleted.
    pub is_plug_and_play: bool,
    /// Commands that build the bundles for the browser.
    pub build: Vec<Placed<Command>>,
}

/// The compilation of assets.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The command.
    pub command: Placed<Command>,
    /// Environment variables of the command.
    pub env: Vec<Variable>,
    /// The build secrets of the command.
    pub secrets: Vec<BuildSecret>,
}

/// A build secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildSecret {
    /// The id for `BuildKit`.
    pub id: String,
    /// The environment variable of the command and of the build.
    pub variable: VariableName,
    /// The key of the spec that sets it.
    pub place: Place,
}

impl Builder {
    /// The user's commands.
    pub(super) fn user_commands(&self) -> Vec<&Command> {
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

pub(super) fn plan_builder(
    spec: &Spec,
    table: &SpecStage,
    place: &Place,
    repository: Option<&dyn Repository>,
) -> Builder {
    let points = match &table.run {
        Some(StageCommands::Points(points)) => points.clone(),
        Some(StageCommands::List(_)) | None => Points::default(),
    };
    let run = place.key("run");
    Builder {
        gemfiles: plan_gemfiles(table, place, repository),
        before_bundle: parse_commands(&points.before_bundle, &run.key("before_bundle")),
        bundle: bundle(spec),
        after_bundle: parse_commands(&points.after_bundle, &run.key("after_bundle")),
        javascript: javascript(spec, repository),
        before_assets: parse_commands(&points.before_assets, &run.key("before_assets")),
        assets: assets(spec),
        after_assets: parse_commands(&points.after_assets, &run.key("after_assets")),
        remove: parse_paths(&table.remove, &place.key("remove")),
        strip_gems: Placed::new(table.strip_gems.unwrap_or(true), place.key("strip_gems")),
    }
}

fn bundle(spec: &Spec) -> Bundle {
    let table = &spec.bundle;
    let place = place!("bundle");
    let without = table
        .without
        .clone()
        .unwrap_or_else(|| DEFAULT_WITHOUT.map(str::to_owned).to_vec());
    let ruby = spec.base.ruby.as_deref().unwrap_or_default();
    let version = table
        .version
        .as_deref()
        .or_else(|| bundler::shipped_with_ruby(ruby));
    let default_method = match version {
        Some(version) if !bundler::has_config_set(version) => ExcludeBy::Flags,
        Some(_) | None => ExcludeBy::Config,
    };
    let count = |value: Option<i64>, default: u32| {
        value
            .and_then(|count| u32::try_from(count).ok())
            .unwrap_or(default)
    };
    let settings = table.settings.iter();
    Bundle {
        without: parse_items(&without, place.key("without"), Clone::clone),
        exclude_by: Placed::new(
            table.exclude_by.unwrap_or(default_method),
            place.key("exclude_by"),
        ),
        jobs: Placed::new(count(table.jobs, DEFAULT_JOBS), place.key("jobs")),
        retry: Placed::new(count(table.retry, DEFAULT_RETRY), place.key("retry")),
        settings: settings
            .map(|(key, value)| {
                (
                    key.clone(),
                    Placed::new(value.clone(), place.key("settings").key(key)),
                )
            })
            .collect(),
        version: table
            .version
            .clone()
            .map(|version| Placed::new(version, place.key("version"))),
    }
}

fn javascript(spec: &Spec, repository: Option<&dyn Repository>) -> Option<Javascript> {
    let table = &spec.javascript;
    let place = place!("javascript");
    let manager = table.manager?;
    let folder = table.folder();
    Some(Javascript {
        manager: Placed::new(manager, place.key("manager")),
        version: table
            .version
            .clone()
            .map(|version| Placed::new(version, place.key("version"))),
        files: plan_manifests(spec, manager, repository),
        is_plug_and_play: manager == Manager::YarnBerry
            && repository.is_some_and(|repository| is_plug_and_play(repository, &folder)),
        folder: (!folder.is_empty())
            .then(|| Placed::new(parse_path(folder.trim_end_matches('/')), place.key("files"))),
        build: parse_commands(&table.build, &place.key("build")),
    })
}

fn assets(spec: &Spec) -> Option<Assets> {
    let table = &spec.assets;
    let place = place!("assets");
    if table.precompile == Some(false) {
        return None;
    }
    let env = match &table.env {
        Some(env) => env
            .iter()
            .map(|(name, value)| parse_variable(name, value, &place.key("env")))
            .collect(),
        None => DEFAULT_ENV
            .iter()
            .map(|(name, value)| parse_variable(name, value, &place.key("env")))
            .collect(),
    };
    let secret = |(id, name): (&String, &String)| BuildSecret {
        id: id.clone(),
        variable: VariableName::parse(name).expect("invalid-variable-name rejected it"),
        place: place.key("secrets").key(id),
    };
    Some(Assets {
        command: Placed::new(
            parse_command(table.command.as_deref().unwrap_or(DEFAULT_COMMAND)),
            place.key("command"),
        ),
        env,
        secrets: table.secrets.iter().map(secret).collect(),
    })
}
